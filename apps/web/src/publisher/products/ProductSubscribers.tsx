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
import { useProduct } from './product-context.ts'
import { productWords } from './product-words.ts'

const route = getRouteApi('/publisher/$service/products/$product/subscribers')

/** Who has subscribed to a product, and who waits for approval. */
export function ProductSubscribers() {
  const words = useWords(productWords)
  const own = useWords(subscriptionWords)
  const { name: service } = useService()
  const { name, properties } = useProduct()
  const search = route.useSearch()
  const navigate = route.useNavigate()
  const mayChange = useMay('publisher')
  const add = mayChange && properties.subscriptionRequired && (
    <LinkButton
      to="/publisher/$service/subscriptions/new"
      params={{ service }}
      search={{ product: name }}
      icon={<AddRegular />}
    >
      {own('create')}
    </LinkButton>
  )
  return (
    <Section title={words('subscribers')} actions={add}>
      <SubscriptionList
        search={search}
        onSearch={(change) => void navigate({ search: (old) => ({ ...old, ...change }), replace: 'q' in change })}
        of={{ product: name }}
        empty={
          <EmptyState icon={<KeyRegular fontSize={32} />} title={words('subscribersEmptyTitle')}>
            {words(properties.subscriptionRequired ? 'subscribersEmptyText' : 'subscribersOpen')}
          </EmptyState>
        }
      />
    </Section>
  )
}
