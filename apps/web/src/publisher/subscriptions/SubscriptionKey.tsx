import { sendArm } from '../../shared/api-client/resource.ts'
import { useMay } from '../../shared/auth/use-may.ts'
import { useWords } from '../../shared/languages/words.ts'
import { SecretField } from '../../shared/ui/values/SecretField.tsx'
import { type Subscription, titleOf } from './subscription.ts'
import { subscriptionWords } from './subscription-words.ts'
import styles from './subscriptions.module.css'
import type { KeyName } from './use-subscription-acts.ts'

interface Keys {
  readonly primaryKey: string
  readonly secondaryKey: string
}

/** A key of a subscription, which is fetched when it is revealed or copied and kept nowhere. */
export function SubscriptionKey({
  subscription,
  name,
}: {
  readonly subscription: Subscription
  readonly name: KeyName
}) {
  const words = useWords(subscriptionWords)
  if (!useMay('publisher')) return <>{words('none')}</>
  return (
    <span className={styles.key}>
      <SecretField
        name={words(`${name}KeyOf`, { name: titleOf(subscription) })}
        load={async () =>
          (await sendArm<Keys>(`${subscription.id}/listSecrets`, { method: 'POST' })).body[`${name}Key`]
        }
      />
    </span>
  )
}
