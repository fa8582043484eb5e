import { Button, Checkbox, Field, Input, ProgressBar, Select } from '@fluentui/react-components'
import type { EndpointAnswer } from '@sluice/contracts'
import { useEffect, useRef, useState } from 'react'
import { useFormats } from '../../../shared/languages/formats.ts'
import { useWords } from '../../../shared/languages/words.ts'
import { FormDialog } from '../../../shared/ui/dialogs/FormDialog.tsx'
import { ErrorNotice } from '../../../shared/ui/feedback/ErrorNotice.tsx'
import { useStudio } from '../../api/studio-api.ts'
import { useWorkspace } from '../../api/workspace.ts'
import { ValueField } from '../../web-services/test/ValueField.tsx'
import { useWebService } from '../../web-services/web-service-context.ts'
import { webServicePath } from '../../web-services/web-service-paths.ts'
import { followBatchJob } from '../follow-batch-job.ts'
import styles from '../jobs.module.css'
import { type ContainerList, containersPath } from '../storage-answers.ts'
import { InputFields } from './InputFields.tsx'
import { isInputComplete, type JobValues, newInput, newOutput } from './job-values.ts'
import { newJobWords } from './new-job-words.ts'
import { OutputFields } from './OutputFields.tsx'
import { submitJob } from './submit-job.ts'

/** Asks what a job is to score, where results go, and submits it. */
export function NewJobDialog({
  onClose,
  onSubmitted,
}: {
  readonly onClose: () => void
  readonly onSubmitted: (jobId: string) => void
}) {
  const words = useWords(newJobWords)
  const { bytes } = useFormats()
  const { id: workspaceId } = useWorkspace()
  const webService = useWebService()
  const { data: endpoints } = useStudio<{ value: readonly EndpointAnswer[] }>(
    `${webServicePath(webService.id)}/endpoints`,
  )
  const { data: listed } = useStudio<ContainerList>(containersPath, { limit: 1000 })
  const containers = (listed?.value ?? []).map(({ name }) => name)
  const [values, setValues] = useState<JobValues>(() => ({
    endpoint: webService.defaultEndpointName,
    inputs: Object.fromEntries(webService.inputs.map(({ name }) => [name, newInput])),
    outputs: Object.fromEntries(webService.outputs.map(({ name }) => [name, newOutput])),
    parameters: {},
    badRows: 'fail',
    email: '',
    url: '',
    starts: true,
  }))
  const change = (changed: Partial<JobValues>) => setValues((before) => ({ ...before, ...changed }))
  const [isChecked, setChecked] = useState(false)
  const [isBusy, setBusy] = useState(false)
  const [error, setError] = useState<unknown>()
  const [upload, setUpload] = useState<{ readonly file: File; readonly sent: number }>()
  const aborter = useRef<AbortController>(undefined)
  useEffect(() => () => aborter.current?.abort(), [])
  const submit = async () => {
    setChecked(true)
    if (!Object.values(values.inputs).every(isInputComplete)) return
    setError(undefined)
    setBusy(true)
    const controller = new AbortController()
    aborter.current = controller
    const { signal } = controller
    try {
      const onUpload = (file: File, sent: number) => setUpload({ file, sent })
      const job = await submitJob({ workspaceId, webService, values, containers, onUpload, signal })
      followBatchJob(workspaceId, job)
      onSubmitted(job.id)
    } catch (failure) {
      if (!signal.aborted) setError(failure)
    } finally {
      setUpload(undefined)
      setBusy(false)
    }
  }
  return (
    <FormDialog title={words('title')} onClose={onClose}>
      <form
        className={styles.stack}
        noValidate
        onSubmit={(event) => {
          event.preventDefault()
          if (!isBusy) void submit()
        }}
      >
        {(endpoints?.value.length ?? 0) > 1 && (
          <Field label={words('endpoint')}>
            <Select
              value={values.endpoint}
              onChange={(_, { value }) => change({ endpoint: value })}
              select={{ translate: 'no' }}
            >
              {endpoints?.value.map(({ name }) => (
                <option key={name}>{name}</option>
              ))}
            </Select>
          </Field>
        )}
        {webService.inputs.length === 0 && <p>{words('noInputs')}</p>}
        {webService.inputs.map((input) => (
          <InputFields
            key={input.name}
            input={input}
            values={values.inputs[input.name] ?? newInput}
            containers={containers}
            isChecked={isChecked}
            onChange={(changed) =>
              setValues((before) => ({
                ...before,
                inputs: { ...before.inputs, [input.name]: { ...(before.inputs[input.name] ?? newInput), ...changed } },
              }))
            }
          />
        ))}
        {webService.outputs.map((output) => (
          <OutputFields
            key={output.name}
            output={output}
            values={values.outputs[output.name] ?? newOutput}
            containers={containers}
            onChange={(changed) =>
              setValues((before) => ({
                ...before,
                outputs: {
                  ...before.outputs,
                  [output.name]: { ...(before.outputs[output.name] ?? newOutput), ...changed },
                },
              }))
            }
          />
        ))}
        {webService.parameters.length > 0 && (
          <fieldset className={styles.group}>
            <legend>{words('parameters')}</legend>
            {webService.parameters.map(({ name, type, defaultValue }) => (
              <ValueField
                key={name}
                name={name}
                type={type}
                isRequired={defaultValue === undefined}
                hint={defaultValue === undefined ? type : `${type} · ${JSON.stringify(defaultValue)}`}
                value={values.parameters[name] ?? ''}
                onChange={(value) => change({ parameters: { ...values.parameters, [name]: value } })}
              />
            ))}
          </fieldset>
        )}
        <Field label={words('badRows')}>
          <Select
            value={values.badRows}
            onChange={(_, { value }) => change({ badRows: value === 'fail' ? 'fail' : 'keep-apart' })}
          >
            <option value="fail">{words('badRowsFail')}</option>
            <option value="keep-apart">{words('badRowsKeep')}</option>
          </Select>
        </Field>
        <fieldset className={styles.group}>
          <legend>{words('tell')}</legend>
          <Field label={words('email')}>
            <Input type="email" value={values.email} onChange={(_, { value }) => change({ email: value })} />
          </Field>
          <Field label={words('url')}>
            <Input type="url" value={values.url} onChange={(_, { value }) => change({ url: value })} />
          </Field>
        </fieldset>
        <Field hint={words('notStartedHint')}>
          <Checkbox
            label={words('starts')}
            checked={values.starts}
            onChange={(_, { checked }) => change({ starts: checked === true })}
          />
        </Field>
        {error !== undefined && <ErrorNotice error={error} />}
        {upload !== undefined && <UploadBar {...upload} bytes={bytes} />}
        <div>
          <Button type="submit" appearance="primary" disabledFocusable={isBusy}>
            {words(isBusy ? 'submitting' : 'submit')}
          </Button>
        </div>
      </form>
    </FormDialog>
  )
}

function UploadBar({
  file: { name, size },
  sent,
  bytes,
}: {
  readonly file: File
  readonly sent: number
  readonly bytes: (count: number) => string
}) {
  const words = useWords(newJobWords)
  const text = words('uploading', { name, sent: bytes(sent), all: bytes(size) })
  return (
    <div>
      <ProgressBar value={size === 0 ? 1 : Math.min(1, sent / size)} aria-label={name} />
      <p role="status">{text}</p>
    </div>
  )
}
