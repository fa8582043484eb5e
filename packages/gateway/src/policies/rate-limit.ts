import { AppError } from '@sluice/contracts/errors'
import type { CounterVerdict } from '../counters/counters.ts'
import { integer, seconds } from '../pipeline/attributes.ts'
import type { CallContext } from '../pipeline/call-context.ts'
import { definePolicy } from '../pipeline/define-policy.ts'
import { keptBySubscription } from './kept-by-subscription.ts'
import { counterOf } from './limit-counter.ts'
import { createReport, reportAttributes } from './limit-report.ts'
import { narrowerLimits, type ScopedLimit, scopedLimits } from './limit-scope.ts'

const limit = {
  calls: integer('Calls that are let through within a period.', { min: 1 }),
  'renewal-period': seconds('Seconds of the sliding period.', { min: 1, max: 300 }),
}

/**
 * At most so many calls of a subscription within any period of so many seconds. A call without a subscription is not
 * limited; a refused one is not counted.
 * @see reference: API Management, 3.3
 */
export const rateLimit = definePolicy({
  name: 'rate-limit',
  summary: 'Refuses calls of a subscription beyond so many within any period of so many seconds.',
  category: 'Rate limiting and quotas',
  snippet: '<rate-limit calls="20" renewal-period="60" />',
  sections: ['inbound'],
  scopes: ['product', 'api', 'operation'],
  isOncePerSection: true,
  attributes: {
    ...limit,
    ...reportAttributes,
  },
  content: narrowerLimits(limit),
  compile(settings, { counters, clock }, { scopeId }) {
    const limits = scopedLimits(settings, toLimit)
    const retryAfterHeaderName = settings['retry-after-header-name']
    const retryAfterVariable = settings['retry-after-variable-name']
    const report = createReport(settings)
    const refusal = (context: CallContext, { limit, keySuffix }: ScopedLimit<Limit>, verdict: CounterVerdict) => {
      const { calls, periodSeconds } = limit
      const { remaining, retryAfterSeconds } = verdict
      report?.(context, 0, calls)
      if (retryAfterVariable !== undefined) context.variables.set(retryAfterVariable, retryAfterSeconds)
      const key = context.subscription?.id ?? ''
      const state = { unit: 'calls', key, part: keySuffix, used: calls - remaining, limit: calls }
      const counter = counterOf(context, { ...state, periodSeconds, retryAfterSeconds }, clock)
      return new AppError('RateLimitExceeded', { retryAfterSeconds, retryAfterHeaderName, counter })
    }

    const keysOf = keptBySubscription(({ resourceId }) =>
      limits.map(({ keySuffix }) => `rate-limit|${resourceId}|${scopeId}${keySuffix}`),
    )

    return (context) => {
      const { subscription } = context
      if (subscription === undefined) return
      const keys = keysOf(subscription)
      /** The limit that is nearest to its end. @param amount 0 = nothing is counted */
      const hitAll = (amount: number) => {
        let tightest: { readonly verdict: CounterVerdict; readonly limit: Limit } | undefined
        for (let at = 0; at < limits.length; at += 1) {
          const scoped = limits[at] as ScopedLimit<Limit>
          const { limit } = scoped
          if (!scoped.appliesTo(context)) continue
          const verdict = counters.hitWindow(keys[at] as string, limit.calls, limit.periodSeconds, amount)
          if (!verdict.isAllowed) throw refusal(context, scoped, verdict)
          if (tightest === undefined || verdict.remaining < tightest.verdict.remaining) tightest = { verdict, limit }
        }
        return tightest
      }
      // A call that one limit refuses must not have been counted by another, so all are asked before the first counts.
      if (limits.length > 1) hitAll(0)
      const tightest = hitAll(1)
      if (tightest !== undefined) report?.(context, tightest.verdict.remaining, tightest.limit.calls)
    }
  },
})

interface Limit {
  readonly calls: number
  readonly periodSeconds: number
}

const toLimit = (settings: { readonly calls: number; readonly 'renewal-period': number }): Limit => ({
  calls: settings.calls,
  periodSeconds: settings['renewal-period'],
})
