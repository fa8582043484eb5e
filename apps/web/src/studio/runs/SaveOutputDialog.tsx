import { Field, Input, Select, Textarea } from '@fluentui/react-components'
import { useState } from 'react'
import { QuestionDialog } from '../../shared/ui/dialogs/QuestionDialog.tsx'
import { useMessages } from '../../shared/ui/feedback/use-messages.tsx'
import { type OutputPlace, outputPath } from '../api/experiment-place.ts'
import { useStudio, useStudioChange } from '../api/studio-api.ts'
import type { KeptKind } from './kept-kinds.ts'
import { useRunWords } from './run-words.ts'

const longestName = 250

/** Keeps an output as a dataset, trained model or transform of the workspace, or as a new version of one. */
export function SaveOutputDialog({
  place,
  kind: { word, path },
  suggestedName,
  onClose,
}: {
  readonly place: OutputPlace
  readonly kind: KeptKind
  readonly suggestedName: string
  readonly onClose: () => void
}) {
  const words = useRunWords()
  const messages = useMessages()
  const [name, setName] = useState(suggestedName.slice(0, longestName))
  const [description, setDescription] = useState('')
  const [earlier, setEarlier] = useState('')
  const [isTried, setTried] = useState(false)
  const { data } = useStudio<{ value: readonly { id: string; name: string }[] }>(path)
  const { mutate, isPending, error } = useStudioChange()
  const isMissing = name.trim() === ''
  const save = () => {
    setTried(true)
    if (isMissing) return
    mutate(
      {
        method: 'POST',
        path: `${outputPath(place)}/save`,
        body: { name: name.trim(), description, ...(earlier === '' ? {} : { newVersionOf: earlier }) },
        touches: [path, '/modules'],
      },
      {
        onSuccess() {
          messages.done(words('savedAs', { name: name.trim() }))
          onClose()
        },
      },
    )
  }
  const choose = (id: string) => {
    setEarlier(id)
    const chosen = data?.value.find((one) => one.id === id)
    if (chosen !== undefined) setName(chosen.name)
  }
  return (
    <QuestionDialog
      title={words(word)}
      confirmLabel={words('save')}
      isBusy={isPending}
      error={error}
      onConfirm={save}
      onCancel={onClose}
    >
      <Field
        label={words('saveName')}
        required
        {...(isTried && isMissing ? { validationMessage: words('saveNameMissing') } : {})}
      >
        <Input value={name} autoComplete="off" maxLength={longestName} onChange={(_, { value }) => setName(value)} />
      </Field>
      <Field label={words('saveDescription')}>
        <Textarea value={description} rows={3} onChange={(_, { value }) => setDescription(value)} />
      </Field>
      <Field label={words('saveVersionOf')}>
        <Select value={earlier} onChange={(_, { value }) => choose(value)}>
          <option value="">{words('saveNew')}</option>
          {(data?.value ?? []).map((one) => (
            <option key={one.id} value={one.id} translate="no">
              {one.name}
            </option>
          ))}
        </Select>
      </Field>
    </QuestionDialog>
  )
}
