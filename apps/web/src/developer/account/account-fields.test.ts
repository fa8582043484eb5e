import { expect, it } from 'vitest'
import { emailField, nameField, newPasswordField } from './account-fields.ts'

it('takes what the server takes', () => {
  const taken = (field: { safeParse(value: string): { success: boolean } }, values: readonly string[]) =>
    values.map((value) => field.safeParse(value).success)
  expect(taken(emailField, ['a@b.example', ' a@b.example ', 'a@', ''])).toEqual([true, true, false, false])
  expect(taken(nameField, ['Anna', 'O’Neill-de Vries', '<b>', 'a@b', ' '])).toEqual([true, true, false, false, false])
  expect(taken(newPasswordField, ['12345678', '1234567', 'x'.repeat(201)])).toEqual([true, false, false])
})
