import { useQuery } from '@tanstack/react-query'
import { getRouteApi } from '@tanstack/react-router'
import { isNotFound } from '../../shared/api-client/api-error.ts'
import { useWords } from '../../shared/languages/words.ts'
import { ErrorState } from '../../shared/ui/feedback/ErrorState.tsx'
import { Loading } from '../../shared/ui/feedback/Loading.tsx'
import { Notice } from '../../shared/ui/feedback/Notice.tsx'
import { NotFoundPage } from '../../shared/ui/page/NotFoundPage.tsx'
import { Page } from '../../shared/ui/page/Page.tsx'
import { Verb } from '../../shared/ui/values/Verb.tsx'
import { developerWords } from '../developer-words.ts'
import { apiQuery, hostsQuery, operationQuery } from './console-data.ts'
import { HistoryMenu } from './HistoryMenu.tsx'
import { SocketConsole } from './SocketConsole.tsx'
import { TryConsole } from './TryConsole.tsx'
import { tryItWords } from './try-it-words.ts'

const route = getRouteApi('/developer/$service/apis/$api/operations/$operation/try')

/** Sends a call of an operation and shows what comes back. */
export function TryItPage() {
  const { service, api: apiId, operation: operationId } = route.useParams()
  const words = useWords(tryItWords)
  const areaWords = useWords(developerWords)
  const api = useQuery(apiQuery(service, apiId))
  const operation = useQuery(operationQuery(service, apiId, operationId))
  const hosts = useQuery(hostsQuery(service, apiId))
  const failed = [api, operation, hosts].find(({ error }) => error !== null)
  if (isNotFound(failed?.error)) return <NotFoundPage />
  const base = `/developer/${service}/apis`
  const name = operation.data?.properties.displayName ?? operationId
  const isLoaded = api.data !== undefined && operation.data !== undefined && hosts.data !== undefined
  return (
    <Page
      title={words('title', { name })}
      isTitleTranslated={false}
      badge={operation.data === undefined ? undefined : <Verb verb={operation.data.properties.method} />}
      description={words('description')}
      area={`${areaWords('area')} · ${service}`}
      breadcrumbs={[
        { label: areaWords('apis'), href: base },
        { label: api.data?.properties.displayName ?? apiId, href: `${base}/${encodeURIComponent(apiId)}` },
        { label: name, href: `${base}/${encodeURIComponent(apiId)}/operations/${encodeURIComponent(operationId)}` },
      ]}
      actions={<HistoryMenu service={service} />}
    >
      {!isLoaded ? (
        failed === undefined ? (
          <Loading lines={12} />
        ) : (
          <ErrorState error={failed.error} onRetry={() => void failed.refetch()} />
        )
      ) : hosts.data.value.length === 0 ? (
        <Notice intent="warning">{words('noHosts')}</Notice>
      ) : api.data.properties.type === 'websocket' ? (
        <SocketConsole
          key={`${service} ${apiId}`}
          service={service}
          apiId={apiId}
          api={api.data.properties}
          hosts={hosts.data.value.map(({ properties }) => properties)}
        />
      ) : (
        <TryConsole
          // Another operation is another form.
          key={`${service} ${apiId} ${operationId}`}
          service={service}
          apiId={apiId}
          operationId={operationId}
          api={api.data.properties}
          operation={operation.data.properties}
          hosts={hosts.data.value.map(({ properties }) => properties)}
        />
      )}
    </Page>
  )
}
