import * as z from 'zod'

/** That documents of a scope must run those of the scope above. @see reference: API Management, 4.3 */
export const policyRestrictionProperties = z.object({
  /** Path of a policy document, relative or full. */
  scope: z.string().min(1),
  requireBase: z.enum(['true', 'false'], { error: "must be 'true' or 'false'" }).default('false'),
})
export type PolicyRestrictionProperties = z.infer<typeof policyRestrictionProperties>
