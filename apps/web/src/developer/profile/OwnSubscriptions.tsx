import { useQuery } from '@tanstack/react-query'
import { useWords } from '../../shared/languages/words.ts'
import { EmptyState } from '../../shared/ui/feedback/EmptyState.tsx'
import { ErrorState } from '../../shared/ui/feedback/ErrorState.tsx'
import { Loading } from '../../shared/ui/feedback/Loading.tsx'
import { LinkButton } from '../../shared/ui/navigation/LinkButton.tsx'
import { Section } from '../../shared/ui/page/Section.tsx'
import { type Product, wholeListQuery } from '../catalogue/catalogue.ts'
import { isLive, ownSubscriptionsQuery, productOf } from '../subscriptions/own-subscriptions.ts'
import styles from '../subscriptions/SubscriptionCard.module.css'
import { SubscriptionCard } from '../subscriptions/SubscriptionCard.tsx'
import { usePortal } from '../use-portal.ts'
import { profileWords } from './profile-words.ts'

/** What somebody is subscribed to; those that have ended come last. */
export function OwnSubscriptions({ userId }: { readonly userId: string }) {
  const words = useWords(profileWords)
  const { service } = usePortal()
  const list = useQuery(ownSubscriptionsQuery(service, userId))
  const { data: products = [] } = useQuery(wholeListQuery<Product>(service, '/products'))
  const nameOfProduct = (id: string | undefined) =>
    products.find(({ name }) => name.toLowerCase() === id?.toLowerCase())?.properties.displayName ?? id
  const rows = list.data?.toSorted((one, other) => Number(isLive(other)) - Number(isLive(one)))
  return (
    <Section title={words('subscriptions')}>
      {list.isError && <ErrorState error={list.error} onRetry={() => void list.refetch()} />}
      {list.isPending && <Loading />}
      {rows?.length === 0 && (
        <EmptyState
          title={words('noSubscriptions')}
          action={
            <LinkButton to="/developer/$service/products" params={{ service }} appearance="primary">
              {words('products')}
            </LinkButton>
          }
        >
          {words('noSubscriptionsText')}
        </EmptyState>
      )}
      <ul className={styles.list}>
        {rows?.map((subscription) => (
          <SubscriptionCard
            key={subscription.name}
            userId={userId}
            subscription={subscription}
            productName={nameOfProduct(productOf(subscription))}
          />
        ))}
      </ul>
    </Section>
  )
}
