import { Field, Textarea } from '@fluentui/react-components'
import { useState } from 'react'
import { useWords } from '../../shared/languages/words.ts'
import { AskDialog } from '../../shared/ui/dialogs/AskDialog.tsx'
import { subscriptionWords } from './subscription-words.ts'

/** Asks for the reason why requests are turned down. */
export function RejectDialog({
  count,
  isBusy,
  onConfirm,
  onCancel,
}: {
  readonly count: number
  readonly isBusy: boolean
  readonly onConfirm: (reason: string) => void
  readonly onCancel: () => void
}) {
  const words = useWords(subscriptionWords)
  const [reason, setReason] = useState('')
  return (
    <AskDialog
      isOpen
      title={words('rejectTitle', { count })}
      confirmLabel={words('reject')}
      isBusy={isBusy}
      onConfirm={() => onConfirm(reason.trim())}
      onCancel={onCancel}
    >
      <Field label={words('reason')} hint={words('rejectText')}>
        <Textarea value={reason} rows={3} resize="vertical" onChange={(_, { value }) => setReason(value)} />
      </Field>
    </AskDialog>
  )
}
