import { Field, Textarea } from '@fluentui/react-components'
import { useState } from 'react'
import { useWords } from '../../../shared/languages/words.ts'
import { QuestionDialog } from '../../../shared/ui/dialogs/QuestionDialog.tsx'
import { useMessages } from '../../../shared/ui/feedback/use-messages.tsx'
import type { RevisionView } from './revision-view.ts'
import { revisionsWords } from './revisions-words.ts'
import { useRevisionActions } from './use-revision-actions.ts'

/** Releases a revision to all callers, with an entry in the change log. */
export function MakeCurrentDialog({
  revision,
  onDone,
  onCancel,
}: {
  readonly revision: RevisionView
  readonly onDone: () => void
  readonly onCancel: () => void
}) {
  const words = useWords(revisionsWords)
  const messages = useMessages()
  const { makeCurrent, isPending } = useRevisionActions()
  const [notes, setNotes] = useState('')
  const [error, setError] = useState<unknown>()
  const named = { revision: revision.apiRevision }
  const confirm = async () => {
    setError(undefined)
    try {
      await makeCurrent(revision, notes)
    } catch (failure) {
      setError(failure)
      return
    }
    messages.done(words('madeCurrent', named))
    onDone()
  }
  return (
    <QuestionDialog
      title={words('makeCurrentTitle', named)}
      confirmLabel={words('makeCurrent')}
      isBusy={isPending}
      error={error}
      onConfirm={() => void confirm()}
      onCancel={onCancel}
    >
      <p>{words('makeCurrentText', named)}</p>
      <Field label={words('notes')} hint={{ children: words('notesHint') }}>
        <Textarea value={notes} resize="vertical" onChange={(_, { value }) => setNotes(value)} />
      </Field>
    </QuestionDialog>
  )
}
