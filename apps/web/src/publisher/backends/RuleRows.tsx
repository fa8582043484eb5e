import { Button, Tooltip } from '@fluentui/react-components'
import { AddRegular, DeleteRegular } from '@fluentui/react-icons'
import { type Control, useFieldArray } from 'react-hook-form'
import { NumberField, SelectField, SwitchField, TextField } from '../../shared/forms/fields.tsx'
import { useWords } from '../../shared/languages/words.ts'
import { editingWords } from '../editing/editing-words.ts'
import styles from './Backend.module.css'
import { type BackendForm, emptyRule } from './backend-form.ts'
import { backendsWords } from './backends-words.ts'

/** When a backend is taken for broken, and for how long. */
export function RuleRows({ control }: { readonly control: Control<BackendForm> }) {
  const words = useWords(backendsWords)
  const editing = useWords(editingWords)
  const { fields, append, remove } = useFieldArray({ control, name: 'circuitBreaker.rules' })
  return (
    <div className={styles.rows}>
      {fields.map(({ id }, index) => {
        const at = `circuitBreaker.rules.${index}` as const
        return (
          <fieldset key={id} className={styles.rule}>
            <legend>{words('rule', { number: index + 1 })}</legend>
            <TextField control={control} name={`${at}.name`} label={words('name')} />
            <SelectField
              control={control}
              name={`${at}.measure`}
              label={words('measure')}
              choices={[
                { value: 'count', label: words('count') },
                { value: 'percentage', label: words('percentage') },
              ]}
            />
            <NumberField control={control} name={`${at}.limit`} label={words('limit')} min={1} isRequired />
            <NumberField
              control={control}
              name={`${at}.intervalSeconds`}
              label={words('interval')}
              min={1}
              isRequired
            />
            <NumberField control={control} name={`${at}.tripSeconds`} label={words('trip')} min={1} isRequired />
            <TextField
              control={control}
              name={`${at}.statusCodes`}
              label={words('statusCodes')}
              hint={words('statusCodesHint')}
              isCode
            />
            <TextField
              control={control}
              name={`${at}.errorReasons`}
              label={words('errorReasons')}
              hint={words('errorReasonsHint')}
              isCode
            />
            <SwitchField control={control} name={`${at}.acceptRetryAfter`} label={words('acceptRetryAfter')} />
            <div className={styles.corner}>
              <Tooltip content={editing('removeRow', { number: index + 1 })} relationship="label">
                <Button appearance="subtle" icon={<DeleteRegular />} onClick={() => remove(index)} />
              </Tooltip>
            </div>
          </fieldset>
        )
      })}
      <div>
        <Button icon={<AddRegular />} disabledFocusable={fields.length >= 15} onClick={() => append(emptyRule)}>
          {words('addRule')}
        </Button>
      </div>
    </div>
  )
}
