import { getRouteApi, Outlet, useLocation } from '@tanstack/react-router'
import { isNotFound } from '../../shared/api-client/api-error.ts'
import { useService } from '../../shared/api-client/service.ts'
import { useResource } from '../../shared/api-client/use-resource.ts'
import { useWords } from '../../shared/languages/words.ts'
import { ErrorState } from '../../shared/ui/feedback/ErrorState.tsx'
import { Loading } from '../../shared/ui/feedback/Loading.tsx'
import { Notice } from '../../shared/ui/feedback/Notice.tsx'
import { RouteTabs } from '../../shared/ui/navigation/RouteTabs.tsx'
import { TextLink } from '../../shared/ui/navigation/TextLink.tsx'
import { NotFoundPage } from '../../shared/ui/page/NotFoundPage.tsx'
import { Page } from '../../shared/ui/page/Page.tsx'
import { publisherWords } from '../publisher-words.ts'
import { ApiActions } from './ApiActions.tsx'
import { ApiBadge } from './ApiBadge.tsx'
import styles from './ApiLayout.module.css'
import { type ApiView, apiHref, apiPath, baseNameOf } from './api-view.ts'
import { apisWords } from './apis-words.ts'
import { ApiContext } from './use-api.ts'

const ofApi = [
  'summary',
  'settings',
  'operations',
  'policies',
  'security',
  'revisions',
  'products',
  'traces',
  'issues',
] as const
type TabId = (typeof ofApi)[number] | 'tools'
/** An MCP server has tools where other APIs have operations. */
const ofMcp: readonly TabId[] = ofApi.map((tab) => (tab === 'operations' ? 'tools' : tab))
const isTab = (text: string | undefined): text is TabId => [...ofApi, ...ofMcp].some((tab) => tab === text)

const route = getRouteApi('/publisher/$service/apis/$api')

/** What is around every page of one API: its name, its state, its tabs. */
export function ApiLayout() {
  const { api: name } = route.useParams()
  const service = useService()
  const words = useWords(apisWords)
  const area = useWords(publisherWords)
  const { pathname } = useLocation()
  const api = useResource<ApiView>(apiPath(service.id, name), { expandApiVersionSet: true })
  const open = pathname.split('/')[5]
  const tab = isTab(open) ? open : 'summary'
  const tabs: readonly TabId[] = api.data?.properties.type === 'mcp' ? ofMcp : ofApi
  if (isNotFound(api.error)) return <NotFoundPage />
  return (
    <Page
      title={api.data?.properties.displayName ?? name}
      isTitleTranslated={false}
      area={`${words(tab)} · ${area('area')} · ${service.name}`}
      breadcrumbs={[{ label: area('apis'), href: `/publisher/${service.name}/apis` }]}
      badge={api.data && <ApiBadge api={api.data.properties} />}
      actions={api.data && <ApiActions api={api.data} />}
    >
      {api.data?.properties.isCurrent === false && (
        <div className={styles.notice}>
          <Notice intent="info">
            {words('notCurrent', { revision: api.data.properties.apiRevision })}{' '}
            <TextLink href={apiHref(service.name, baseNameOf(name), tab)}>{words('openCurrent')}</TextLink>
          </Notice>
        </div>
      )}
      <div>
        <RouteTabs
          label={words('tabs')}
          selected={tab}
          tabs={tabs.map((id) => ({ id, label: words(id), href: apiHref(service.name, name, id) }))}
        />
      </div>
      {api.data !== undefined ? (
        <ApiContext value={api.data}>
          <Outlet />
        </ApiContext>
      ) : api.error !== null ? (
        <ErrorState error={api.error} onRetry={() => void api.refetch()} />
      ) : (
        <Loading />
      )}
    </Page>
  )
}
