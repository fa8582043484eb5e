import { CloudRegular } from '@fluentui/react-icons'
import type { WorkspaceAnswer } from '@sluice/contracts'
import { useQuery } from '@tanstack/react-query'
import { getRouteApi } from '@tanstack/react-router'
import type { Service } from '../shared/api-client/service.ts'
import { servicesQuery } from '../shared/api-client/services-query.ts'
import { workspacesQuery } from '../shared/api-client/workspaces-query.ts'
import { allows, useSession } from '../shared/auth/session.ts'
import { useWords } from '../shared/languages/words.ts'
import { EmptyState } from '../shared/ui/feedback/EmptyState.tsx'
import { ErrorState } from '../shared/ui/feedback/ErrorState.tsx'
import { Loading } from '../shared/ui/feedback/Loading.tsx'
import { LinkButton } from '../shared/ui/navigation/LinkButton.tsx'
import { TextLink } from '../shared/ui/navigation/TextLink.tsx'
import { Page } from '../shared/ui/page/Page.tsx'
import { Section } from '../shared/ui/page/Section.tsx'
import { DataTable, type TableColumn } from '../shared/ui/table/DataTable.tsx'
import { TimeAgo } from '../shared/ui/values/TimeAgo.tsx'
import { homeWords } from './home-words.ts'
import { ServiceState } from './instances/ServiceState.tsx'
import { NewMenu } from './NewMenu.tsx'
import { NewWorkspaceDialog } from './workspaces/NewWorkspaceDialog.tsx'

const route = getRouteApi('/')

/** Instances and workspaces of the installation, and how to make another one. */
export function HomePage() {
  const words = useWords(homeWords)
  const session = useSession()
  const { new: made } = route.useSearch()
  const navigate = route.useNavigate()
  return (
    <Page title={words('home')} description={words('homeText')} area="Sluice" actions={<NewMenu />}>
      <Instances />
      <Workspaces />
      {made === 'workspace' && allows(session, 'administrator') && (
        <NewWorkspaceDialog onClose={() => void navigate({ search: {}, replace: true })} />
      )}
    </Page>
  )
}

function Instances() {
  const words = useWords(homeWords)
  const session = useSession()
  const { data, error, refetch } = useQuery(servicesQuery)
  const columns: readonly TableColumn<Service>[] = [
    {
      id: 'name',
      header: words('instanceName'),
      cell: ({ name }) => (
        <TextLink href={`/instances/${name}`} isName>
          {name}
        </TextLink>
      ),
    },
    { id: 'organization', header: words('organization'), cell: ({ properties }) => properties.publisherName },
    {
      id: 'address',
      header: words('gatewayAddress'),
      cell: ({ properties }) => <code translate="no">{properties.gatewayUrl}</code>,
    },
    { id: 'state', header: words('state'), cell: (service) => <ServiceState service={service} /> },
    {
      id: 'manage',
      header: words('manage'),
      cell: ({ name }) => (
        <LinkButton to="/publisher/$service" params={{ service: name }} aria-label={words('manageNamed', { name })}>
          {words('manage')}
        </LinkButton>
      ),
    },
  ]
  return (
    <Section title={words('instances')}>
      {error !== null && <ErrorState error={error} onRetry={() => void refetch()} />}
      {data === undefined && error === null && <Loading lines={3} />}
      {data !== undefined && (
        <DataTable
          label={words('instances')}
          rows={data}
          columns={columns}
          rowId={({ id }) => id}
          rowName={({ name }) => name}
          empty={
            <EmptyState
              icon={<CloudRegular fontSize={32} />}
              title={words('instancesEmpty')}
              action={
                allows(session, 'administrator') && (
                  <LinkButton to="/new/api-management" appearance="primary">
                    {words('create')}
                  </LinkButton>
                )
              }
            >
              {words('instancesEmptyText')}
            </EmptyState>
          }
        />
      )}
    </Section>
  )
}

function Workspaces() {
  const words = useWords(homeWords)
  const { data, error, refetch } = useQuery(workspacesQuery)
  const columns: readonly TableColumn<WorkspaceAnswer>[] = [
    {
      id: 'name',
      header: words('instanceName'),
      cell: ({ id, friendlyName }) => (
        <TextLink href={`/studio/${id}`} isName>
          {friendlyName}
        </TextLink>
      ),
    },
    { id: 'id', header: words('workspaceId'), cell: ({ id }) => <code translate="no">{id}</code> },
    { id: 'created', header: words('created'), cell: ({ createdAt }) => <TimeAgo iso={createdAt} /> },
  ]
  return (
    <Section title={words('workspaces')} description={words('workspacesText')}>
      {error !== null && <ErrorState error={error} onRetry={() => void refetch()} />}
      {data === undefined && error === null && <Loading lines={2} />}
      {data !== undefined && (
        <DataTable
          label={words('workspaces')}
          rows={data}
          columns={columns}
          rowId={({ id }) => id}
          rowName={({ friendlyName }) => friendlyName}
          empty={<p>{words('workspacesEmpty')}</p>}
        />
      )}
    </Section>
  )
}
