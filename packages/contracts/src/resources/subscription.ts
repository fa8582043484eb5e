import * as z from 'zod'

/** @see reference: API Management, 1.7 */
export const subscriptionProperties = z.strictObject({
  scope: z.string().min(1),
  displayName: z.string().min(1).max(100).nullable().optional(),
  ownerId: z.string().nullable().optional(),
  state: z.enum(['submitted', 'active', 'suspended', 'rejected', 'cancelled', 'expired']).default('active'),
  allowTracing: z.boolean().default(false),
  createdDate: z.string(),
  startDate: z.string().nullable().optional(),
  endDate: z.string().nullable().optional(),
})
export type SubscriptionProperties = z.infer<typeof subscriptionProperties>
