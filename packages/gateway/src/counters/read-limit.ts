import type { LimitAddress } from '@sluice/contracts'
import type { Clock } from '@sluice/platform'
import { type CounterTable, entryKind } from './counter-table.ts'
import { bandwidthKey, callsKey, quotaByKey, quotaKey } from './quota-keys.ts'
import { readWindow } from './quota-window.ts'
import { hitsInWindow } from './window-hits.ts'

interface Sources {
  readonly table: CounterTable
  readonly clock: Clock
}

const bytesPerKilobyte = 1024

/**
 * What the counter stands at now by which a call was refused; undefined = nothing is counted here, or nobody can tell
 * from the record of a call which counter it was. Counts nothing itself.
 */
export function readLimit(service: string, limit: LimitAddress, sources: Sources): number | undefined {
  const { rule, key, part = '', document = '', periodSeconds } = limit
  const root = `/services/${service.toLowerCase()}`
  const subscription = `${root}/subscriptions/${key.toLowerCase()}`
  const scopeId = document.replace(/\/policies\/policy$/, '')
  switch (rule) {
    case 'rate-limit':
      return readHits(`rate-limit|${subscription}|${scopeId}${part}`, periodSeconds, sources)
    case 'rate-limit-by-key':
      return readHits(`rate-limit-by-key|${root}|${key}`, periodSeconds, sources)
    case 'llm-token-limit':
    case 'azure-openai-token-limit':
      return readHits(`tokens|${root}|${key}`, periodSeconds, sources)
    case 'quota':
      return readQuota(`${quotaKey(subscription, scopeId)}${part}`, limit, sources)
    case 'quota-by-key':
      return readQuota(quotaByKey(root, key), limit, sources)
    case 'limit-concurrency':
      return readInside(`concurrency|${root}|${key}`, sources)
    default:
      return undefined
  }
}

function readQuota(key: string, { unit }: LimitAddress, sources: Sources): number | undefined {
  if (unit !== 'kilobytes') return readWindow(callsKey(key), sources)?.used
  const window = readWindow(bandwidthKey(key), sources)
  return window && Math.ceil(window.used / bytesPerKilobyte)
}

function readHits(key: string, periodSeconds: number | undefined, { table, clock }: Sources): number | undefined {
  if (periodSeconds === undefined) return undefined
  for (const kind of [entryKind.windowLog, entryKind.windowParts] as const) {
    const found = table.find(key, kind)
    if (found === undefined) continue
    const used = hitsInWindow(table.values, found.offset, kind, { periodMs: periodSeconds * 1000, now: clock.now() })
    table.close(found.expiresAtSeconds)
    return used
  }
  return undefined
}

function readInside(key: string, { table }: Sources): number | undefined {
  const found = table.find(key, entryKind.slots)
  if (found === undefined) return undefined
  const inside = table.values[found.offset]
  table.close(found.expiresAtSeconds)
  return inside
}
