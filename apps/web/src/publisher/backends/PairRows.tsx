import { Button, Tooltip } from '@fluentui/react-components'
import { AddRegular, DeleteRegular } from '@fluentui/react-icons'
import { type Control, useFieldArray } from 'react-hook-form'
import { TextField } from '../../shared/forms/fields.tsx'
import { useWords } from '../../shared/languages/words.ts'
import { editingWords } from '../editing/editing-words.ts'
import { SecretTextField } from '../editing/SecretTextField.tsx'
import styles from './Backend.module.css'
import type { BackendForm } from './backend-form.ts'
import { backendsWords } from './backends-words.ts'

/** Names with values that are secret: headers, query parameters. */
export function PairRows({
  control,
  name,
  label,
  addLabel,
}: {
  readonly control: Control<BackendForm>
  readonly name: 'credentials.header' | 'credentials.query'
  readonly label: string
  readonly addLabel: string
}) {
  const { fields, append, remove } = useFieldArray({ control, name })
  const words = useWords(backendsWords)
  const editing = useWords(editingWords)
  return (
    <fieldset className={styles.rows}>
      <legend>{label}</legend>
      {fields.map(({ id }, index) => (
        <div key={id} className={styles.pairRow}>
          <TextField control={control} name={`${name}.${index}.name`} label={words('parameterName')} isCode />
          <SecretTextField control={control} name={`${name}.${index}.value`} label={words('parameterValue')} />
          <Tooltip content={editing('removeRow', { number: index + 1 })} relationship="label">
            <Button appearance="subtle" icon={<DeleteRegular />} onClick={() => remove(index)} />
          </Tooltip>
        </div>
      ))}
      <div>
        <Button icon={<AddRegular />} onClick={() => append({ name: '', value: '' })}>
          {addLabel}
        </Button>
      </div>
    </fieldset>
  )
}
