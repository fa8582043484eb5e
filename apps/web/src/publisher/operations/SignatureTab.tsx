import { Combobox, Field, Input, Option } from '@fluentui/react-components'
import { useEffect, useRef, useState } from 'react'
import { useController } from 'react-hook-form'
import { TextAreaField, TextField } from '../../shared/forms/fields.tsx'
import type { SchemaForm } from '../../shared/forms/use-schema-form.ts'
import { useWords } from '../../shared/languages/words.ts'
import { useApi } from '../apis/use-api.ts'
import { readAttribute, writeAttribute } from '../policies/policy-parts.ts'
import { ColouredTemplate } from './ColouredTemplate.tsx'
import { toOperationId } from './operation-id.ts'
import { newParameter, type OperationValues, type ParameterValues } from './operation-values.ts'
import styles from './operations.module.css'
import { operationsWords } from './operations-words.ts'
import { ParameterTable } from './ParameterTable.tsx'
import { matchParameters, variablesOf } from './url-template.ts'
import { useOperations } from './use-operations.ts'

const verbs = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE', 'HEAD', 'OPTIONS', 'TRACE']
const rewrite = { section: 'inbound', name: 'rewrite-uri', attribute: 'template' }

/** How an operation is called: verb, address, its variables, names. */
export function SignatureTab({ form, isNew }: { readonly form: SchemaForm<OperationValues>; readonly isNew: boolean }) {
  const words = useWords(operationsWords)
  const { control, setValue, watch } = form
  const [urlTemplate, policy] = watch(['urlTemplate', 'policy'])
  return (
    <>
      <div className={styles.line}>
        <VerbField form={form} />
        <TemplateField form={form} />
      </div>
      {isNew ? (
        <NewNames form={form} />
      ) : (
        <TextField control={control} name="displayName" label={words('displayName')} isRequired />
      )}
      <TextAreaField control={control} name="description" label={words('description')} rows={3} />
      <section className={styles.part} aria-label={words('parameters')}>
        <h3>{words('parameters')}</h3>
        <p className={styles.hint}>{words(variablesOf(urlTemplate).length === 0 ? 'noVariables' : 'parametersHint')}</p>
        <ParameterTable form={form} name="templateParameters" label={words('parameters')} isFixed />
      </section>
      <Field label={words('rewrite')} hint={words('rewriteHint')}>
        <Input
          value={readAttribute(policy, rewrite.section, rewrite.name, rewrite.attribute) ?? ''}
          spellCheck={false}
          input={{ className: styles.code, translate: 'no' }}
          onChange={(_, { value }) => setValue('policy', writeAttribute(policy, rewrite, value), { shouldDirty: true })}
        />
      </Field>
    </>
  )
}

function VerbField({ form }: { readonly form: SchemaForm<OperationValues> }) {
  const words = useWords(operationsWords)
  const { field, fieldState } = useController({ control: form.control, name: 'method' })
  const typed = String(field.value)
  return (
    <Field
      label={words('method')}
      required
      className={styles.verb}
      validationState={fieldState.error === undefined ? 'none' : 'error'}
      validationMessage={fieldState.error?.message}
    >
      <Combobox
        ref={field.ref}
        freeform
        className={styles.verbBox}
        value={typed}
        selectedOptions={[typed]}
        input={{ translate: 'no', spellCheck: false }}
        onBlur={field.onBlur}
        onChange={({ currentTarget }) => field.onChange(currentTarget.value.toUpperCase())}
        onOptionSelect={(_, { optionValue }) => optionValue !== undefined && field.onChange(optionValue)}
      >
        {verbs.map((verb) => (
          <Option key={verb} value={verb}>
            {verb}
          </Option>
        ))}
      </Combobox>
    </Field>
  )
}

/** The URL template; its variables become the parameters while it is typed. */
function TemplateField({ form }: { readonly form: SchemaForm<OperationValues> }) {
  const words = useWords(operationsWords)
  const { control, getValues, setValue } = form
  const { field, fieldState } = useController({ control, name: 'urlTemplate' })
  const template = String(field.value)
  // A variable whose name is corrected letter by letter comes back with what was written about it.
  const known = useRef<readonly ParameterValues[]>([])
  const change = (value: string) => {
    field.onChange(value)
    const present = getValues('templateParameters')
    known.current = [...present, ...known.current.filter(({ name }) => !present.some((one) => one.name === name))]
    const matched = matchParameters(variablesOf(value), known.current, (name) => newParameter(name, true))
    setValue('templateParameters', [...matched], { shouldDirty: true })
  }
  return (
    <Field
      label={words('template')}
      required
      className={styles.template}
      hint={{ children: words('templateHint') }}
      validationState={fieldState.error === undefined ? 'none' : 'error'}
      validationMessage={fieldState.error?.message}
    >
      <Input
        ref={field.ref}
        name={field.name}
        value={template}
        spellCheck={false}
        autoComplete="off"
        input={{ className: styles.code, translate: 'no' }}
        onBlur={field.onBlur}
        onChange={(_, { value }) => change(value)}
      />
      {template !== '' && <ColouredTemplate template={template} />}
    </Field>
  )
}

/** Display name and the identifier that is made of it, until somebody writes another one. */
function NewNames({ form }: { readonly form: SchemaForm<OperationValues> }) {
  const words = useWords(operationsWords)
  const { control, setValue, watch } = form
  const api = useApi()
  const { data } = useOperations(api.id)
  const [displayName, name] = watch(['displayName', 'name'])
  const made = toOperationId(
    displayName,
    (data ?? []).map((one) => one.name),
  )
  const [lastMade, setLastMade] = useState(name === '' ? '' : undefined)
  useEffect(() => {
    // What is there is what was made last: nobody has written an identifier of their own.
    if (name !== (lastMade ?? name) || made === name) return
    if (lastMade === undefined && name !== '') return
    setLastMade(made)
    setValue('name', made, { shouldDirty: true })
  }, [made, name, lastMade, setValue])
  return (
    <div className={styles.line}>
      <div className={styles.half}>
        <TextField control={control} name="displayName" label={words('displayName')} isRequired />
      </div>
      <div className={styles.half}>
        <TextField
          control={control}
          name="name"
          label={words('identifier')}
          hint={words('identifierHint')}
          isRequired
          isCode
        />
      </div>
    </div>
  )
}
