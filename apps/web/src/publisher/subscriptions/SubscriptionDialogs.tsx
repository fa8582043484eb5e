import { useState } from 'react'
import { useWords } from '../../shared/languages/words.ts'
import { AskDialog } from '../../shared/ui/dialogs/AskDialog.tsx'
import { CostlyDialog } from '../../shared/ui/dialogs/CostlyDialog.tsx'
import { RejectDialog } from './RejectDialog.tsx'
import { type Subscription, titleOf } from './subscription.ts'
import { subscriptionWords } from './subscription-words.ts'
import { type KeyName, useSubscriptionActs } from './use-subscription-acts.ts'

/** What is asked before it is done. */
export type Question =
  | { readonly kind: 'reject'; readonly subscriptions: readonly Subscription[] }
  | { readonly kind: 'cancel' | 'delete'; readonly subscription: Subscription }
  | { readonly kind: 'regenerate'; readonly subscription: Subscription; readonly key: KeyName }

/** The questions about subscriptions; each names what stops working. */
export function SubscriptionDialogs({
  question,
  onClose,
}: {
  readonly question: Question | undefined
  /** @param isDone whether it was done rather than given up */
  readonly onClose: (isDone: boolean) => void
}) {
  const words = useWords(subscriptionWords)
  const acts = useSubscriptionActs()
  const [error, setError] = useState<unknown>()
  if (question === undefined) return null
  const close = (isDone = false) => {
    setError(undefined)
    onClose(isDone)
  }
  const run = async (act: () => Promise<unknown>) => {
    try {
      await act()
    } catch (reason) {
      setError(reason)
      return
    }
    close(true)
  }
  if (question.kind === 'reject') {
    const { subscriptions } = question
    return (
      <RejectDialog
        count={subscriptions.length}
        isBusy={acts.isPending}
        onCancel={close}
        onConfirm={(reason) => void run(() => acts.changeState(subscriptions, 'reject', reason))}
      />
    )
  }
  const { subscription } = question
  const name = titleOf(subscription)
  if (question.kind === 'cancel') {
    return (
      <AskDialog
        isOpen
        title={words('cancelTitle', { name })}
        confirmLabel={words('cancel')}
        isBusy={acts.isPending}
        onCancel={close}
        onConfirm={() => void run(() => acts.changeState([subscription], 'cancel'))}
      >
        {words('cancelText')}
      </AskDialog>
    )
  }
  const isRegenerating = question.kind === 'regenerate'
  const act = () => (isRegenerating ? acts.regenerate(subscription, question.key) : acts.remove(subscription))
  return (
    <CostlyDialog
      isOpen
      name={name}
      title={
        isRegenerating
          ? words(question.key === 'primary' ? 'regeneratePrimary' : 'regenerateSecondary')
          : words('deleteTitle', { name })
      }
      confirmLabel={words(isRegenerating ? 'regenerateConfirm' : 'deleteConfirm')}
      isBusy={acts.isPending}
      error={error}
      onCancel={close}
      onConfirm={() => void run(act)}
    >
      {isRegenerating
        ? words('regenerateText', { key: words(`${question.key}Key`).toLowerCase() })
        : words('deleteText')}
    </CostlyDialog>
  )
}
