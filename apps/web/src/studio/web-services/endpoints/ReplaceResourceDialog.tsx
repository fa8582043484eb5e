import { Field, Radio, RadioGroup, Select } from '@fluentui/react-components'
import type { BatchJobAnswer, EndpointAnswer } from '@sluice/contracts'
import { useState } from 'react'
import { useFormats } from '../../../shared/languages/formats.ts'
import { useWords } from '../../../shared/languages/words.ts'
import { QuestionDialog } from '../../../shared/ui/dialogs/QuestionDialog.tsx'
import { useMessages } from '../../../shared/ui/feedback/use-messages.tsx'
import { useStudio, useStudioChange } from '../../api/studio-api.ts'
import { BlobPicker, type BlobPlace } from '../../jobs/BlobPicker.tsx'
import { endpointPath, webServicePath } from '../web-service-paths.ts'
import { replaceWords } from './replace-words.ts'

interface Saved {
  readonly id: string
  readonly name: string
  readonly createdAt: string
}

const origins = ['saved', 'job', 'file'] as const

/** Puts another trained model in the place of one: a saved one, what a retraining job made, or a file. */
export function ReplaceResourceDialog({
  webServiceId,
  endpoint,
  resource,
  onClose,
}: {
  readonly webServiceId: string
  readonly endpoint: string
  readonly resource: EndpointAnswer['resources'][number]
  readonly onClose: () => void
}) {
  const words = useWords(replaceWords)
  const messages = useMessages()
  const { moment } = useFormats()
  const isModel = resource.kind === 'TrainedModel'
  const [origin, setOrigin] = useState<(typeof origins)[number]>('saved')
  const [savedId, setSavedId] = useState('')
  const [result, setResult] = useState('')
  const [place, setPlace] = useState<BlobPlace>({ container: '', blob: '' })
  const [prefix, setPrefix] = useState('')
  const [isAsked, setAsked] = useState(false)
  const { data: saved } = useStudio<{ value: readonly Saved[] }>(isModel ? '/trained-models' : '/transforms')
  const { data: jobs } = useStudio<{ value: readonly BatchJobAnswer[] }>('/batch-jobs', { state: 'finished', top: 200 })
  const results = (jobs?.value ?? []).flatMap(({ id, outputs, webServiceName, finishedAt = '' }) =>
    Object.entries(outputs)
      .filter(([, { format }]) => format === 'ilearner')
      .map(([output]) => ({ id, output, label: `${webServiceName} · ${output} · ${moment(finishedAt)}` })),
  )
  const chosen = results.find((one) => `${one.id}/${one.output}` === result)
  const body =
    origin === 'saved'
      ? savedId !== '' && { from: isModel ? 'trained-model' : 'transform', id: savedId }
      : origin === 'job'
        ? chosen !== undefined && { from: 'batch-job', id: chosen.id, output: chosen.output }
        : place.blob !== '' && { from: 'blob', ...place }
  const { mutate, isPending, error } = useStudioChange()
  const fault =
    isAsked && body === false ? { validationState: 'error' as const, validationMessage: words('chooseOne') } : {}
  const replace = () => {
    setAsked(true)
    if (body === false) return
    const path = `${endpointPath(webServiceId, endpoint)}/resources/${encodeURIComponent(resource.name)}`
    mutate(
      { method: 'PUT', path, body, touches: [webServicePath(webServiceId)] },
      {
        onSuccess() {
          messages.done(words('done', { name: resource.name }))
          onClose()
        },
      },
    )
  }
  return (
    <QuestionDialog
      title={words('title', { name: resource.name })}
      confirmLabel={words('confirm')}
      isBusy={isPending}
      error={error}
      onCancel={onClose}
      onConfirm={replace}
    >
      <p>{words('text', { endpoint })}</p>
      <Field label={words('from')}>
        <RadioGroup
          value={origin}
          onChange={(_, { value }) => setOrigin(origins.find((one) => one === value) ?? 'saved')}
        >
          <Radio value="saved" label={words(isModel ? 'saved' : 'savedTransform')} />
          <Radio value="job" label={words('job')} />
          <Radio value="file" label={words('file')} />
        </RadioGroup>
      </Field>
      {origin === 'saved' && (
        <Field
          label={words(isModel ? 'model' : 'transform')}
          required
          hint={saved?.value.length === 0 ? words('noSaved') : undefined}
          {...fault}
        >
          <Select value={savedId} onChange={(_, { value }) => setSavedId(value)} select={{ translate: 'no' }}>
            <option value="">{words('choose')}</option>
            {(saved?.value ?? []).map(({ id, name, createdAt }) => (
              <option key={id} value={id}>
                {`${name} · ${moment(createdAt)}`}
              </option>
            ))}
          </Select>
        </Field>
      )}
      {origin === 'job' && (
        <Field label={words('result')} required hint={results.length === 0 ? words('noResults') : undefined} {...fault}>
          <Select value={result} onChange={(_, { value }) => setResult(value)} select={{ translate: 'no' }}>
            <option value="">{words('choose')}</option>
            {results.map(({ id, output, label }) => (
              <option key={`${id}/${output}`} value={`${id}/${output}`}>
                {label}
              </option>
            ))}
          </Select>
        </Field>
      )}
      {origin === 'file' && <BlobPicker place={place} onPlace={setPlace} prefix={prefix} onPrefix={setPrefix} />}
    </QuestionDialog>
  )
}
