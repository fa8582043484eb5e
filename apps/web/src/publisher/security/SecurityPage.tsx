import { getRouteApi } from '@tanstack/react-router'
import { useService } from '../../shared/api-client/service.ts'
import { useWords } from '../../shared/languages/words.ts'
import { ReadOnlyNotice } from '../../shared/ui/access/ReadOnlyNotice.tsx'
import { RouteTabs } from '../../shared/ui/navigation/RouteTabs.tsx'
import { Page } from '../../shared/ui/page/Page.tsx'
import { publisherWords } from '../publisher-words.ts'
import { AccessTab } from './AccessTab.tsx'
import { IdentityProviderList } from './IdentityProviderList.tsx'
import { OauthTab } from './OauthTab.tsx'
import { type SecurityTab, securityTabs } from './security-tabs.ts'
import { securityWords } from './security-words.ts'
import { VisitorsTab } from './VisitorsTab.tsx'

const route = getRouteApi('/publisher/$service/security')

export function SecurityPage() {
  const { tab = 'visitors' } = route.useSearch()
  const service = useService()
  const words = useWords(securityWords)
  const area = useWords(publisherWords)
  const base = `/publisher/${service.name}/security`
  return (
    <Page title={area('security')} area={`${area('area')} · ${service.name}`} description={words('description')}>
      <RouteTabs
        label={words('tabs')}
        selected={tab}
        tabs={securityTabs.map((id) => ({
          id,
          label: words(id),
          href: id === 'visitors' ? base : `${base}?tab=${id}`,
        }))}
      />
      <ReadOnlyNotice needed="administrator" />
      {contents[tab]}
    </Page>
  )
}

const contents: Readonly<Record<SecurityTab, React.ReactNode>> = {
  visitors: <VisitorsTab />,
  providers: <IdentityProviderList />,
  oauth: <OauthTab />,
  access: <AccessTab />,
}
