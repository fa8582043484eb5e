import * as z from 'zod'
import { translate } from '../../shared/languages/words.ts'
import { subscriptionWords } from './subscription-words.ts'

const chosen = z.object({ name: z.string(), text: z.string() }).nullable()

/** What is asked for a new subscription; the chosen ones with how they are called. */
export const newSubscriptionValues = z
  .object({
    displayName: z
      .string()
      .max(100)
      .refine((text) => text.trim() !== '', { error: () => translate(subscriptionWords, 'nameNeeded') }),
    kind: z.enum(['product', 'api', 'allApis']),
    product: chosen,
    api: chosen,
    owner: chosen,
    allowTracing: z.boolean(),
    notify: z.boolean(),
  })
  .superRefine(({ kind, product, api }, context) => {
    if (kind === 'allApis' || (kind === 'product' ? product : api) !== null) return
    context.addIssue({ code: 'custom', path: [kind], message: translate(subscriptionWords, 'scopeMissing') })
  })
export type NewSubscriptionValues = z.infer<typeof newSubscriptionValues>

export function toNewSubscription({ displayName, kind, product, api, owner, allowTracing }: NewSubscriptionValues) {
  const named = kind === 'product' ? product : api
  return {
    displayName: displayName.trim(),
    scope: kind === 'allApis' ? '/apis' : `/${kind}s/${named?.name}`,
    ...(owner === null ? {} : { ownerId: `/users/${owner.name}` }),
    allowTracing,
    // Nobody has to approve what a publisher gives.
    state: 'active',
  }
}
