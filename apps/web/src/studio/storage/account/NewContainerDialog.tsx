import { Field, Input } from '@fluentui/react-components'
import { useState } from 'react'
import { useWords } from '../../../shared/languages/words.ts'
import { QuestionDialog } from '../../../shared/ui/dialogs/QuestionDialog.tsx'
import { useMessages } from '../../../shared/ui/feedback/use-messages.tsx'
import { useStudioChange } from '../../api/studio-api.ts'
import { containerPath, containersPath, isContainerName } from '../storage-place.ts'
import { storageWords } from '../storage-words.ts'

/** Makes a container. */
export function NewContainerDialog({ onClose }: { readonly onClose: () => void }) {
  const words = useWords(storageWords)
  const messages = useMessages()
  const { mutateAsync, isPending, error } = useStudioChange()
  const [name, setName] = useState('')
  const [isTried, setTried] = useState(false)
  const isName = isContainerName(name)
  const make = async () => {
    setTried(true)
    if (!isName) return
    await mutateAsync({ path: containerPath(name), method: 'PUT', touches: [containersPath] })
    messages.done(words('created', { name }))
    onClose()
  }
  return (
    <QuestionDialog
      title={words('newContainer')}
      confirmLabel={words('create')}
      isBusy={isPending}
      error={error}
      // What went wrong stands in the dialog.
      onConfirm={() => void make().catch(() => undefined)}
      onCancel={onClose}
    >
      <Field
        label={words('containerName')}
        required
        hint={words('containerNameHint')}
        {...(isTried && !isName
          ? { validationMessage: words('containerNameFault'), validationState: 'error' as const }
          : {})}
      >
        <Input
          autoFocus
          value={name}
          autoComplete="off"
          spellCheck={false}
          input={{ translate: 'no' }}
          onChange={(_, { value }) => setName(value)}
        />
      </Field>
    </QuestionDialog>
  )
}
