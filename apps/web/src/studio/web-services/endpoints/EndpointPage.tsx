import { Button } from '@fluentui/react-components'
import { BeakerRegular, DeleteRegular } from '@fluentui/react-icons'
import type { EndpointAnswer, WebServiceDetailsAnswer } from '@sluice/contracts'
import { getRouteApi } from '@tanstack/react-router'
import { useState } from 'react'
import { isNotFound } from '../../../shared/api-client/api-error.ts'
import { allows, useSession } from '../../../shared/auth/session.ts'
import { useWords } from '../../../shared/languages/words.ts'
import { ErrorState } from '../../../shared/ui/feedback/ErrorState.tsx'
import { Loading } from '../../../shared/ui/feedback/Loading.tsx'
import { Notice } from '../../../shared/ui/feedback/Notice.tsx'
import { LinkButton } from '../../../shared/ui/navigation/LinkButton.tsx'
import { NotFoundPage } from '../../../shared/ui/page/NotFoundPage.tsx'
import { Page } from '../../../shared/ui/page/Page.tsx'
import { Section } from '../../../shared/ui/page/Section.tsx'
import { useStudio } from '../../api/studio-api.ts'
import { useStudioPlace } from '../../api/use-studio-place.ts'
import { useWorkspace } from '../../api/workspace.ts'
import { EndpointFacts } from '../dashboard/EndpointFacts.tsx'
import { TestDialog } from '../test/TestDialog.tsx'
import { endpointPath, webServiceHref, webServicePath, webServicesHref } from '../web-service-paths.ts'
import { webServiceWords } from '../web-service-words.ts'
import { DeleteEndpointDialog } from './DeleteEndpointDialog.tsx'
import { EndpointSettings } from './EndpointSettings.tsx'
import { endpointWords } from './endpoint-words.ts'
import { RefreshNotice } from './RefreshNotice.tsx'
import { ResourceList } from './ResourceList.tsx'

const route = getRouteApi('/studio/$workspace/web-services/$webService/endpoints/$endpoint')

/** One endpoint: how it is called, which models are in it, its settings. */
export function EndpointPage() {
  const words = useWords(endpointWords)
  const own = useWords(webServiceWords)
  const { area } = useStudioPlace()
  const workspace = useWorkspace()
  const { webService: id, endpoint: name } = route.useParams()
  const { test, replace } = route.useSearch()
  const navigate = route.useNavigate()
  const mayChange = allows(useSession(), 'publisher')
  const [isDeleting, setDeleting] = useState(false)
  const webService = useStudio<WebServiceDetailsAnswer>(webServicePath(id)).data
  const { data: endpoint, error, refetch } = useStudio<EndpointAnswer>(endpointPath(id, name))
  if (isNotFound(error)) return <NotFoundPage />
  const dashboard = webServiceHref(workspace.id, id)
  const close = () => void navigate({ search: {}, replace: true })
  return (
    <Page
      title={name}
      isTitleTranslated={false}
      description={webService && words('description', { name: webService.name })}
      area={`${own('endpoint')} · ${area}`}
      breadcrumbs={[
        { label: own('title'), href: webServicesHref(workspace.id) },
        { label: webService?.name ?? own('dashboard'), href: dashboard },
      ]}
      actions={
        mayChange && (
          <>
            {webService?.isBatchOnly === false && (
              <LinkButton from={route.id} to="." search={{ test: true }} appearance="primary" icon={<BeakerRegular />}>
                {own('test')}
              </LinkButton>
            )}
            <Button icon={<DeleteRegular />} onClick={() => setDeleting(true)}>
              {own('delete')}
            </Button>
          </>
        )
      }
    >
      {!mayChange && <Notice intent="info">{own('mayNotChange')}</Notice>}
      {endpoint === undefined &&
        (error === null ? <Loading /> : <ErrorState error={error} onRetry={() => void refetch()} />)}
      {endpoint !== undefined && webService !== undefined && (
        <>
          {endpoint.isRefreshPossible && <RefreshNotice webServiceId={id} endpoint={endpoint} />}
          <Section title={words('access')}>
            <EndpointFacts webServiceId={id} endpoint={endpoint} isBatchOnly={webService.isBatchOnly} />
          </Section>
          <ResourceList
            webServiceId={id}
            endpoint={endpoint}
            replaced={replace}
            onReplace={(resource) => void navigate({ search: resource === undefined ? {} : { replace: resource } })}
          />
          <Section title={words('settings')}>
            <EndpointSettings webServiceId={id} endpoint={endpoint} />
          </Section>
          {test === true && mayChange && !webService.isBatchOnly && (
            <TestDialog webService={webService} endpoint={endpoint} onClose={close} />
          )}
          {isDeleting && (
            <DeleteEndpointDialog
              webServiceId={id}
              endpoint={endpoint}
              onClose={(isDeleted) => {
                setDeleting(false)
                if (isDeleted) void navigate({ href: dashboard, ignoreBlocker: true })
              }}
            />
          )}
        </>
      )}
    </Page>
  )
}
