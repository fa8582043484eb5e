import { Button, Tooltip } from '@fluentui/react-components'
import { AddRegular, DeleteRegular } from '@fluentui/react-icons'
import type { BackendProperties } from '@sluice/contracts'
import { type Control, useFieldArray, useWatch } from 'react-hook-form'
import { useService } from '../../shared/api-client/service.ts'
import { useAllResources } from '../../shared/api-client/use-resource.ts'
import { NumberField, SelectField } from '../../shared/forms/fields.tsx'
import { useWords } from '../../shared/languages/words.ts'
import { editingWords } from '../editing/editing-words.ts'
import styles from './Backend.module.css'
import type { BackendForm } from './backend-form.ts'
import { backendsWords } from './backends-words.ts'

/** The backends that a pool is made of. @param own the pool itself, which cannot be one of them */
export function MemberRows({ control, own }: { readonly control: Control<BackendForm>; readonly own?: string }) {
  const service = useService()
  const words = useWords(backendsWords)
  const editing = useWords(editingWords)
  const { fields, append, remove } = useFieldArray({ control, name: 'pool.services' })
  const chosen = useWatch({ control, name: 'pool.services' })
  const { data = [] } = useAllResources<BackendProperties>(`${service.id}/backends`)
  const single = data
    .filter(({ name, properties }) => properties.type !== 'Pool' && name.toLowerCase() !== own?.toLowerCase())
    .map(({ name }) => ({ value: name.toLowerCase(), label: name }))
  const free = single.find(({ value }) => !chosen.some(({ id }) => id === value))
  if (single.length === 0) return <p className={styles.aside}>{words('membersNone')}</p>
  return (
    <div className={styles.rows}>
      {fields.map((field, index) => (
        <fieldset key={field.id} className={styles.memberRow} aria-label={words('member', { number: index + 1 })}>
          <SelectField
            control={control}
            name={`pool.services.${index}.id`}
            label={words('name')}
            choices={single.filter(
              ({ value }) => value === chosen[index]?.id || !chosen.some(({ id }) => id === value),
            )}
          />
          <NumberField
            control={control}
            name={`pool.services.${index}.weight`}
            label={words('weight')}
            min={0}
            max={100}
          />
          <NumberField
            control={control}
            name={`pool.services.${index}.priority`}
            label={words('priority')}
            min={0}
            max={100}
          />
          <Tooltip content={editing('removeRow', { number: index + 1 })} relationship="label">
            <Button appearance="subtle" icon={<DeleteRegular />} onClick={() => remove(index)} />
          </Tooltip>
        </fieldset>
      ))}
      <div>
        <Button
          icon={<AddRegular />}
          disabledFocusable={free === undefined}
          onClick={() => free !== undefined && append({ id: free.value, weight: null, priority: null })}
        >
          {words('addMember')}
        </Button>
      </div>
    </div>
  )
}
