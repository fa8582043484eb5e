import { useQuery } from '@tanstack/react-query'
import { getRouteApi, Outlet } from '@tanstack/react-router'
import { ServiceContext } from '../shared/api-client/service.ts'
import { servicesQuery } from '../shared/api-client/services-query.ts'
import { useLiveChanges } from '../shared/api-client/use-live-changes.ts'
import { useWords } from '../shared/languages/words.ts'
import { Notice } from '../shared/ui/feedback/Notice.tsx'
import { AreaLayout } from '../shared/ui/page/AreaLayout.tsx'
import { NotAllowedPage } from '../shared/ui/page/NotAllowedPage.tsx'
import { usePublisherMenu } from './publisher-menu.tsx'
import { publisherWords } from './publisher-words.ts'

const route = getRouteApi('/publisher/$service')

/** The left menu, and the instance for every page below. */
export function PublisherLayout() {
  const { service: name } = route.useParams()
  const { isAllowed } = route.useRouteContext()
  const { data: services = [] } = useQuery({ ...servicesQuery, enabled: isAllowed })
  const service = services.find((one) => one.name === name)
  const words = useWords(publisherWords)
  const menu = usePublisherMenu(name)
  if (!isAllowed) return <NotAllowedPage needed="analyst" />
  if (service === undefined) return null
  return (
    <ServiceContext value={service}>
      <AreaLayout label={words('menu')} menu={menu}>
        <LiveChanges serviceId={service.id} />
        <Outlet />
      </AreaLayout>
    </ServiceContext>
  )
}

function LiveChanges({ serviceId }: { readonly serviceId: string }) {
  const isConnected = useLiveChanges(serviceId)
  const words = useWords(publisherWords)
  if (isConnected) return null
  return <Notice intent="warning">{words('notLive')}</Notice>
}
