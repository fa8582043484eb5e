import { AddRegular, KeyRegular } from '@fluentui/react-icons'
import { getRouteApi } from '@tanstack/react-router'
import { useService } from '../../shared/api-client/service.ts'
import { useResourceList } from '../../shared/api-client/use-resource.ts'
import { useMay } from '../../shared/auth/use-may.ts'
import { useWords } from '../../shared/languages/words.ts'
import { ReadOnlyPage } from '../../shared/ui/access/ReadOnlyPage.tsx'
import { EmptyState } from '../../shared/ui/feedback/EmptyState.tsx'
import { LinkButton } from '../../shared/ui/navigation/LinkButton.tsx'
import { Page } from '../../shared/ui/page/Page.tsx'
import { StateLabel } from '../../shared/ui/values/StateLabel.tsx'
import { publisherWords } from '../publisher-words.ts'
import { SubscriptionList } from './SubscriptionList.tsx'
import { subscriptionWords } from './subscription-words.ts'

const route = getRouteApi('/publisher/$service/subscriptions')

/** All subscriptions of the instance. */
export function SubscriptionsPage() {
  const words = useWords(subscriptionWords)
  const area = useWords(publisherWords)
  const service = useService()
  const search = route.useSearch()
  const navigate = route.useNavigate()
  const mayChange = useMay('publisher')
  const { data } = useResourceList(`${service.id}/subscriptions`, { $top: 1, $filter: "state eq 'submitted'" })
  const waiting = data?.count ?? 0
  const add = (
    <LinkButton
      to="/publisher/$service/subscriptions/new"
      params={{ service: service.name }}
      appearance="primary"
      icon={<AddRegular />}
    >
      {words('create')}
    </LinkButton>
  )
  return (
    <Page
      title={words('title')}
      description={words('description')}
      area={`${area('area')} · ${service.name}`}
      badge={waiting > 0 && <StateLabel kind="waiting">{words('waitingCount', { count: waiting })}</StateLabel>}
      actions={mayChange && add}
    >
      <ReadOnlyPage needed="publisher" />
      <SubscriptionList
        search={search}
        onSearch={(change) => void navigate({ search: (old) => ({ ...old, ...change }), replace: 'q' in change })}
        empty={
          <EmptyState icon={<KeyRegular fontSize={32} />} title={words('emptyTitle')} action={mayChange && add}>
            {words('emptyText')}
          </EmptyState>
        }
      />
    </Page>
  )
}
