import * as z from 'zod'

/** @see reference: API Management, 1.8 */
export const userProperties = z.strictObject({
  email: z.string().min(1).max(254),
  firstName: z.string().min(1).max(100),
  lastName: z.string().min(1).max(100),
  state: z.enum(['active', 'blocked', 'pending', 'deleted']).default('active'),
  note: z.string().nullable().optional(),
})
export type UserProperties = z.infer<typeof userProperties>
