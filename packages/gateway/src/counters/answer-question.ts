import type { GatewayAnswer, GatewayQuestion, QuotaCounter, QuotaQuestion, SnapshotEntry } from '@sluice/contracts'
import type { Clock } from '@sluice/platform'
import { parseSubscriptionScope } from '../snapshot/subscription-scope.ts'
import type { KeptTraces } from '../tracing/kept-traces.ts'
import { type CounterTable, entryKind } from './counter-table.ts'
import { bandwidthKey, callsKey, quotaByKey, quotaKey } from './quota-keys.ts'
import { readWindow, windowAt } from './quota-window.ts'
import { readLimit } from './read-limit.ts'

export interface QuestionSources {
  readonly table: CounterTable
  readonly clock: Clock
  /** An entry of the snapshot by its identifier. */
  find(id: string): SnapshotEntry | undefined
  readonly traces: KeptTraces
}

/**
 * Answers what management asks: about traces from what is kept of them, about quotas from the memory that all workers share: what is set holds for the next
 * call at any of them.
 */
export function answerQuestion(question: GatewayQuestion, sources: QuestionSources): GatewayAnswer {
  if (question.kind === 'list-traces') return { quotas: [], traces: sources.traces.list(question.service) }
  if (question.kind === 'find-trace') {
    const trace = sources.traces.find(question.service, question.traceId)
    return { quotas: [], ...(trace === undefined ? {} : { trace }) }
  }
  if (question.kind === 'read-limits') {
    const { service, limits } = question
    return { quotas: [], limitsUsed: limits.map((limit) => readLimit(service, limit, sources) ?? null) }
  }
  const quotas = keysOf(question, sources).flatMap((key) => {
    if (question.kind === 'set-quota') {
      const { callsCount, bytes, periodStartMs } = question
      if (callsCount !== undefined) setUsed(callsKey(key), periodStartMs, callsCount, sources)
      if (bytes !== undefined) setUsed(bandwidthKey(key), periodStartMs, bytes, sources)
    }
    return readCounter(key, sources)
  })
  return { quotas }
}

/**
 * What a quota counts by is the subscription; the product whose document sets it is the subscription's scope. What a
 * quota by key counts by is the key itself.
 */
function keysOf({ service, counterKey }: QuotaQuestion, { find }: QuestionSources): readonly string[] {
  const root = `/services/${service.toLowerCase()}`
  const subscription = find(`${root}/subscriptions/${counterKey.toLowerCase()}`)
  const byKey = quotaByKey(root, counterKey)
  if (subscription?.kind !== 'subscription') return [byKey]
  const scope = parseSubscriptionScope(subscription.properties.scope)
  return scope.kind === 'product' ? [quotaKey(subscription.id, `${root}/products/${scope.name}`), byKey] : [byKey]
}

function readCounter(key: string, sources: QuestionSources): readonly QuotaCounter[] {
  const calls = readWindow(callsKey(key), sources)
  const bandwidth = readWindow(bandwidthKey(key), sources)
  const window = calls ?? bandwidth
  if (window === undefined) return []
  return [
    {
      periodStartMs: window.startMs,
      periodEndMs: window.endMs,
      callsCount: calls?.used ?? 0,
      bytes: bandwidth?.used ?? 0,
    },
  ]
}

/** Nothing is set where nothing was counted yet, or when the period that was meant is over. */
function setUsed(key: string, periodStartMs: number, used: number, { table, clock }: QuestionSources): void {
  const found = table.find(key, entryKind.quota)
  if (found === undefined) return
  const { offset, expiresAtSeconds } = found
  const startMs = table.values[offset] as number
  const window = windowAt(clock.now(), startMs, table.values[offset + 1] as number, expiresAtSeconds)
  const isMeant = window.startMs === periodStartMs
  if (isMeant) {
    table.values[offset] = window.startMs
    table.values[offset + 1] = used
  }
  table.close(isMeant && window.endMs !== null ? Math.ceil(window.endMs / 1000) : expiresAtSeconds)
}
