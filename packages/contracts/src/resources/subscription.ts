import * as z from 'zod'

const date = z.iso
  .datetime({ offset: true, error: 'must be a date and time such as 2026-01-31T12:00:00Z' })
  .nullable()
  .optional()

export const subscriptionStates = ['submitted', 'active', 'suspended', 'rejected', 'cancelled', 'expired'] as const

/** @see reference: API Management, 1.7 */
export const subscriptionProperties = z.object({
  ownerId: z.string().nullable().optional(),
  scope: z.string().min(1),
  displayName: z.string().min(1).max(100).nullable().optional(),
  state: z.enum(subscriptionStates).default('active'),
  /** Set by the service. */
  createdDate: z.string().default(''),
  startDate: date,
  expirationDate: date,
  endDate: date,
  notificationDate: date,
  enforceExpiration: z.boolean().default(false).describe('Whether the keys open nothing after expirationDate'),
  stateComment: z.string().nullable().optional(),
  allowTracing: z.boolean().default(false),
})
export type SubscriptionProperties = z.infer<typeof subscriptionProperties>
