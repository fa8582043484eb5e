import * as z from 'zod'

/** @see reference: API Management, 1.9 */
export const policyFragmentProperties = z.object({
  value: z.string().min(1),
  description: z.string().max(1000).nullable().optional(),
  format: z.enum(['xml', 'rawxml'], { error: "must be 'xml' or 'rawxml'" }).default('xml'),
})
export type PolicyFragmentProperties = z.infer<typeof policyFragmentProperties>
