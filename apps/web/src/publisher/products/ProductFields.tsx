import { CheckboxField, NumberField, SwitchField, TextAreaField, TextField } from '../../shared/forms/fields.tsx'
import type { SchemaForm } from '../../shared/forms/use-schema-form.ts'
import { useWords } from '../../shared/languages/words.ts'
import type { ProductValues } from './product-values.ts'
import { productWords } from './product-words.ts'

/** Fields of a product, new or old. */
export function ProductFields<Values extends ProductValues>({
  form,
  isDisabled = false,
}: {
  readonly form: SchemaForm<Values>
  readonly isDisabled?: boolean
}) {
  const words = useWords(productWords)
  const { control, watch } = form as unknown as SchemaForm<ProductValues>
  const isProtected = watch('subscriptionRequired')
  return (
    <>
      <TextField control={control} name="displayName" label={words('displayName')} isRequired isDisabled={isDisabled} />
      <TextAreaField
        control={control}
        name="description"
        label={words('descriptionField')}
        hint={words('descriptionHint')}
        isDisabled={isDisabled}
      />
      <TextAreaField
        control={control}
        name="terms"
        label={words('terms')}
        hint={words('termsHint')}
        rows={6}
        isDisabled={isDisabled}
      />
      <SwitchField
        control={control}
        name="subscriptionRequired"
        label={words('subscriptionRequired')}
        hint={words('subscriptionRequiredHint')}
        isDisabled={isDisabled}
      />
      {isProtected && (
        <>
          <CheckboxField
            control={control}
            name="approvalRequired"
            label={words('approvalRequired')}
            hint={words('approvalRequiredHint')}
            isDisabled={isDisabled}
          />
          <NumberField
            control={control}
            name="subscriptionsLimit"
            label={words('subscriptionsLimit')}
            hint={words('subscriptionsLimitHint')}
            min={1}
            isDisabled={isDisabled}
          />
        </>
      )}
    </>
  )
}
