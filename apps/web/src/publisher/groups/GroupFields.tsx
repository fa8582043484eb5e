import { SelectField, TextAreaField, TextField } from '../../shared/forms/fields.tsx'
import type { SchemaForm } from '../../shared/forms/use-schema-form.ts'
import { useWords } from '../../shared/languages/words.ts'
import type { GroupValues } from './group-values.ts'
import { groupWords } from './group-words.ts'

/** Fields of a group, new or old. */
export function GroupFields<Values extends GroupValues>({
  form,
  isDisabled = false,
}: {
  readonly form: SchemaForm<Values>
  readonly isDisabled?: boolean
}) {
  const words = useWords(groupWords)
  const { control, watch } = form as unknown as SchemaForm<GroupValues>
  return (
    <>
      <TextField control={control} name="displayName" label={words('displayName')} isRequired isDisabled={isDisabled} />
      <TextAreaField
        control={control}
        name="description"
        label={words('descriptionField')}
        rows={3}
        isDisabled={isDisabled}
      />
      <SelectField
        control={control}
        name="type"
        label={words('type')}
        hint={words('typeHint')}
        choices={(['custom', 'external'] as const).map((value) => ({ value, label: words(value) }))}
        isDisabled={isDisabled}
      />
      {watch('type') === 'external' && (
        <TextField
          control={control}
          name="externalId"
          label={words('externalId')}
          hint={words('externalIdHint')}
          isRequired
          isCode
          isDisabled={isDisabled}
        />
      )}
    </>
  )
}
