import { Field, Textarea } from '@fluentui/react-components'
import { useState } from 'react'
import { useWords } from '../../../shared/languages/words.ts'
import { QuestionDialog } from '../../../shared/ui/dialogs/QuestionDialog.tsx'
import { useMessages } from '../../../shared/ui/feedback/use-messages.tsx'
import { useApi } from '../use-api.ts'
import { nextRevision, type RevisionView } from './revision-view.ts'
import { revisionsWords } from './revisions-words.ts'
import { useRevisionActions } from './use-revision-actions.ts'

/** Makes a revision of the one that the page is about. */
export function AddRevisionDialog({
  revisions,
  onClose,
}: {
  readonly revisions: readonly RevisionView[]
  readonly onClose: () => void
}) {
  const words = useWords(revisionsWords)
  const messages = useMessages()
  const { name, properties } = useApi()
  const { add, isPending } = useRevisionActions()
  const [description, setDescription] = useState('')
  const [error, setError] = useState<unknown>()
  const revision = nextRevision(revisions)
  const confirm = async () => {
    setError(undefined)
    try {
      await add(revision, name, description)
    } catch (failure) {
      setError(failure)
      return
    }
    messages.done(words('revisionAdded', { revision }))
    onClose()
  }
  return (
    <QuestionDialog
      title={words('addRevision')}
      confirmLabel={words('addRevision')}
      isBusy={isPending}
      error={error}
      onConfirm={() => void confirm()}
      onCancel={onClose}
    >
      <p>{words('addRevisionText', { revision: properties.apiRevision })}</p>
      <Field label={words('description')} hint={{ children: words('descriptionHint') }}>
        <Textarea
          value={description}
          maxLength={256}
          resize="vertical"
          onChange={(_, { value }) => setDescription(value)}
        />
      </Field>
    </QuestionDialog>
  )
}
