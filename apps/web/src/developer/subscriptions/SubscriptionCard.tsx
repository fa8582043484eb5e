import { Link } from '@tanstack/react-router'
import { useFormats } from '../../shared/languages/formats.ts'
import { useWords } from '../../shared/languages/words.ts'
import { SecretField } from '../../shared/ui/values/SecretField.tsx'
import { StateLabel } from '../../shared/ui/values/StateLabel.tsx'
import { developerWords } from '../developer-words.ts'
import { usePortal } from '../use-portal.ts'
import { isLive, loadKey, productOf, type Subscription, stateKinds, toSubscriptionPath } from './own-subscriptions.ts'
import styles from './SubscriptionCard.module.css'
import { SubscriptionMenu } from './SubscriptionMenu.tsx'
import { subscriptionWords } from './subscription-words.ts'

/** One's own subscription with both keys. */
export function SubscriptionCard({
  userId,
  subscription,
  productName,
}: {
  readonly userId: string
  readonly subscription: Subscription
  /** Of the product that it is to, where that is not plain from the page. */
  readonly productName?: string | undefined
}) {
  const words = useWords(subscriptionWords)
  const shared = useWords(developerWords)
  const formats = useFormats()
  const { service } = usePortal()
  const { displayName, state, createdDate, startDate, endDate, expirationDate } = subscription.properties
  const path = toSubscriptionPath(userId, subscription.name)
  const product = productOf(subscription)
  const end = endDate ?? expirationDate
  const name = displayName ?? subscription.name
  const dates = [
    createdDate === '' ? undefined : words('requested', { date: formats.day(createdDate) }),
    startDate == null ? undefined : words('started', { date: formats.day(startDate) }),
    end == null ? undefined : words('ends', { date: formats.day(end) }),
  ].filter((text) => text !== undefined)
  return (
    <li className={styles.card}>
      <div className={styles.head}>
        <h3 translate="no">{name}</h3>
        <StateLabel kind={stateKinds[state]}>{shared(state)}</StateLabel>
        <span className={styles.menu}>
          {isLive(subscription) && <SubscriptionMenu userId={userId} subscription={subscription} />}
        </span>
      </div>
      <p className={styles.dates}>
        {productName !== undefined && product !== undefined && (
          <span>
            {words('ofProduct')}{' '}
            <Link to="/developer/$service/products/$product" params={{ service, product }} translate="no">
              {productName}
            </Link>
          </span>
        )}
        {dates.map((text) => (
          <span key={text}>{text}</span>
        ))}
      </p>
      {state === 'submitted' && <p>{words('waiting')}</p>}
      {isLive(subscription) && (
        <dl className={styles.keys}>
          {(['primaryKey', 'secondaryKey'] as const).map((kind) => (
            <div key={kind}>
              <dt>{capitalize(shared(kind))}</dt>
              <dd>
                <SecretField name={`${shared(kind)} ${name}`} load={() => loadKey(service, path, kind)} />
              </dd>
            </div>
          ))}
        </dl>
      )}
    </li>
  )
}

const capitalize = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1)
