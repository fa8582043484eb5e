import { getRouteApi } from '@tanstack/react-router'
import { useService } from '../../shared/api-client/service.ts'
import { useWords } from '../../shared/languages/words.ts'
import { RouteTabs } from '../../shared/ui/navigation/RouteTabs.tsx'
import { Page } from '../../shared/ui/page/Page.tsx'
import { publisherWords } from '../publisher-words.ts'
import { notificationsWords } from './notifications-words.ts'
import { OutboxTab } from './OutboxTab.tsx'
import { RecipientsTab } from './RecipientsTab.tsx'
import { TemplatesTab } from './TemplatesTab.tsx'

const route = getRouteApi('/publisher/$service/notifications')

export function NotificationsPage() {
  const { tab = 'recipients' } = route.useSearch()
  const service = useService()
  const words = useWords(notificationsWords)
  const area = useWords(publisherWords)
  const base = `/publisher/${service.name}/notifications`
  return (
    <Page title={area('notifications')} area={`${area('area')} · ${service.name}`} description={words('description')}>
      <RouteTabs
        label={words('tabs')}
        selected={tab}
        tabs={[
          { id: 'recipients', label: words('recipients'), href: base },
          { id: 'templates', label: words('templates'), href: `${base}?tab=templates` },
          { id: 'outbox', label: words('outbox'), href: `${base}?tab=outbox` },
        ]}
      />
      {tab === 'recipients' ? <RecipientsTab /> : tab === 'templates' ? <TemplatesTab /> : <OutboxTab />}
    </Page>
  )
}
