import { useQuery, useSuspenseQuery } from '@tanstack/react-query'
import { getRouteApi } from '@tanstack/react-router'
import { useWords } from '../../shared/languages/words.ts'
import { Page } from '../../shared/ui/page/Page.tsx'
import { Section } from '../../shared/ui/page/Section.tsx'
import { Markdown } from '../../shared/ui/values/Markdown.tsx'
import { ApiCard } from '../catalogue/ApiCard.tsx'
import cards from '../catalogue/cards.module.css'
import { productApisQuery, productQuery } from '../catalogue/catalogue.ts'
import { developerWords } from '../developer-words.ts'
import { ownSubscriptionsQuery, toProduct } from '../subscriptions/own-subscriptions.ts'
import subscriptions from '../subscriptions/SubscriptionCard.module.css'
import { SubscriptionCard } from '../subscriptions/SubscriptionCard.tsx'
import { useOwnUser } from '../use-own-user.ts'
import { usePortal } from '../use-portal.ts'
import styles from './ProductPage.module.css'
import { productsWords } from './products-words.ts'
import { SubscribeSection } from './SubscribeSection.tsx'

const route = getRouteApi('/developer/$service/products/$product')

/** What a product holds, on which terms, and how to subscribe to it. */
export function ProductPage() {
  const words = useWords(productsWords)
  const shared = useWords(developerWords)
  const { service, base, area } = usePortal()
  const { product: id } = route.useParams()
  const { data: product } = useSuspenseQuery(productQuery(service, id))
  const { data: apis } = useSuspenseQuery(productApisQuery(service, id))
  const userId = useOwnUser(service)
  const all = useQuery({ ...ownSubscriptionsQuery(service, userId ?? ''), enabled: userId !== null })
  const own = toProduct(all.data ?? [], id)
  const { displayName, description, subscriptionRequired, approvalRequired, subscriptionsLimit } = product.properties
  return (
    <Page
      title={displayName}
      isTitleTranslated={false}
      area={area}
      breadcrumbs={[
        { label: shared('home'), href: base },
        { label: shared('products'), href: `${base}/products` },
      ]}
    >
      {description != null && description !== '' && (
        <div className={styles.description}>
          <Markdown text={description} />
        </div>
      )}
      <ul className={styles.facts}>
        {!subscriptionRequired && <li>{words('open')}</li>}
        {approvalRequired === true && <li>{words('approval')}</li>}
        {subscriptionsLimit != null && <li>{words('limit', { count: subscriptionsLimit })}</li>}
      </ul>
      {userId !== null && own.length > 0 && (
        <Section title={words('subscriptions')}>
          <ul className={subscriptions.list}>
            {own.map((subscription) => (
              <SubscriptionCard key={subscription.name} userId={userId} subscription={subscription} />
            ))}
          </ul>
        </Section>
      )}
      {subscriptionRequired && (userId === null || all.isSuccess) && (
        <SubscribeSection product={product} own={own} userId={userId} />
      )}
      <Section title={words('apis')} description={words('apisText')}>
        {apis.length === 0 ? (
          <p>{words('noApis')}</p>
        ) : (
          <ul className={cards.cards}>
            {apis.map(({ name, properties }) => (
              <ApiCard
                key={name}
                id={name}
                displayName={properties.displayName}
                path={properties.path}
                description={properties.description}
                version={properties.apiVersion}
              />
            ))}
          </ul>
        )}
      </Section>
    </Page>
  )
}
