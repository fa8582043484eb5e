import { Field, Textarea } from '@fluentui/react-components'
import { useState } from 'react'
import { NameField } from '../../shared/forms/NameField.tsx'
import { useWords } from '../../shared/languages/words.ts'
import { QuestionDialog } from '../../shared/ui/dialogs/QuestionDialog.tsx'
import { useMessages } from '../../shared/ui/feedback/use-messages.tsx'
import { useStudioChange } from '../api/studio-api.ts'
import { namingWords } from './naming-words.ts'

const longestName = 260
const longestDescription = 4000

/** Another name, and another description, for something in the workspace. */
export function RenameDialog({
  path,
  name,
  description,
  touches,
  onClose,
}: {
  /** Of the thing, below the workspace. */
  readonly path: string
  readonly name: string
  readonly description: string
  readonly touches: readonly string[]
  readonly onClose: () => void
}) {
  const words = useWords(namingWords)
  const messages = useMessages()
  const { mutateAsync, isPending, error } = useStudioChange()
  const [typed, setTyped] = useState(name)
  const [text, setText] = useState(description)
  const [isTried, setTried] = useState(false)
  const wanted = typed.trim()
  const save = async () => {
    setTried(true)
    if (wanted === '') return
    await mutateAsync({ path, method: 'PATCH', body: { name: wanted, description: text }, touches })
    onClose()
    messages.done(words('renamed', { name: wanted }))
  }
  return (
    <QuestionDialog
      title={words('renameTitle', { name })}
      confirmLabel={words('rename')}
      isBusy={isPending}
      error={error}
      // What went wrong stands in the dialog.
      onConfirm={() => void save().catch(() => undefined)}
      onCancel={onClose}
    >
      <NameField
        label={words('name')}
        value={typed}
        fault={isTried && wanted === '' ? words('nameNeeded') : undefined}
        maxLength={longestName}
        onChange={setTyped}
      />
      <Field label={words('description')}>
        <Textarea
          value={text}
          maxLength={longestDescription}
          resize="vertical"
          onChange={(_, { value }) => setText(value)}
        />
      </Field>
    </QuestionDialog>
  )
}
