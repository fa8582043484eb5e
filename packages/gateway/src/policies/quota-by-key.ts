import { AppError } from '@sluice/contracts/errors'
import { type JudgeElement, policyScopes } from '@sluice/policy-language'
import { bandwidthKey, callsKey, quotaByKey as quotaKey } from '../counters/quota-keys.ts'
import { boolean, integer, text } from '../pipeline/attributes.ts'
import { definePolicy } from '../pipeline/define-policy.ts'
import { constantIncrement, incrementOf, isFirstCount } from './counted-once.ts'
import { counterOf } from './limit-counter.ts'

const bytesPerKilobyte = 1024

/** A day that its month does not have would be read as one of the next month. */
const judge: JudgeElement = ({ constantOf }) => {
  const written = constantOf('first-period-start')?.trim()
  if (written === undefined || new Date(written).toISOString().startsWith(written.slice(0, 10))) return []
  return [{ attribute: 'first-period-start', what: 'The month of the first period has no such day' }]
}

/**
 * At most so many calls, or kilobytes of bodies, with the same key within each of the fixed windows that follow one
 * another from `first-period-start`; over the whole instance.
 * @see reference: API Management, 3.3
 */
export const quotaByKey = definePolicy({
  name: 'quota-by-key',
  summary: 'Refuses calls with the same key beyond so many, or so many kilobytes, in each renewal period.',
  category: 'Rate limiting and quotas',
  snippet: '<quota-by-key calls="10000" bandwidth="40000" renewal-period="3600" counter-key="everybody" />',
  sections: ['inbound'],
  scopes: policyScopes,
  attributes: {
    calls: integer('Calls in each period.', { min: 1 }).optional(),
    bandwidth: integer('Kilobytes of request and response bodies in each period.', { min: 1 }).optional(),
    'renewal-period': text('Seconds of a period, at least 300; 0 = once for all.', {
      isTrimmed: true,
      pattern: { expression: '0|[3-9]\\d{2}|[1-9]\\d{3,8}', meaning: 'a whole number of at least 300, or 0,' },
    }),
    'counter-key': text('What calls are counted by; one counter for each value.').orExpression(),
    'increment-condition': boolean('Whether a call counts.').orExpression().optional(),
    'increment-count': integer('How much a call counts.', { min: 0, max: 1_000_000 }).orExpression().default(1),
    'first-period-start': text('When the first period began.', {
      isTrimmed: true,
      pattern: {
        expression: '\\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\\d|3[01])T(?:[01]\\d|2[0-3]):[0-5]\\d:[0-5]\\dZ',
        meaning: 'a time such as 2026-01-31T00:00:00Z',
      },
    }).default('0001-01-01T00:00:00Z'),
  },
  rules: [{ rule: 'at-least-one', of: ['calls', 'bandwidth'] }],
  judge,
  compile(settings, { counters, clock }) {
    const { calls } = settings
    const bytes = settings.bandwidth === undefined ? undefined : settings.bandwidth * bytesPerKilobyte
    const period = Number(settings['renewal-period'])
    const startMs = Date.parse(settings['first-period-start'])
    const atOnce = constantIncrement(settings)

    return (context) => {
      const counterKey = settings['counter-key'](context)
      const key = quotaKey(context.service.resourceId, counterKey)
      const isFirst = isFirstCount(context, key)
      // Bandwidth is asked first: it only looks, so that a call it refuses has not been counted.
      if (bytes !== undefined) {
        const { used, secondsLeft } = counters.readQuota(bandwidthKey(key), period, startMs)
        if (used >= bytes) {
          const amounts = { used: Math.ceil(used / bytesPerKilobyte), limit: bytes / bytesPerKilobyte }
          const counter = counterOf(
            context,
            {
              unit: 'kilobytes',
              key: counterKey,
              ...amounts,
              periodSeconds: period,
              retryAfterSeconds: secondsLeft,
            },
            clock,
          )
          throw new AppError('BandwidthQuotaExceeded', { retryAfterSeconds: secondsLeft, counter })
        }
      }
      if (calls !== undefined) {
        const verdict = counters.hitQuota(callsKey(key), calls, period, startMs, isFirst ? (atOnce ?? 0) : 0)
        if (!verdict.isAllowed) {
          const { remaining, retryAfterSeconds } = verdict
          const window = { limit: calls, periodSeconds: period, retryAfterSeconds }
          const counter = counterOf(
            context,
            { unit: 'calls', key: counterKey, used: calls - remaining, ...window },
            clock,
          )
          throw new AppError('CallQuotaExceeded', { retryAfterSeconds, counter })
        }
      }
      const countsLater = calls !== undefined && atOnce === undefined
      if (!isFirst || (!countsLater && bytes === undefined)) return
      context.onFinished(({ requestBytes, responseBytes }) => {
        const amount = atOnce ?? incrementOf(settings, context)
        // A call that does not count moves nothing, either.
        if (amount === 0) return
        if (countsLater) counters.addQuota(callsKey(key), period, startMs, amount)
        const moved = requestBytes + responseBytes
        if (bytes !== undefined && moved > 0) counters.addQuota(bandwidthKey(key), period, startMs, moved)
      })
    }
  },
})
