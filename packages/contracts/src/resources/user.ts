import * as z from 'zod'
import { emailAddress } from './email-address.ts'
import { userRoles } from './role.ts'

const personName = z
  .string()
  .min(1)
  .max(100)
  .regex(/^[^<>:;()\\/@!]+$/, 'must not hold any of < > : ; ( ) \\ / @ !')

/** @see reference: API Management, 1.8 */
export const userProperties = z.object({
  email: emailAddress.max(254),
  firstName: personName,
  lastName: personName,
  state: z.enum(['active', 'blocked', 'pending', 'deleted']).default('active'),
  /** Ours, beyond the compatible service; what is left out stays as it was, and is `developer` in the beginning. */
  role: z.enum(userRoles).optional(),
  note: z.string().nullable().optional(),
  registrationDate: z.string().optional(),
  identities: z.array(z.object({ provider: z.string(), id: z.string() })).optional(),
})
export type UserProperties = z.infer<typeof userProperties>
