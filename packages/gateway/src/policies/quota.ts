import type { SubscriptionProperties } from '@sluice/contracts'
import { AppError } from '@sluice/contracts/errors'
import type { Counters } from '../counters/counters.ts'
import { bandwidthKey, callsKey, quotaKey } from '../counters/quota-keys.ts'
import { integer, seconds } from '../pipeline/attributes.ts'
import type { CallContext } from '../pipeline/call-context.ts'
import { definePolicy } from '../pipeline/define-policy.ts'
import type { PolicyServices } from '../pipeline/policy-services.ts'
import { counterOf } from './limit-counter.ts'
import { narrowerLimits, type ScopedLimit, scopedLimits } from './limit-scope.ts'

const limit = {
  calls: integer('Calls in each period.', { min: 1 }).optional(),
  bandwidth: integer('Kilobytes of request and response bodies in each period.', { min: 1 }).optional(),
  'renewal-period': seconds('Seconds of a period, counted from the start of the subscription; 0 = once for all.', {
    min: 0,
  }),
}
const limitRule = { rule: 'at-least-one', of: ['calls', 'bandwidth'] } as const

const bytesPerKilobyte = 1024

/**
 * At most so many calls, or kilobytes of request and response bodies, of a subscription within each of the fixed
 * windows that follow one another from the start of the subscription; 0 seconds = once for all. A call without a
 * subscription is not counted.
 * @see reference: API Management, 3.3
 */
export const quota = definePolicy({
  name: 'quota',
  summary: 'Refuses calls of a subscription beyond so many, or so many kilobytes, in each renewal period.',
  category: 'Rate limiting and quotas',
  snippet: '<quota calls="10000" bandwidth="40000" renewal-period="86400" />',
  sections: ['inbound'],
  scopes: ['product'],
  isOncePerSection: true,
  attributes: limit,
  rules: [limitRule],
  content: narrowerLimits(limit, [limitRule]),
  compile(settings, { counters, clock }, { scopeId }) {
    const limits = scopedLimits(settings, toLimit)
    const hasBandwidth = limits.some((scoped) => scoped.limit.bytes !== undefined)

    return (context) => {
      const { subscription } = context
      if (subscription === undefined) return
      const window: Window = {
        key: quotaKey(subscription.resourceId, scopeId),
        startMs: startOf(subscription.properties),
      }
      const hitAll = (amount: number) => {
        for (const { limit, keySuffix, appliesTo } of limits) {
          if (limit.calls === undefined || !appliesTo(context)) continue
          const key = callsKey(`${window.key}${keySuffix}`)
          const verdict = counters.hitQuota(key, limit.calls, limit.periodSeconds, window.startMs, amount)
          if (verdict.isAllowed) continue
          const { remaining, retryAfterSeconds } = verdict
          const used = limit.calls - remaining
          const state = { limit: limit.calls, periodSeconds: limit.periodSeconds, retryAfterSeconds }
          const counter = counterOf(
            context,
            { unit: 'calls', key: subscription.id, part: keySuffix, used, ...state },
            clock,
          )
          throw new AppError('CallQuotaExceeded', { retryAfterSeconds, counter })
        }
      }
      // Bandwidth is asked first: it only looks, so that a call it refuses has not been counted. For the same reason
      // all limits of calls are asked before the first one counts.
      if (hasBandwidth) refuseWithoutBandwidth(limits, window, context, { counters, clock })
      if (limits.length > 1) hitAll(0)
      hitAll(1)
      if (hasBandwidth) countBandwidth(limits, window, context, counters)
    }
  },
})

interface QuotaLimit {
  readonly calls: number | undefined
  readonly bytes: number | undefined
  readonly periodSeconds: number
}

interface Window {
  readonly key: string
  readonly startMs: number
}

function toLimit(settings: {
  readonly calls: number | undefined
  readonly bandwidth: number | undefined
  readonly 'renewal-period': number
}): QuotaLimit {
  return {
    calls: settings.calls,
    bytes: settings.bandwidth === undefined ? undefined : settings.bandwidth * bytesPerKilobyte,
    periodSeconds: settings['renewal-period'],
  }
}

function refuseWithoutBandwidth(
  limits: readonly ScopedLimit<QuotaLimit>[],
  window: Window,
  context: CallContext,
  { counters, clock }: Pick<PolicyServices, 'counters' | 'clock'>,
): void {
  for (const { limit, keySuffix, appliesTo } of limits) {
    if (limit.bytes === undefined || !appliesTo(context)) continue
    const state = counters.readQuota(bandwidthKey(`${window.key}${keySuffix}`), limit.periodSeconds, window.startMs)
    if (state.used >= limit.bytes) {
      const retryAfterSeconds = state.secondsLeft
      const amounts = { used: Math.ceil(state.used / bytesPerKilobyte), limit: limit.bytes / bytesPerKilobyte }
      const counted = { unit: 'kilobytes', key: context.subscription?.id ?? '', part: keySuffix, ...amounts }
      const counter = counterOf(context, { ...counted, periodSeconds: limit.periodSeconds, retryAfterSeconds }, clock)
      throw new AppError('BandwidthQuotaExceeded', { retryAfterSeconds, counter })
    }
  }
}

/** How much a call moves is known at its end only; the call that crosses the limit is let through whole. */
function countBandwidth(
  limits: readonly ScopedLimit<QuotaLimit>[],
  window: Window,
  context: CallContext,
  counters: Counters,
): void {
  const counted = limits.filter((scoped) => scoped.limit.bytes !== undefined && scoped.appliesTo(context))
  if (counted.length === 0) return
  context.onFinished(({ requestBytes, responseBytes }) => {
    const moved = requestBytes + responseBytes
    if (moved === 0) return
    for (const { limit, keySuffix } of counted) {
      counters.addQuota(bandwidthKey(`${window.key}${keySuffix}`), limit.periodSeconds, window.startMs, moved)
    }
  })
}

/** Read once per version of a subscription: a snapshot's properties never change. */
const startsMs = new WeakMap<SubscriptionProperties, number>()

function startOf(properties: SubscriptionProperties): number {
  let startMs = startsMs.get(properties)
  if (startMs === undefined) {
    startMs = Date.parse(properties.startDate ?? properties.createdDate)
    // A date that cannot be read must not make the window move: windows then count from 1970.
    if (Number.isNaN(startMs)) startMs = 0
    startsMs.set(properties, startMs)
  }
  return startMs
}
