import { userProperties } from '@sluice/contracts'
import * as z from 'zod'
import { translate } from '../../shared/languages/words.ts'
import { accountWords } from './account-words.ts'

const isEmail = (text: string) => userProperties.shape.email.safeParse(text).success
const isName = (text: string) => userProperties.shape.firstName.safeParse(text).success

/** Rules of the server for what people type about themselves. */
export const emailField = z
  .string()
  .trim()
  .refine(isEmail, { error: () => translate(accountWords, 'emailWrong') })
export const nameField = z
  .string()
  .trim()
  .refine(isName, { error: () => translate(accountWords, 'nameWrong') })
export const newPasswordField = z
  .string()
  .min(8, { error: () => translate(accountWords, 'passwordShort') })
  .max(200, { error: () => translate(accountWords, 'passwordLong') })
