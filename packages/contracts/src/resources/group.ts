import * as z from 'zod'

/** @see reference: API Management, 1.8 */
export const groupProperties = z.object({
  displayName: z.string().min(1).max(300),
  description: z.string().max(1000).nullable().optional(),
  type: z.enum(['custom', 'system', 'external']).default('custom'),
  externalId: z.string().nullable().optional(),
})
export type GroupProperties = z.infer<typeof groupProperties>
