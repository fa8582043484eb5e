import * as z from 'zod'

/** @see reference: API Management, 1.6 */
export const productProperties = z.strictObject({
  displayName: z.string().min(1).max(300),
  description: z.string().max(1000).nullable().optional(),
  terms: z.string().nullable().optional(),
  state: z.enum(['notPublished', 'published']).default('notPublished'),
  subscriptionRequired: z.boolean().default(true),
  approvalRequired: z.boolean().nullable().optional(),
  subscriptionsLimit: z.int().min(1).nullable().optional(),
})
export type ProductProperties = z.infer<typeof productProperties>
