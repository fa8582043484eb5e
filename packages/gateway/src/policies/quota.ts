import type { SubscriptionProperties } from '@sluice/contracts'
import { AppError } from '@sluice/contracts/errors'
import type { Counters } from '../counters/counters.ts'
import { bandwidthKey, callsKey, quotaKey } from '../counters/quota-keys.ts'
import { integer, seconds } from '../pipeline/attributes.ts'
import type { CallContext } from '../pipeline/call-context.ts'
import { definePolicy } from '../pipeline/define-policy.ts'
import type { PolicyServices } from '../pipeline/policy-services.ts'
import { keptBySubscription } from './kept-by-subscription.ts'
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
    const windowOf = keptBySubscription(({ resourceId, properties }): Window => {
      const key = quotaKey(resourceId, scopeId)
      return {
        callsKeys: limits.map(({ keySuffix }) => callsKey(key + keySuffix)),
        bandwidthKeys: limits.map(({ keySuffix }) => bandwidthKey(key + keySuffix)),
        startMs: startOf(properties),
      }
    })

    return (context) => {
      const { subscription } = context
      if (subscription === undefined) return
      const window = windowOf(subscription)
      const hitAll = (amount: number) => {
        for (let at = 0; at < limits.length; at += 1) {
          const { limit, keySuffix, appliesTo } = limits[at] as ScopedLimit<QuotaLimit>
          if (limit.calls === undefined || !appliesTo(context)) continue
          const key = window.callsKeys[at] as string
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
  /** Of the counter of each limit, in their order. */
  readonly callsKeys: readonly string[]
  readonly bandwidthKeys: readonly string[]
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
  for (const [at, { limit, keySuffix, appliesTo }] of limits.entries()) {
    if (limit.bytes === undefined || !appliesTo(context)) continue
    const state = counters.readQuota(window.bandwidthKeys[at] ?? '', limit.periodSeconds, window.startMs)
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
  const counted = limits.flatMap(({ limit, appliesTo }, at) =>
    limit.bytes !== undefined && appliesTo(context)
      ? [{ key: window.bandwidthKeys[at] ?? '', periodSeconds: limit.periodSeconds }]
      : [],
  )
  if (counted.length === 0) return
  context.onFinished(({ requestBytes, responseBytes }) => {
    const moved = requestBytes + responseBytes
    if (moved === 0) return
    for (const { key, periodSeconds } of counted) counters.addQuota(key, periodSeconds, window.startMs, moved)
  })
}

function startOf({ startDate, createdDate }: SubscriptionProperties): number {
  const startMs = Date.parse(startDate ?? createdDate)
  // A date that cannot be read must not make the window move: windows then count from 1970.
  return Number.isNaN(startMs) ? 0 : startMs
}
