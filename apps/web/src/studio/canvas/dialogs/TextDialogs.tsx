import { Field, Input, Textarea } from '@fluentui/react-components'
import { renameGroup, setComment } from '@sluice/dataflow'
import { useState } from 'react'
import { useWords } from '../../../shared/languages/words.ts'
import { QuestionDialog } from '../../../shared/ui/dialogs/QuestionDialog.tsx'
import { useEditor, useGraph } from '../editor/experiment-editor.ts'
import { dialogWords } from './dialog-words.ts'

const longestComment = 1000
const longestTitle = 200

/** What somebody wants to say about a module. */
export function CommentDialog({ node: id, onClose }: { readonly node: string; readonly onClose: () => void }) {
  const words = useWords(dialogWords)
  const { store, titleOf } = useEditor()
  const node = useGraph().nodes.find((one) => one.id === id)
  const [text, setText] = useState(node?.comment ?? '')
  if (node === undefined) return null
  return (
    <QuestionDialog
      title={words('commentTitle', { title: titleOf(node) })}
      confirmLabel={words('commentConfirm')}
      isBusy={false}
      onCancel={onClose}
      onConfirm={() => {
        store.edit((graph) => setComment(graph, id, text.trim()))
        onClose()
      }}
    >
      <Field label={words('commentLabel')}>
        <Textarea
          autoFocus
          value={text}
          maxLength={longestComment}
          rows={4}
          onChange={(_, { value }) => setText(value)}
        />
      </Field>
    </QuestionDialog>
  )
}

export function RenameGroupDialog({ group: id, onClose }: { readonly group: string; readonly onClose: () => void }) {
  const words = useWords(dialogWords)
  const { store } = useEditor()
  const group = useGraph().groups?.find((one) => one.id === id)
  const [title, setTitle] = useState(group?.title ?? '')
  return (
    <QuestionDialog
      title={words('groupTitle')}
      confirmLabel={words('groupConfirm')}
      isBusy={false}
      onCancel={onClose}
      onConfirm={() => {
        store.edit((graph) => renameGroup(graph, id, title.trim()))
        onClose()
      }}
    >
      <Field label={words('groupLabel')}>
        <Input autoFocus value={title} maxLength={longestTitle} onChange={(_, { value }) => setTitle(value)} />
      </Field>
    </QuestionDialog>
  )
}
