import { AppError } from '@sluice/contracts/errors'
import type { CounterVerdict } from '../counters/counters.ts'
import { integer, seconds } from '../pipeline/attributes.ts'
import { definePolicy } from '../pipeline/define-policy.ts'
import { createReport, reportAttributes } from './limit-report.ts'
import { narrowerLimits, scopedLimits } from './limit-scope.ts'

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
  compile(settings, { counters }, { scopeId }) {
    const limits = scopedLimits(settings, toLimit)
    const retryAfterHeaderName = settings['retry-after-header-name']
    const retryAfterVariable = settings['retry-after-variable-name']
    const report = createReport(settings)

    return (context) => {
      const { subscription } = context
      if (subscription === undefined) return
      const key = `rate-limit|${subscription.resourceId}|${scopeId}`
      let tightest: CounterVerdict | undefined
      let total = 0
      for (const { limit, keySuffix, appliesTo } of limits) {
        if (!appliesTo(context)) continue
        const verdict = counters.hitWindow(key + keySuffix, limit.calls, limit.periodSeconds)
        if (!verdict.isAllowed) {
          report?.(context, 0, limit.calls)
          if (retryAfterVariable !== undefined) context.variables.set(retryAfterVariable, verdict.retryAfterSeconds)
          throw new AppError('RateLimitExceeded', {
            retryAfterSeconds: verdict.retryAfterSeconds,
            retryAfterHeaderName,
          })
        }
        if (tightest === undefined || verdict.remaining < tightest.remaining) {
          tightest = verdict
          total = limit.calls
        }
      }
      if (tightest !== undefined) report?.(context, tightest.remaining, total)
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
