import { useEffect, useRef } from 'react'
import { ChecklistField, TextAreaField, TextField } from '../../../shared/forms/fields.tsx'
import type { SchemaForm } from '../../../shared/forms/use-schema-form.ts'
import { useWords } from '../../../shared/languages/words.ts'
import { AddressPreview } from '../AddressPreview.tsx'
import { fieldsWords } from '../fields-words.ts'
import { identifierOf } from '../identifier-of.ts'
import { ProductsField } from '../ProductsField.tsx'
import type { AddValues } from './add-form.ts'

const schemes = [
  { value: 'http', label: 'HTTP' },
  { value: 'https', label: 'HTTPS' },
]

/** The fields of a new API, with the address that follows from them. */
export function AddApiFields({ form }: { readonly form: SchemaForm<AddValues> }) {
  const words = useWords(fieldsWords)
  const { control, watch, setValue, getValues } = form
  const [displayName, path, protocols] = watch(['displayName', 'path', 'protocols'])

  // The identifier follows the name until somebody writes another one.
  const derived = useRef('')
  useEffect(() => {
    const held = getValues('identifier')
    const next = identifierOf(displayName)
    if (held !== derived.current && held !== next) return
    derived.current = next
    if (held !== next) setValue('identifier', next, { shouldDirty: true })
  }, [displayName, getValues, setValue])

  return (
    <>
      <TextField control={control} name="displayName" label={words('displayName')} isRequired />
      <TextField
        control={control}
        name="serviceUrl"
        label={words('serviceUrl')}
        hint={words('serviceUrlHint')}
        placeholder="https://"
        type="url"
        isCode
      />
      <TextField control={control} name="path" label={words('path')} hint={words('pathHint')} isCode />
      <ChecklistField control={control} name="protocols" label={words('protocols')} choices={schemes} isRequired />
      <AddressPreview api={{ path: path.trim(), protocols }} />
      <ProductsField control={control} name="products" />
      <TextAreaField
        control={control}
        name="description"
        label={words('description')}
        hint={words('descriptionHint')}
      />
      <TextField
        control={control}
        name="identifier"
        label={words('identifier')}
        hint={words('identifierHint')}
        isRequired
        isCode
      />
    </>
  )
}
