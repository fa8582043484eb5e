import { TextField } from '../../shared/forms/fields.tsx'
import type { SchemaForm } from '../../shared/forms/use-schema-form.ts'
import { useWords } from '../../shared/languages/words.ts'
import { FormText } from '../policies/FormText.tsx'
import { PolicyDocument } from '../policies/PolicyDocument.tsx'
import type { FragmentValues } from './fragment-values.ts'
import styles from './fragments.module.css'
import { fragmentsWords } from './fragments-words.ts'

/** Name, description and text of a fragment. */
export function FragmentFields({
  form,
  resource,
  isReadOnly,
}: {
  readonly form: SchemaForm<FragmentValues>
  /** Identifier; undefined = it is new. */
  readonly resource?: string
  readonly isReadOnly: boolean
}) {
  const words = useWords(fragmentsWords)
  return (
    <>
      <div className={styles.fields}>
        {resource === undefined && (
          <TextField
            control={form.control}
            name="name"
            label={words('name')}
            hint={words('nameHint')}
            isRequired
            isCode
          />
        )}
        <TextField
          control={form.control}
          name="description"
          label={words('fieldDescription')}
          isDisabled={isReadOnly}
        />
      </div>
      <FormText control={form.control} name="value">
        {(text, onChange) => (
          <PolicyDocument
            value={text}
            onChange={onChange}
            scope="fragment"
            resource={resource}
            isReadOnly={isReadOnly}
          />
        )}
      </FormText>
    </>
  )
}
