import { AddRegular } from '@fluentui/react-icons'
import type { EndpointAnswer } from '@sluice/contracts'
import { getRouteApi } from '@tanstack/react-router'
import { allows, useSession } from '../../../shared/auth/session.ts'
import { useWords } from '../../../shared/languages/words.ts'
import { ErrorState } from '../../../shared/ui/feedback/ErrorState.tsx'
import { Loading } from '../../../shared/ui/feedback/Loading.tsx'
import { LinkButton } from '../../../shared/ui/navigation/LinkButton.tsx'
import { Section } from '../../../shared/ui/page/Section.tsx'
import { useStudio } from '../../api/studio-api.ts'
import { useWorkspace } from '../../api/workspace.ts'
import { LastJobs } from '../../jobs/LastJobs.tsx'
import { AddEndpointDialog } from '../endpoints/AddEndpointDialog.tsx'
import { EndpointTable } from '../endpoints/EndpointTable.tsx'
import { AddToApiManagementDialog } from '../gateway/AddToApiManagementDialog.tsx'
import { TestDialog } from '../test/TestDialog.tsx'
import { useWebService } from '../web-service-context.ts'
import { endpointHref, webServicePath } from '../web-service-paths.ts'
import { webServiceWords } from '../web-service-words.ts'
import { dashboardWords } from './dashboard-words.ts'
import { EndpointFacts } from './EndpointFacts.tsx'
import { WebServiceFacts } from './WebServiceFacts.tsx'

const route = getRouteApi('/studio/$workspace/web-services/$webService/dashboard')

/** What a web service is, how it is called, and what was done with it. */
export function DashboardPage() {
  const words = useWords(dashboardWords)
  const own = useWords(webServiceWords)
  const { id: workspaceId } = useWorkspace()
  const webService = useWebService()
  const { test, dialog } = route.useSearch()
  const navigate = route.useNavigate()
  const mayChange = allows(useSession(), 'publisher')
  const { data, error, refetch } = useStudio<{ value: readonly EndpointAnswer[] }>(
    `${webServicePath(webService.id)}/endpoints`,
  )
  const endpoint = data?.value.find(({ isDefault }) => isDefault)
  const close = () => void navigate({ search: {}, replace: true })
  return (
    <>
      {data === undefined &&
        (error === null ? <Loading /> : <ErrorState error={error} onRetry={() => void refetch()} />)}
      {endpoint !== undefined && (
        <Section title={words('access')} description={words('accessText')}>
          <EndpointFacts webServiceId={webService.id} endpoint={endpoint} isBatchOnly={webService.isBatchOnly} />
        </Section>
      )}
      <Section title={words('serves')}>
        <WebServiceFacts />
      </Section>
      {data !== undefined && (
        <Section
          title={own('endpoints')}
          description={words('endpointsText')}
          actions={
            mayChange && (
              <LinkButton from={route.id} to="." search={{ dialog: 'add-endpoint' }} icon={<AddRegular />}>
                {words('addEndpoint')}
              </LinkButton>
            )
          }
        >
          <EndpointTable endpoints={data.value} webServiceId={webService.id} />
        </Section>
      )}
      <LastJobs webServiceId={webService.id} />
      {test === true && endpoint !== undefined && mayChange && !webService.isBatchOnly && (
        <TestDialog webService={webService} endpoint={endpoint} onClose={close} />
      )}
      {dialog === 'add-endpoint' && mayChange && (
        <AddEndpointDialog
          webServiceId={webService.id}
          onClose={close}
          onAdded={(name) => void navigate({ href: endpointHref(workspaceId, webService.id, name) })}
        />
      )}
      {dialog === 'api-management' && endpoint !== undefined && mayChange && (
        <AddToApiManagementDialog webService={webService} endpoint={endpoint} onClose={close} />
      )}
    </>
  )
}
