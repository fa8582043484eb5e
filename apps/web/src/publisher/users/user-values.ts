import { type UserProperties, userRoles } from '@sluice/contracts'
import * as z from 'zod'
import { translate } from '../../shared/languages/words.ts'
import { userWords } from './user-words.ts'

const personName = z
  .string()
  .max(100)
  .regex(/^[^<>:;()\\/@!]*[^<>:;()\\/@!\s][^<>:;()\\/@!]*$/, { error: () => translate(userWords, 'nameFaulty') })

/** What is set of a user, as fields hold it. */
export const userValues = z.object({
  firstName: personName,
  lastName: personName,
  email: z.email({ pattern: z.regexes.html5Email, error: () => translate(userWords, 'emailFaulty') }).max(254),
  role: z.enum(userRoles),
  note: z.string(),
})
export type UserValues = z.infer<typeof userValues>

/** For somebody new: `invite` sends a mail, `password` sets one at once. */
export const newUserValues = userValues
  .extend({ how: z.enum(['invite', 'password']), password: z.string().max(200) })
  .superRefine(({ how, password }, context) => {
    if (how === 'invite' || password.length >= 8) return
    context.addIssue({ code: 'custom', path: ['password'], message: translate(userWords, 'passwordShort') })
  })
export type NewUserValues = z.infer<typeof newUserValues>

export const newUser: NewUserValues = {
  firstName: '',
  lastName: '',
  email: '',
  role: 'developer',
  note: '',
  how: 'invite',
  password: '',
}

export const fromUser = ({ firstName, lastName, email, role = 'developer', note }: UserProperties): UserValues => ({
  firstName,
  lastName,
  email,
  role,
  note: note ?? '',
})

export const toUser = ({ firstName, lastName, email, role, note }: UserValues) => ({
  firstName: firstName.trim(),
  lastName: lastName.trim(),
  email: email.trim(),
  role,
  note: note.trim() || null,
})

export const toNewUser = ({ how, password, ...values }: NewUserValues) => ({
  ...toUser(values),
  ...(how === 'invite' ? { confirmation: 'invite' } : { password, state: 'active' }),
})
