import { bucketOfMicroseconds, type CallRecord, type UsageCell, usageBatchesPath } from '@sluice/contracts'
import { startManagement } from '../management.fixture.ts'

/** The clock of the fixture stands here; a Monday. */
export const noon = Date.UTC(2026, 0, 5, 12)
export const minuteMs = 60_000

export type CellOptions = Partial<UsageCell> & { readonly at?: number; readonly time?: number }

/** Calls of one minute that took all the same time, in microseconds. */
export function cellOf({ at = noon - 10 * minuteMs, time = 2000, ...cell }: CellOptions = {}): UsageCell {
  const calls = cell.calls ?? 1
  return {
    service: 'sluice',
    status: 200,
    cache: 'none',
    calls,
    bytesIn: 10 * calls,
    bytesOut: 90 * calls,
    minute: Math.floor(at / minuteMs),
    apiTime: { count: calls, sum: time * calls, min: time, max: time, buckets: [bucketOfMicroseconds(time), calls] },
    serviceTime: { count: 0, sum: 0, min: 0, max: 0, buckets: [] },
    ...cell,
  }
}

export const recordOf = (record: Partial<CallRecord> & Pick<CallRecord, 'requestId'>): CallRecord => ({
  service: 'sluice',
  timestamp: noon - 10 * minuteMs,
  status: 200,
  cache: 'none',
  method: 'GET',
  url: 'https://gateway.example.com/echo/resource',
  callerIpAddress: '203.0.113.7',
  requestSize: 0,
  responseSize: 20,
  apiTime: 1500,
  ...record,
})

export const gatewayId = 'f'.repeat(32)

/** Management with its samples, a way to post as a gateway does, and the filter of the last day. */
export async function startUsage() {
  const management = await startManagement()
  let sent = 0
  const internalToken = await management.tokens.issue({ subject: 'gateway', role: 'internal' }, 3600)
  const post = async (body: unknown, token = internalToken) => {
    const response = await management.fetchRaw(usageBatchesPath, {
      method: 'POST',
      headers: { Authorization: `Bearer ${token}` },
      body: typeof body === 'string' ? body : JSON.stringify(body),
    })
    return { status: response.status, json: JSON.parse(await response.text()) }
  }
  return {
    ...management,
    post,
    /** The next batch of one gateway. */
    send: async (cells: readonly UsageCell[], records: readonly CallRecord[] = []) => {
      sent += 1
      return post({ gateway: gatewayId, number: sent, cells, records })
    },
  }
}

export const lastDay = "timestamp ge datetime'2026-01-04T12:00:00' and timestamp le datetime'2026-01-05T12:00:00'"

export const withFilter = (more = ''): string => `$filter=${encodeURIComponent(`${lastDay}${more}`)}`
