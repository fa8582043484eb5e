import { Field, Input, Select } from '@fluentui/react-components'
import type { WebServiceDetailsAnswer } from '@sluice/contracts'
import { useWords } from '../../../shared/languages/words.ts'
import styles from '../jobs.module.css'
import type { OutputValues } from './job-values.ts'
import { newJobWords } from './new-job-words.ts'

/** Where one output goes. */
export function OutputFields({
  output: { name, kind },
  values: { container, path },
  containers,
  onChange,
}: {
  readonly output: WebServiceDetailsAnswer['outputs'][number]
  readonly values: OutputValues
  readonly containers: readonly string[]
  readonly onChange: (change: Partial<OutputValues>) => void
}) {
  const words = useWords(newJobWords)
  const example = kind === 'model' ? `${name}.ilearner` : `${name}.csv`
  return (
    <fieldset className={styles.group}>
      <legend>{words('output', { name })}</legend>
      <Field label={words('outputContainer')}>
        <Select
          value={container}
          select={{ translate: 'no' }}
          onChange={(_, { value }) => onChange({ container: value, path: value === '' ? '' : path || example })}
        >
          <option value="">{words('outputOwn')}</option>
          {containers.map((one) => (
            <option key={one} value={one}>
              {one}
            </option>
          ))}
        </Select>
      </Field>
      {container !== '' && (
        <Field label={words('outputPath')} required hint={words('outputPathHint', { example })}>
          <Input
            autoComplete="off"
            spellCheck={false}
            value={path}
            onChange={(_, { value }) => onChange({ path: value })}
          />
        </Field>
      )}
    </fieldset>
  )
}
