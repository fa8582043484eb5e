import { expect, it } from 'vitest'
import { startEnglish } from '../../shared/languages/start-english.fixture.ts'

it('takes what the server takes', async () => {
  // Words are put into languages that have been started.
  await startEnglish()
  const { emailField, nameField, newPasswordField } = await import('./account-fields.ts')
  const taken = (field: { safeParse(value: string): { success: boolean } }, values: readonly string[]) =>
    values.map((value) => field.safeParse(value).success)
  expect(taken(emailField, ['a@b.example', ' a@b.example ', 'a@', ''])).toEqual([true, true, false, false])
  expect(taken(nameField, ['Anna', 'O’Neill-de Vries', '<b>', 'a@b', ' '])).toEqual([true, true, false, false, false])
  expect(taken(newPasswordField, ['12345678', '1234567', 'x'.repeat(201)])).toEqual([true, false, false])
})
