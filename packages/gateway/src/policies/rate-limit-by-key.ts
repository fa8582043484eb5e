import { AppError } from '@sluice/contracts/errors'
import { policyScopes } from '@sluice/policy-language'
import type { CounterVerdict } from '../counters/counters.ts'
import { boolean, integer, seconds, text, unserved } from '../pipeline/attributes.ts'
import { definePolicy } from '../pipeline/define-policy.ts'
import { constantIncrement, incrementOf, isFirstCount } from './counted-once.ts'
import { counterOf } from './limit-counter.ts'
import { createReport, reportAttributes } from './limit-report.ts'

/**
 * At most so many calls with the same key within any period of so many seconds, over the whole instance. Where what
 * counts is an expression, a call is counted when its answer is there: the refusal then comes one call late.
 * @see reference: API Management, 3.3
 */
export const rateLimitByKey = definePolicy({
  name: 'rate-limit-by-key',
  summary: 'Refuses calls with the same key beyond so many within any period of so many seconds.',
  category: 'Rate limiting and quotas',
  snippet: '<rate-limit-by-key calls="10" renewal-period="60" counter-key="everybody" />',
  sections: ['inbound'],
  scopes: policyScopes,
  attributes: {
    calls: integer('Calls that are let through within a period.', { min: 0 }).orExpression(),
    'renewal-period': seconds('Seconds of the sliding period.', { min: 1, max: 300 }).orExpression(),
    'counter-key': text('What calls are counted by; one counter for each value.').orExpression(),
    'increment-condition': boolean('Whether a call counts.').orExpression().optional(),
    'increment-count': integer('How much a call counts.', { min: 0, max: 1_000_000 }).orExpression().default(1),
    // Known from the schema of the compatible service; its pages say nothing of either.
    'increment-after-response': boolean('Whether a call counts when its answer is there.').default(false),
    'flexible-retry-window': unserved('its meaning is not documented; leave it out'),
    ...reportAttributes,
  },
  compile(settings, { counters, clock }) {
    const retryAfterHeaderName = settings['retry-after-header-name']
    const retryAfterVariable = settings['retry-after-variable-name']
    const report = createReport(settings)
    const atOnce = settings['increment-after-response'] ? undefined : constantIncrement(settings)
    return (context) => {
      const limit = settings.calls(context)
      const period = settings['renewal-period'](context)
      const counterKey = settings['counter-key'](context)
      const key = `rate-limit-by-key|${context.service.resourceId}|${counterKey}`
      const isFirst = isFirstCount(context, key)
      const verdict: CounterVerdict = counters.hitWindow(key, limit, period, isFirst ? (atOnce ?? 0) : 0)
      report?.(context, verdict.remaining, limit)
      if (!verdict.isAllowed) {
        const { remaining, retryAfterSeconds } = verdict
        if (retryAfterVariable !== undefined) context.variables.set(retryAfterVariable, retryAfterSeconds)
        const window = { limit, periodSeconds: period, retryAfterSeconds }
        const counter = counterOf(
          context,
          { unit: 'calls', key: counterKey, used: limit - remaining, ...window },
          clock,
        )
        throw new AppError('RateLimitExceeded', { retryAfterSeconds, retryAfterHeaderName, counter })
      }
      if (atOnce !== undefined || !isFirst) return
      context.onFinished(() => {
        const amount = incrementOf(settings, context)
        if (amount > 0) counters.addWindow(key, limit, period, amount)
      })
    }
  },
})
