import { Button } from '@fluentui/react-components'
import { BeakerRegular, CloudAddRegular, DeleteRegular } from '@fluentui/react-icons'
import type { WebServiceDetailsAnswer } from '@sluice/contracts'
import { useQueryClient } from '@tanstack/react-query'
import { getRouteApi, Outlet, useLocation } from '@tanstack/react-router'
import { useState } from 'react'
import { isNotFound } from '../../shared/api-client/api-error.ts'
import { allows, useSession } from '../../shared/auth/session.ts'
import { useWords } from '../../shared/languages/words.ts'
import { ErrorState } from '../../shared/ui/feedback/ErrorState.tsx'
import { Loading } from '../../shared/ui/feedback/Loading.tsx'
import { Notice } from '../../shared/ui/feedback/Notice.tsx'
import { LinkButton } from '../../shared/ui/navigation/LinkButton.tsx'
import { RouteTabs } from '../../shared/ui/navigation/RouteTabs.tsx'
import { NotFoundPage } from '../../shared/ui/page/NotFoundPage.tsx'
import { Page } from '../../shared/ui/page/Page.tsx'
import { StateLabel } from '../../shared/ui/values/StateLabel.tsx'
import { studioKeyBelow, useStudio } from '../api/studio-api.ts'
import { useStudioPlace } from '../api/use-studio-place.ts'
import { useWorkspace } from '../api/workspace.ts'
import { DeleteWebServiceDialog } from './DeleteWebServiceDialog.tsx'
import { WebServiceContext } from './web-service-context.ts'
import { webServiceHref, webServicePath, webServicesHref } from './web-service-paths.ts'
import { webServiceWords } from './web-service-words.ts'

const route = getRouteApi('/studio/$workspace/web-services/$webService')
const tabIds = ['dashboard', 'configuration', 'jobs'] as const
const to = '/studio/$workspace/web-services/$webService/dashboard'

/** What all pages of one web service have: its name, state, tabs, testing and deleting. */
export function WebServiceLayout() {
  const words = useWords(webServiceWords)
  const { area } = useStudioPlace()
  const workspace = useWorkspace()
  const params = route.useParams()
  const navigate = route.useNavigate()
  const { pathname } = useLocation()
  const client = useQueryClient()
  const mayChange = allows(useSession(), 'publisher')
  const [isDeleting, setDeleting] = useState(false)
  const { data, error, refetch } = useStudio<WebServiceDetailsAnswer>(webServicePath(params.webService))
  if (isNotFound(error)) return <NotFoundPage />
  const tab = tabIds.find((id) => pathname.endsWith(`/${id}`)) ?? 'dashboard'
  return (
    <Page
      title={data?.name ?? words(tab)}
      isTitleTranslated={data === undefined}
      area={`${words(tab)} · ${area}`}
      breadcrumbs={[{ label: words('title'), href: webServicesHref(workspace.id) }]}
      badge={
        data !== undefined && (
          <StateLabel kind={data.isBatchOnly ? 'info' : 'done'}>
            {words(data.isBatchOnly ? 'batchOnly' : 'ready')}
          </StateLabel>
        )
      }
      description={data?.description ? <span translate="no">{data.description}</span> : undefined}
      actions={
        data !== undefined &&
        mayChange && (
          <>
            {!data.isBatchOnly && (
              <LinkButton to={to} params={params} search={{ test: true }} appearance="primary" icon={<BeakerRegular />}>
                {words('test')}
              </LinkButton>
            )}
            <LinkButton to={to} params={params} search={{ dialog: 'api-management' }} icon={<CloudAddRegular />}>
              {words('addToGateway')}
            </LinkButton>
            <Button icon={<DeleteRegular />} onClick={() => setDeleting(true)}>
              {words('delete')}
            </Button>
          </>
        )
      }
    >
      {!mayChange && <Notice intent="info">{words('mayNotChange')}</Notice>}
      <div>
        <RouteTabs
          label={words('tabs')}
          selected={tab}
          tabs={tabIds.map((id) => ({
            id,
            label: words(id),
            href: webServiceHref(workspace.id, params.webService, id),
          }))}
        />
      </div>
      {data === undefined &&
        (error === null ? <Loading /> : <ErrorState error={error} onRetry={() => void refetch()} />)}
      {data !== undefined && (
        <WebServiceContext value={data}>
          <Outlet />
        </WebServiceContext>
      )}
      {data !== undefined && isDeleting && (
        <DeleteWebServiceDialog
          webService={data}
          onClose={(isDeleted) => {
            setDeleting(false)
            if (!isDeleted) return
            void navigate({ href: webServicesHref(workspace.id), ignoreBlocker: true }).then(() =>
              client.invalidateQueries({ queryKey: studioKeyBelow(workspace.id, '/web-services') }),
            )
          }}
        />
      )}
    </Page>
  )
}
