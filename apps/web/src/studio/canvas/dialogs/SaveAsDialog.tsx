import { Field, Input } from '@fluentui/react-components'
import type { ExperimentAnswer } from '@sluice/contracts'
import { useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import { useWords } from '../../../shared/languages/words.ts'
import { QuestionDialog } from '../../../shared/ui/dialogs/QuestionDialog.tsx'
import { useStudioChange } from '../../api/studio-api.ts'
import { useWorkspace } from '../../api/workspace.ts'
import { experimentWords } from '../experiment-words.ts'
import { longestName } from '../longest-name.ts'

/** Makes another experiment of this one, and goes there. */
export function SaveAsDialog({
  experimentId,
  name,
  save,
  onClose,
}: {
  readonly experimentId: string
  readonly name: string
  readonly save: () => Promise<void>
  readonly onClose: () => void
}) {
  const words = useWords(experimentWords)
  const { id: workspace } = useWorkspace()
  const navigate = useNavigate()
  const [copyName, setCopyName] = useState(`${name.slice(0, longestName - 7)} - Copy`)
  const [error, setError] = useState<unknown>()
  const { mutateAsync, isPending } = useStudioChange<ExperimentAnswer>()
  const confirm = async () => {
    try {
      await save()
      const { body } = await mutateAsync({
        path: '/experiments',
        method: 'POST',
        body: { name: copyName.trim(), copyOf: { experimentId } },
        touches: ['/experiments'],
      })
      onClose()
      await navigate({ to: '/studio/$workspace/experiments/$experiment', params: { workspace, experiment: body.id } })
    } catch (reason) {
      setError(reason)
    }
  }
  return (
    <QuestionDialog
      title={words('saveAsTitle')}
      confirmLabel={words('saveAsConfirm')}
      isBusy={isPending || copyName.trim() === ''}
      error={error}
      onCancel={onClose}
      onConfirm={() => void confirm()}
    >
      <Field label={words('saveAsName')}>
        <Input autoFocus value={copyName} maxLength={longestName} onChange={(_, { value }) => setCopyName(value)} />
      </Field>
    </QuestionDialog>
  )
}
