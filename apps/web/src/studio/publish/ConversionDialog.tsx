import { Field, Radio, RadioGroup, Select } from '@fluentui/react-components'
import type { ConversionAnswer, ConversionKind, ConversionPreviewAnswer } from '@sluice/contracts'
import { useNavigate } from '@tanstack/react-router'
import { useEffect, useState } from 'react'
import { useWords } from '../../shared/languages/words.ts'
import { QuestionDialog } from '../../shared/ui/dialogs/QuestionDialog.tsx'
import { ErrorNotice } from '../../shared/ui/feedback/ErrorNotice.tsx'
import { Loading } from '../../shared/ui/feedback/Loading.tsx'
import { Notice } from '../../shared/ui/feedback/Notice.tsx'
import { useMessages } from '../../shared/ui/feedback/use-messages.tsx'
import { experimentPath } from '../api/experiment-place.ts'
import { useStudioChange } from '../api/studio-api.ts'
import { useWorkspace } from '../api/workspace.ts'
import { ConversionChanges } from './ConversionChanges.tsx'
import { setupWords } from './setup-words.ts'

/** What was learned is saved, and stands in lists and palettes from then on. */
const madeOfConversion = ['/experiments', '/trained-models', '/transforms', '/datasets'] as const

/** Shows what a conversion would do, and does it. */
export function ConversionDialog({
  experimentId,
  kind,
  save,
  onClose,
}: {
  readonly experimentId: string
  readonly kind: ConversionKind
  readonly save: () => Promise<void>
  readonly onClose: () => void
}) {
  const words = useWords(setupWords)
  const messages = useMessages()
  const workspace = useWorkspace()
  const navigate = useNavigate()
  const [chosen, setChosen] = useState<string>()
  const [mode, setMode] = useState<'update' | 'replace'>('update')
  const [saveError, setSaveError] = useState<unknown>()
  const preview = useStudioChange<ConversionPreviewAnswer>()
  const conversion = useStudioChange<ConversionAnswer>()
  const path = `${experimentPath(experimentId)}/conversions`
  const { mutate: look } = preview
  const request = { kind, ...(chosen === undefined ? {} : { chosen }) }
  const body = JSON.stringify(request)
  // What is on the canvas goes first: the preview is of what the server has.
  // biome-ignore lint/correctness/useExhaustiveDependencies: `save` is another function at every edit; it is asked for when the question changes
  useEffect(() => {
    let isGone = false
    setSaveError(undefined)
    save().then(
      () => {
        if (!isGone) look({ method: 'POST', path: `${path}/preview`, body: JSON.parse(body), touches: [] })
      },
      (error: unknown) => setSaveError(error),
    )
    return () => {
      isGone = true
    }
  }, [look, path, body])
  const plan = preview.data?.body
  const exists = plan !== undefined && plan.existingExperimentId !== null
  const convert = () => {
    if (plan === undefined) return
    conversion.mutate(
      { method: 'POST', path, body: { ...request, mode }, touches: madeOfConversion },
      {
        onSuccess({ body: made }) {
          messages.done(words(made.isNew ? 'made' : 'updated', { name: words(kind) }))
          onClose()
          void navigate({ href: `/studio/${workspace.id}/experiments/${made.experimentId}` })
        },
      },
    )
  }
  return (
    <QuestionDialog
      title={words(kind)}
      confirmLabel={words(exists && mode === 'update' ? 'updateConfirm' : 'create')}
      isBusy={conversion.isPending || plan === undefined}
      error={conversion.error}
      onCancel={onClose}
      onConfirm={convert}
    >
      <p>{words(kind === 'predictive' ? 'predictiveText' : 'retrainingText')}</p>
      {saveError !== undefined && <ErrorNotice error={saveError} title={words('saveFailed')} />}
      {preview.error !== null && <ErrorNotice error={preview.error} />}
      {plan === undefined && preview.error === null && saveError === undefined && <Loading lines={4} />}
      {plan !== undefined && (
        <>
          {plan.choices.length > 1 && (
            <Field label={words('chosen')} hint={words('chosenHint')}>
              <Select value={chosen ?? plan.choices[0]?.node ?? ''} onChange={(_, { value }) => setChosen(value)}>
                {plan.choices.map(({ node, title }) => (
                  <option key={node} value={node}>
                    {`${title} (${node})`}
                  </option>
                ))}
              </Select>
            </Field>
          )}
          {plan.warnings.length > 0 && (
            <Notice intent="warning" title={words('warnings')}>
              <ul>
                {plan.warnings.map((warning) => (
                  <li key={warning}>{warning}</li>
                ))}
              </ul>
            </Notice>
          )}
          <ConversionChanges changes={plan.changes} />
          {exists && (
            <Field label={words('existing')}>
              <RadioGroup value={mode} onChange={(_, { value }) => setMode(value === 'replace' ? 'replace' : 'update')}>
                <Radio value="update" label={words('update')} />
                <Radio value="replace" label={words('replace')} />
              </RadioGroup>
            </Field>
          )}
        </>
      )}
    </QuestionDialog>
  )
}
