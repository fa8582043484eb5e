import { Button, Combobox, Field, Option, Select, Tooltip } from '@fluentui/react-components'
import { AddRegular, DeleteRegular } from '@fluentui/react-icons'
import { useState } from 'react'
import { type FieldPath, useController, useFieldArray } from 'react-hook-form'
import type { SchemaForm } from '../../shared/forms/use-schema-form.ts'
import { useWords } from '../../shared/languages/words.ts'
import { CodeEditor } from '../../shared/ui/code/CodeEditor.tsx'
import { isJson } from './is-json.ts'
import { newBody, type OperationValues } from './operation-values.ts'
import styles from './operations.module.css'
import { operationsWords } from './operations-words.ts'
import { SchemaDialog } from './SchemaDialog.tsx'
import { useApiSchemas } from './use-api-schemas.ts'

const contentTypes = [
  'application/json',
  'application/xml',
  'text/xml',
  'text/plain',
  'text/csv',
  'application/x-www-form-urlencoded',
  'multipart/form-data',
  'application/octet-stream',
]

type BodyListName = 'request.representations' | `responses.${number}.representations`

/** Bodies by content type, each with schema and sample. */
export function BodyList({ form, name }: { readonly form: SchemaForm<OperationValues>; readonly name: BodyListName }) {
  const words = useWords(operationsWords)
  const { fields, append, remove } = useFieldArray({ control: form.control, name })
  return (
    <>
      {fields.length === 0 && <p className={styles.hint}>{words('noBodies')}</p>}
      {fields.map(({ id }, index) => (
        <Body key={id} form={form} name={`${name}.${index}`} onRemove={() => remove(index)} />
      ))}
      <Button
        className={styles.start}
        size="small"
        icon={<AddRegular />}
        onClick={() => append(newBody(), { shouldFocus: false })}
      >
        {words('addBody')}
      </Button>
    </>
  )
}

function Body({
  form,
  name,
  onRemove,
}: {
  readonly form: SchemaForm<OperationValues>
  readonly name: `${BodyListName}.${number}`
  readonly onRemove: () => void
}) {
  const words = useWords(operationsWords)
  const { control } = form
  const contentType = useController({ control, name: `${name}.contentType` as FieldPath<OperationValues> })
  const schema = useController({ control, name: `${name}.schema` as FieldPath<OperationValues> })
  const sample = useController({ control, name: `${name}.sample` as FieldPath<OperationValues> })
  const { choices } = useApiSchemas()
  const [isNaming, setNaming] = useState(false)
  const type = String(contentType.field.value)
  const chosen = String(schema.field.value)
  const text = String(sample.field.value)
  const title = words('bodyTitle', { contentType: type })
  const fault = contentType.fieldState.error?.message
  const isJsonType = /json/i.test(type)
  const isBroken = isJsonType && text.trim() !== '' && !isJson(text)
  return (
    <section className={styles.body} aria-label={title}>
      <div className={styles.line}>
        <Field
          label={words('contentType')}
          required
          className={styles.half}
          validationState={fault === undefined ? 'none' : 'error'}
          validationMessage={fault}
        >
          <Combobox
            ref={contentType.field.ref}
            freeform
            value={type}
            selectedOptions={[type]}
            input={{ className: styles.code, translate: 'no', spellCheck: false }}
            onBlur={contentType.field.onBlur}
            onChange={({ currentTarget }) => contentType.field.onChange(currentTarget.value)}
            onOptionSelect={(_, { optionValue }) =>
              optionValue !== undefined && contentType.field.onChange(optionValue)
            }
          >
            {contentTypes.map((one) => (
              <Option key={one} value={one}>
                {one}
              </Option>
            ))}
          </Combobox>
        </Field>
        <Field label={words('schema')} className={styles.half}>
          <Select
            ref={schema.field.ref}
            value={chosen}
            onBlur={schema.field.onBlur}
            onChange={(_, { value }) => schema.field.onChange(value)}
          >
            <option value="">{words('noSchema')}</option>
            {!choices.includes(chosen) && chosen !== '' && (
              <option value={chosen} translate="no">
                {chosen.split('#')[1]}
              </option>
            )}
            {choices.map((choice) => (
              <option key={choice} value={choice} translate="no">
                {choice.split('#')[1]}
              </option>
            ))}
          </Select>
        </Field>
        <div className={styles.bodyActions}>
          <Button size="small" icon={<AddRegular />} onClick={() => setNaming(true)}>
            {words('newSchema')}
          </Button>
          <Tooltip content={words('remove', { name: title })} relationship="label">
            <Button appearance="subtle" icon={<DeleteRegular />} onClick={onRemove} />
          </Tooltip>
        </div>
      </div>
      <div className={styles.part}>
        <span>{words('sample')}</span>
        <CodeEditor
          label={`${words('sample')} ${title}`}
          language={isJsonType ? 'json' : /xml/i.test(type) ? 'xml' : 'text'}
          value={text}
          onChange={sample.field.onChange}
        />
        {isBroken && (
          <p className={styles.hint} role="status">
            {words('sampleFault')}
          </p>
        )}
      </div>
      {isNaming && (
        <SchemaDialog
          onClose={() => setNaming(false)}
          onSaved={(choice) => {
            schema.field.onChange(choice)
            setNaming(false)
          }}
        />
      )}
    </section>
  )
}
