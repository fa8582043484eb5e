import { Button, Tooltip } from '@fluentui/react-components'
import { AddRegular, DeleteRegular } from '@fluentui/react-icons'
import { type ArrayPath, type FieldArray, type FieldPath, useFieldArray } from 'react-hook-form'
import type { SchemaForm } from '../../shared/forms/use-schema-form.ts'
import { useWords } from '../../shared/languages/words.ts'
import { CheckCell, TextCell } from './CellField.tsx'
import { newParameter, type OperationValues } from './operation-values.ts'
import styles from './operations.module.css'
import { operationsWords } from './operations-words.ts'

const types = ['string', 'integer', 'number', 'boolean', 'array', 'object']

/** Parameters, one a line. */
export function ParameterTable({
  form,
  name,
  label,
  addLabel,
  isFixed = false,
}: {
  readonly form: SchemaForm<OperationValues>
  /** Of a list of parameters in the form. */
  readonly name: string
  readonly label: string
  readonly addLabel?: string
  /** Which ones there are follows from something else. */
  readonly isFixed?: boolean
}) {
  const words = useWords(operationsWords)
  const { control, watch } = form
  const { fields, append, remove } = useFieldArray({ control, name: name as ArrayPath<OperationValues> })
  const at = (index: number, part: string) => `${name}.${index}.${part}` as FieldPath<OperationValues>
  const titleOf = (index: number) => String(watch(at(index, 'name')) || index + 1)
  return (
    <>
      {fields.length > 0 && (
        <div className={styles.scroll}>
          <table className={styles.parameters} aria-label={label}>
            <thead>
              <tr>
                <th scope="col">{words('parameterName')}</th>
                <th scope="col" className={styles.type}>
                  {words('type')}
                </th>
                <th scope="col" className={styles.narrow}>
                  {words('required')}
                </th>
                <th scope="col">{words('description')}</th>
                <th scope="col">{words('values')}</th>
                <th scope="col">{words('defaultValue')}</th>
                {!isFixed && <td />}
              </tr>
            </thead>
            <tbody>
              {fields.map(({ id }, index) => {
                const title = titleOf(index)
                const of = (column: string) => `${column} ${title}`
                return (
                  <tr key={id}>
                    <td>
                      {isFixed ? (
                        <code className={styles.variable} translate="no">
                          {title}
                        </code>
                      ) : (
                        <TextCell
                          control={control}
                          name={at(index, 'name')}
                          label={of(words('parameterName'))}
                          isCode
                        />
                      )}
                    </td>
                    <td>
                      <TextCell
                        control={control}
                        name={at(index, 'type')}
                        label={of(words('type'))}
                        offered={types}
                        isCode
                      />
                    </td>
                    <td className={styles.narrow}>
                      <CheckCell control={control} name={at(index, 'required')} label={of(words('required'))} />
                    </td>
                    <td>
                      <TextCell control={control} name={at(index, 'description')} label={of(words('description'))} />
                    </td>
                    <td>
                      <TextCell
                        control={control}
                        name={at(index, 'values')}
                        label={`${of(words('values'))}: ${words('valuesHint')}`}
                        placeholder="a, b"
                        isCode
                      />
                    </td>
                    <td>
                      <TextCell
                        control={control}
                        name={at(index, 'defaultValue')}
                        label={of(words('defaultValue'))}
                        isCode
                      />
                    </td>
                    {!isFixed && (
                      <td className={styles.narrow}>
                        <Tooltip content={words('remove', { name: title })} relationship="label">
                          <Button appearance="subtle" icon={<DeleteRegular />} onClick={() => remove(index)} />
                        </Tooltip>
                      </td>
                    )}
                  </tr>
                )
              })}
            </tbody>
          </table>
        </div>
      )}
      {addLabel !== undefined && (
        <Button
          className={styles.start}
          size="small"
          icon={<AddRegular />}
          onClick={() =>
            append(newParameter('') as FieldArray<OperationValues, ArrayPath<OperationValues>>, {
              shouldFocus: true,
              focusName: at(fields.length, 'name'),
            })
          }
        >
          {addLabel}
        </Button>
      )}
    </>
  )
}
