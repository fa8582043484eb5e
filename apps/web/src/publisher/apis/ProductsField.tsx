import { Combobox, Field, Option } from '@fluentui/react-components'
import { type Control, type FieldPath, type FieldValues, useController } from 'react-hook-form'
import { ChecklistField } from '../../shared/forms/fields.tsx'
import { useWords } from '../../shared/languages/words.ts'
import { fieldsWords } from './fields-words.ts'
import { useProducts } from './use-products.ts'

/** From so many on, a list to search is quicker than boxes to look over. */
const mostBoxes = 12

/** The products that an API goes into; the value is their identifiers. */
export function ProductsField<Values extends FieldValues>({
  control,
  name,
}: {
  readonly control: Control<Values>
  readonly name: FieldPath<Values>
}) {
  const words = useWords(fieldsWords)
  const { data: products = [], isPending } = useProducts()
  const { field } = useController({ control, name })
  const chosen = (field.value ?? []) as readonly string[]
  if (isPending) return null
  const choices = products.map((product) => ({ value: product.name, label: product.properties.displayName }))
  if (choices.length === 0) return <p>{words('noProducts')}</p>
  if (choices.length <= mostBoxes) {
    return (
      <ChecklistField
        control={control}
        name={name}
        label={words('products')}
        hint={words('productsHint')}
        choices={choices}
      />
    )
  }
  const labels = choices.filter(({ value }) => chosen.includes(value)).map(({ label }) => label)
  return (
    <Field label={words('products')} hint={{ children: words('productsHint') }}>
      <Combobox
        multiselect
        ref={field.ref}
        placeholder={labels.join(', ')}
        selectedOptions={[...chosen]}
        onBlur={field.onBlur}
        onOptionSelect={(_, { selectedOptions }) => field.onChange(selectedOptions)}
      >
        {choices.map(({ value, label }) => (
          <Option key={value} value={value}>
            {label}
          </Option>
        ))}
      </Combobox>
    </Field>
  )
}
