import * as z from 'zod'

/** @see reference: API Management, 1.9 */
export const policyProperties = z.object({
  value: z.string(),
  format: z.enum(['xml', 'rawxml'], { error: "must be 'xml' or 'rawxml'" }).default('xml'),
})
export type PolicyProperties = z.infer<typeof policyProperties>
