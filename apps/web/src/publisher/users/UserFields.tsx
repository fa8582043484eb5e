import { userRoles } from '@sluice/contracts'
import { SelectField, TextAreaField, TextField } from '../../shared/forms/fields.tsx'
import type { SchemaForm } from '../../shared/forms/use-schema-form.ts'
import { useWords } from '../../shared/languages/words.ts'
import type { UserValues } from './user-values.ts'
import { userWords } from './user-words.ts'

/** Fields of a person, new or old. */
export function UserFields<Values extends UserValues>({
  form,
  isDisabled = false,
  isRoleFixed = false,
}: {
  readonly form: SchemaForm<Values>
  readonly isDisabled?: boolean
  readonly isRoleFixed?: boolean
}) {
  const words = useWords(userWords)
  const { control } = form as unknown as SchemaForm<UserValues>
  return (
    <>
      <TextField control={control} name="firstName" label={words('firstName')} isRequired isDisabled={isDisabled} />
      <TextField control={control} name="lastName" label={words('lastName')} isRequired isDisabled={isDisabled} />
      <TextField
        control={control}
        name="email"
        type="email"
        label={words('email')}
        isRequired
        isDisabled={isDisabled}
      />
      <SelectField
        control={control}
        name="role"
        label={words('role')}
        hint={words('roleHint')}
        choices={userRoles.map((role) => ({ value: role, label: words(role) }))}
        isDisabled={isDisabled || isRoleFixed}
      />
      <TextAreaField
        control={control}
        name="note"
        label={words('note')}
        hint={words('noteHint')}
        rows={3}
        isDisabled={isDisabled}
      />
    </>
  )
}
