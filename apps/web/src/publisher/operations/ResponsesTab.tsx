import { Button, Tooltip } from '@fluentui/react-components'
import { DeleteRegular } from '@fluentui/react-icons'
import { useFieldArray } from 'react-hook-form'
import { TextAreaField } from '../../shared/forms/fields.tsx'
import type { SchemaForm } from '../../shared/forms/use-schema-form.ts'
import { useWords } from '../../shared/languages/words.ts'
import { BodyList } from './BodyList.tsx'
import { newResponse, type OperationValues } from './operation-values.ts'
import styles from './operations.module.css'
import { operationsWords } from './operations-words.ts'
import { ParameterTable } from './ParameterTable.tsx'
import { StatusPicker } from './StatusPicker.tsx'
import { toStatusText } from './statuses.ts'

/** What callers get, one section per status. */
export function ResponsesTab({ form }: { readonly form: SchemaForm<OperationValues> }) {
  const words = useWords(operationsWords)
  const { control, setFocus } = form
  const { fields, append, remove } = useFieldArray({ control, name: 'responses' })
  const add = (code: number) => {
    const index = fields.length
    append(newResponse(code), { shouldFocus: false })
    // Its fields are drawn first.
    setTimeout(() => setFocus(`responses.${index}.description`), 0)
  }
  return (
    <>
      <StatusPicker present={fields.map(({ statusCode }) => statusCode)} onChoose={add} />
      {fields.length === 0 && <p className={styles.hint}>{words('noResponses')}</p>}
      {fields.map(({ id, statusCode }, index) => {
        const status = toStatusText(statusCode)
        const name = words('responseFound', { status })
        return (
          <section key={id} className={styles.response} aria-label={name}>
            <div className={styles.head}>
              <h3 translate="no">{status}</h3>
              <Tooltip content={words('remove', { name: status })} relationship="label">
                <Button appearance="subtle" icon={<DeleteRegular />} onClick={() => remove(index)} />
              </Tooltip>
            </div>
            <TextAreaField
              control={control}
              name={`responses.${index}.description`}
              label={words('description')}
              rows={2}
            />
            <div className={styles.part}>
              <h4>{words('headers')}</h4>
              <ParameterTable
                form={form}
                name={`responses.${index}.headers`}
                label={`${words('headers')} ${status}`}
                addLabel={words('addHeader')}
              />
            </div>
            <div className={styles.part}>
              <h4>{words('bodies')}</h4>
              <BodyList form={form} name={`responses.${index}.representations`} />
            </div>
          </section>
        )
      })}
    </>
  )
}
