import * as z from 'zod'

/** @see reference: API Management, 1.6 */
export const productProperties = z
  .object({
    displayName: z.string().min(1).max(300),
    description: z.string().max(1000).nullable().optional(),
    terms: z.string().nullable().optional(),
    subscriptionRequired: z.boolean().default(true),
    approvalRequired: z.boolean().nullable().optional(),
    subscriptionsLimit: z.int().min(1, 'must be greater than 0, or null for no limit').nullable().optional(),
    state: z.enum(['notPublished', 'published']).default('notPublished'),
  })
  .superRefine((product, context) => {
    if (product.subscriptionRequired) return
    for (const name of ['approvalRequired', 'subscriptionsLimit'] as const) {
      if (!product[name]) continue
      context.addIssue({ code: 'custom', path: [name], message: 'needs subscriptionRequired to be true' })
    }
  })
export type ProductProperties = z.infer<typeof productProperties>
