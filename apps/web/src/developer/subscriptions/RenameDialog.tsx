import { useState } from 'react'
import { NameField } from '../../shared/forms/NameField.tsx'
import { useWords } from '../../shared/languages/words.ts'
import { QuestionDialog } from '../../shared/ui/dialogs/QuestionDialog.tsx'
import { useMessages } from '../../shared/ui/feedback/use-messages.tsx'
import { useDeveloperChange } from '../use-developer-change.ts'
import { usePortal } from '../use-portal.ts'
import { subscriptionWords } from './subscription-words.ts'

const longestName = 100

/** Another name for an own subscription. */
export function RenameDialog({
  path,
  name,
  onClose,
}: {
  readonly path: string
  readonly name: string
  readonly onClose: () => void
}) {
  const words = useWords(subscriptionWords)
  const messages = useMessages()
  const { service } = usePortal()
  const change = useDeveloperChange(service)
  const [typed, setTyped] = useState(name)
  const [isTried, setTried] = useState(false)
  const displayName = typed.trim()
  const save = async () => {
    setTried(true)
    if (displayName === '') return
    await change.mutateAsync({ path, method: 'PATCH', properties: { displayName } })
    onClose()
    messages.done(words('renamed'))
  }
  return (
    <QuestionDialog
      title={words('renameTitle')}
      confirmLabel={words('rename')}
      isBusy={change.isPending}
      error={change.error}
      // What went wrong stands in the dialog.
      onConfirm={() => void save().catch(() => undefined)}
      onCancel={onClose}
    >
      <NameField
        label={words('name')}
        value={typed}
        fault={isTried && displayName === '' ? words('nameNeeded') : undefined}
        maxLength={longestName}
        onChange={setTyped}
      />
    </QuestionDialog>
  )
}
