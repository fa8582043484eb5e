import { Field, Input, Radio, RadioGroup, Select } from '@fluentui/react-components'
import type { WebServiceDetailsAnswer } from '@sluice/contracts'
import { useId } from 'react'
import { useWords } from '../../../shared/languages/words.ts'
import { Notice } from '../../../shared/ui/feedback/Notice.tsx'
import { BlobPicker } from '../BlobPicker.tsx'
import styles from '../jobs.module.css'
import { type InputValues, isInputComplete, uploadContainer } from './job-values.ts'
import { newJobWords } from './new-job-words.ts'

/** Where the rows of one input are. */
export function InputFields({
  input: { name, schema },
  values,
  containers,
  isChecked,
  onChange,
}: {
  readonly input: WebServiceDetailsAnswer['inputs'][number]
  readonly values: InputValues
  readonly containers: readonly string[]
  /** Whether a missing value is a fault by now. */
  readonly isChecked: boolean
  readonly onChange: (change: Partial<InputValues>) => void
}) {
  const words = useWords(newJobWords)
  const fileId = useId()
  const { from, container, blob, prefix, connectionString, path } = values
  const columns = (schema ?? []).map((column) => column.name)
  const shown = columns.length > 6 ? `${columns.slice(0, 6).join(', ')}, …` : columns.join(', ')
  return (
    <fieldset className={styles.group}>
      <legend>{words('input', { name })}</legend>
      <p>{words('fileType', { columns: shown })}</p>
      <Field label={words('from')}>
        <RadioGroup
          value={from}
          onChange={(_, { value }) => onChange({ from: value as InputValues['from'], container: '', blob: '' })}
        >
          <Radio value="storage" label={words('storage')} />
          <Radio value="upload" label={words('upload')} />
          <Radio value="connection" label={words('connection')} />
        </RadioGroup>
      </Field>
      {from === 'storage' && (
        <BlobPicker
          place={{ container, blob }}
          onPlace={onChange}
          prefix={prefix}
          onPrefix={(typed) => onChange({ prefix: typed })}
        />
      )}
      {from === 'upload' && (
        <>
          <div>
            <label htmlFor={fileId}>{words('chooseFile')}</label>
            <div>
              <input
                id={fileId}
                type="file"
                accept=".csv,.tsv,.arff"
                onChange={({ target }) => onChange({ file: target.files?.[0] })}
              />
            </div>
          </div>
          <Field label={words('uploadContainer')} hint={words('existing')}>
            <Select
              value={container}
              onChange={(_, { value }) => onChange({ container: value })}
              select={{ translate: 'no' }}
            >
              {!containers.includes(uploadContainer) && (
                <option value="">{words('uploadNew', { name: uploadContainer })}</option>
              )}
              {containers.map((one) => (
                <option key={one} value={one === uploadContainer ? '' : one}>
                  {one}
                </option>
              ))}
            </Select>
          </Field>
        </>
      )}
      {from === 'connection' && (
        <>
          <Field label={words('connectionString')} required hint={words('connectionHint')}>
            <Input
              type="password"
              autoComplete="off"
              value={connectionString}
              onChange={(_, { value }) => onChange({ connectionString: value })}
            />
          </Field>
          <Field label={words('path')} required hint={words('pathHint')}>
            <Input
              autoComplete="off"
              spellCheck={false}
              value={path}
              onChange={(_, { value }) => onChange({ path: value })}
            />
          </Field>
        </>
      )}
      {isChecked && !isInputComplete(values) && (
        <div role="alert">
          <Notice intent="error">{words('required')}</Notice>
        </div>
      )}
    </fieldset>
  )
}
