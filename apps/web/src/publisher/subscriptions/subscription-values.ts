import type { SubscriptionProperties } from '@sluice/contracts'
import * as z from 'zod'
import { translate } from '../../shared/languages/words.ts'
import { subscriptionWords } from './subscription-words.ts'

/** What can be set of a subscription, as fields hold it. */
export const subscriptionValues = z.object({
  displayName: z
    .string()
    .max(100)
    .refine((text) => text.trim() !== '', { error: () => translate(subscriptionWords, 'nameNeeded') }),
  allowTracing: z.boolean(),
  /** Day in UTC, `2026-01-31`; empty = none. */
  expirationDate: z.string(),
  enforceExpiration: z.boolean(),
})
export type SubscriptionValues = z.infer<typeof subscriptionValues>

export const fromSubscription = (name: string, properties: SubscriptionProperties): SubscriptionValues => ({
  displayName: properties.displayName || name,
  allowTracing: properties.allowTracing,
  expirationDate: properties.expirationDate?.slice(0, 10) ?? '',
  enforceExpiration: properties.enforceExpiration,
})

/** What a save sends; a last day that was not changed keeps its hour. */
export function toSubscription(values: SubscriptionValues, saved: SubscriptionProperties) {
  const { displayName, allowTracing, expirationDate, enforceExpiration } = values
  const isSameDay = expirationDate === (saved.expirationDate?.slice(0, 10) ?? '')
  const lastMoment = expirationDate === '' ? null : `${expirationDate}T23:59:59.000Z`
  return {
    displayName: displayName.trim(),
    allowTracing,
    enforceExpiration,
    expirationDate: isSameDay ? (saved.expirationDate ?? null) : lastMoment,
  }
}
