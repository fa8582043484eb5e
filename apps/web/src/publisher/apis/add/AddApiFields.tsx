import { ChecklistField, TextAreaField, TextField } from '../../../shared/forms/fields.tsx'
import type { SchemaForm } from '../../../shared/forms/use-schema-form.ts'
import { useWords } from '../../../shared/languages/words.ts'
import { AddressPreview } from '../AddressPreview.tsx'
import { fieldsWords } from '../fields-words.ts'
import { httpSchemes } from '../http-schemes.ts'
import { ProductsField } from '../ProductsField.tsx'
import { useFollowingIdentifier } from '../use-following-identifier.ts'
import type { AddValues } from './add-form.ts'

/** The fields of a new API, with the address that follows from them. */
export function AddApiFields({ form }: { readonly form: SchemaForm<AddValues> }) {
  const words = useWords(fieldsWords)
  const { control, watch } = form
  const [displayName, path, protocols] = watch(['displayName', 'path', 'protocols'])

  useFollowingIdentifier(form, displayName)

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
      <ChecklistField control={control} name="protocols" label={words('protocols')} choices={httpSchemes} isRequired />
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
