import { AddRegular, KeyRegular } from '@fluentui/react-icons'
import { getRouteApi } from '@tanstack/react-router'
import { useService } from '../../shared/api-client/service.ts'
import { useMay } from '../../shared/auth/use-may.ts'
import { useWords } from '../../shared/languages/words.ts'
import { EmptyState } from '../../shared/ui/feedback/EmptyState.tsx'
import { LinkButton } from '../../shared/ui/navigation/LinkButton.tsx'
import { Section } from '../../shared/ui/page/Section.tsx'
import { SubscriptionList } from '../subscriptions/SubscriptionList.tsx'
import { subscriptionWords } from '../subscriptions/subscription-words.ts'
import type { User } from './use-user-columns.tsx'
import { userWords } from './user-words.ts'

const route = getRouteApi('/publisher/$service/users/$user')

/** What somebody may call, and with which keys. */
export function UserSubscriptions({ user }: { readonly user: User }) {
  const words = useWords(userWords)
  const own = useWords(subscriptionWords)
  const { name: service } = useService()
  const search = route.useSearch()
  const navigate = route.useNavigate()
  const mayChange = useMay('publisher')
  return (
    <Section
      title={words('subscriptions')}
      actions={
        mayChange && (
          <LinkButton
            to="/publisher/$service/subscriptions/new"
            params={{ service }}
            search={{ user: user.name }}
            icon={<AddRegular />}
          >
            {own('create')}
          </LinkButton>
        )
      }
    >
      <SubscriptionList
        search={search}
        onSearch={(change) => void navigate({ search: (old) => ({ ...old, ...change }), replace: 'q' in change })}
        of={{ user: user.name }}
        empty={
          <EmptyState icon={<KeyRegular fontSize={32} />} title={words('subscriptionsEmptyTitle')}>
            {words('subscriptionsEmptyText')}
          </EmptyState>
        }
      />
    </Section>
  )
}
