import { Field, Input } from '@fluentui/react-components'
import { useState } from 'react'
import { useWords } from '../../../shared/languages/words.ts'
import { QuestionDialog } from '../../../shared/ui/dialogs/QuestionDialog.tsx'
import { useStudioChange } from '../../api/studio-api.ts'
import { webServicePath } from '../web-service-paths.ts'
import { endpointWords } from './endpoint-words.ts'

const namePattern = /^[a-z0-9]{1,24}$/

/** An endpoint with keys of its own. */
export function AddEndpointDialog({
  webServiceId,
  onClose,
  onAdded,
}: {
  readonly webServiceId: string
  readonly onClose: () => void
  readonly onAdded: (name: string) => void
}) {
  const words = useWords(endpointWords)
  const [name, setName] = useState('')
  const [description, setDescription] = useState('')
  const [isChecked, setChecked] = useState(false)
  const { mutate, isPending, error } = useStudioChange()
  const isWrong = isChecked && !namePattern.test(name)
  return (
    <QuestionDialog
      title={words('addTitle')}
      confirmLabel={words('add')}
      isBusy={isPending}
      error={error}
      onCancel={onClose}
      onConfirm={() => {
        setChecked(true)
        if (!namePattern.test(name)) return
        const body = { name, description, throttleLevel: 'High' }
        mutate(
          {
            method: 'POST',
            path: `${webServicePath(webServiceId)}/endpoints`,
            body,
            touches: [webServicePath(webServiceId)],
          },
          { onSuccess: () => onAdded(name) },
        )
      }}
    >
      <p>{words('addText')}</p>
      <Field
        label={words('name')}
        required
        hint={words('nameHint')}
        {...(isWrong ? { validationState: 'error' as const, validationMessage: words('nameWrong') } : {})}
      >
        <Input
          value={name}
          autoComplete="off"
          spellCheck={false}
          onChange={(_, { value }) => setName(value)}
          onBlur={() => setChecked(name !== '')}
        />
      </Field>
      <Field label={words('descriptionField')}>
        <Input value={description} autoComplete="off" onChange={(_, { value }) => setDescription(value)} />
      </Field>
    </QuestionDialog>
  )
}
