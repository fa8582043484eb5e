import type { SubscriptionProperties } from '@sluice/contracts'
import { readResource } from '../../shared/api-client/resource.ts'
import { runAll } from '../../shared/api-client/run-all.ts'
import { useArmChange } from '../../shared/api-client/use-resource.ts'
import { useWords } from '../../shared/languages/words.ts'
import { useMessages } from '../../shared/ui/feedback/use-messages.tsx'
import { changedState, type StateChange, type Subscription, titleOf } from './subscription.ts'
import { subscriptionWords } from './subscription-words.ts'

export type KeyName = 'primary' | 'secondary'

/** What can be done with subscriptions, with messages about how it went. */
export function useSubscriptionActs() {
  const words = useWords(subscriptionWords)
  const messages = useMessages()
  const { mutateAsync, isPending } = useArmChange()

  /** The list has no entity tags, so that a change reads the one of what it was decided on. */
  const writeState = async (subscription: Subscription, change: StateChange, stateComment?: string) => {
    const { id, properties } = subscription
    const current = await readResource<SubscriptionProperties>(id)
    if (current.properties.state !== properties.state) throw new Error(words('changedMeanwhile'))
    await mutateAsync({
      path: id,
      method: 'PATCH',
      ifMatch: current.entityTag,
      query: { notify: true },
      body: { properties: { state: changedState[change], ...(stateComment ? { stateComment } : {}) } },
    })
  }
  /** Each in turn; those that fail are told one by one, the others together or by name. */
  const changeState = async (subscriptions: readonly Subscription[], change: StateChange, comment?: string) => {
    const failures = await runAll(subscriptions, (one) => writeState(one, change, comment))
    for (const { item, error } of failures) messages.failed(words(`failed_${change}`, { name: titleOf(item) }), error)
    const failed = new Set(failures.map(({ item }) => item))
    const names = subscriptions.filter((one) => !failed.has(one)).map(titleOf)
    if (names.length === 0) return
    const text = words(`done_${change}`, { name: names.join(', ') })
    if (change !== 'suspend' && change !== 'activate') {
      messages.done(text)
      return
    }
    const opposite = change === 'suspend' ? 'activate' : 'suspend'
    const isBack = subscriptions.every(({ properties }) => properties.state === changedState[opposite])
    if (!isBack) messages.done(text)
    else {
      const changed = subscriptions.map((one) => ({
        ...one,
        properties: { ...one.properties, state: changedState[change] },
      }))
      messages.undoable(text, () => void changeState(changed, opposite))
    }
  }
  return {
    isPending,
    changeState,
    /** @throws ApiError */
    async remove(subscription: Subscription) {
      await mutateAsync({ path: subscription.id, method: 'DELETE', ifMatch: '*' })
      messages.done(words('deleted', { name: titleOf(subscription) }))
    },
    /** @throws ApiError */
    async regenerate(subscription: Subscription, key: KeyName) {
      const action = key === 'primary' ? 'regeneratePrimaryKey' : 'regenerateSecondaryKey'
      await mutateAsync({ path: `${subscription.id}/${action}`, method: 'POST', touches: [subscription.id] })
      messages.done(words('regenerated', { name: titleOf(subscription), key: words(`${key}Key`).toLowerCase() }))
    },
  }
}
