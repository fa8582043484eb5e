import {
  bucketOfMicroseconds,
  type CallRecord,
  type LatencySummary,
  outcomeOfStatus,
  totalCalls,
  type UsageBatch,
  type UsageCell,
} from '@sluice/contracts'
import fc from 'fast-check'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { createFixedClock, type FixedClock } from '../clock/fixed-clock.ts'
import type { UsageRetention, UsageStore } from './usage-store.ts'

export interface UsageStoreUnderTest {
  readonly store: UsageStore
  /** A second one on the same data, where the implementation can be shared. */
  readonly neighbour?: UsageStore
  close(): Promise<void>
}

const retention: UsageRetention = {
  minutesForDays: 2,
  hoursForDays: 35,
  daysForDays: 400,
  recordsForDays: 7,
  mostRecords: 500_000,
  mostRecordBytes: 1_000_000_000,
}
const minuteMs = 60_000
const dayMs = 86_400_000
/** A Tuesday; what is not set otherwise is of this minute. */
export const noon = Date.UTC(2026, 2, 10, 12, 0)

const summaryOf = (times: readonly number[]): LatencySummary => {
  const counts = new Map<number, number>()
  for (const time of times) counts.set(bucketOfMicroseconds(time), (counts.get(bucketOfMicroseconds(time)) ?? 0) + 1)
  return {
    count: times.length,
    sum: times.reduce((sum, time) => sum + time, 0),
    min: times.length === 0 ? 0 : Math.min(...times),
    max: times.length === 0 ? 0 : Math.max(...times),
    buckets: [...counts].sort(([one], [other]) => one - other).flat(),
  }
}

interface CellOptions extends Partial<Omit<UsageCell, 'minute' | 'apiTime' | 'serviceTime'>> {
  readonly at?: number
  readonly times?: readonly number[]
  readonly serviceTimes?: readonly number[]
}

export function cellOf({ at = noon, times, serviceTimes, ...rest }: CellOptions = {}): UsageCell {
  const calls = rest.calls ?? times?.length ?? 1
  return {
    service: 'contoso',
    status: 200,
    cache: 'none',
    calls,
    bytesIn: 10 * calls,
    bytesOut: 100 * calls,
    ...rest,
    minute: Math.floor(at / minuteMs),
    apiTime: summaryOf(times ?? Array(calls).fill(2000)),
    serviceTime: summaryOf(serviceTimes ?? []),
  }
}

export const recordOf = (options: Partial<CallRecord> & Pick<CallRecord, 'requestId'>): CallRecord => ({
  timestamp: noon,
  service: 'contoso',
  status: 200,
  cache: 'none',
  method: 'GET',
  url: 'https://gateway.example.com/echo/resource?a=1',
  callerIpAddress: '203.0.113.7',
  requestSize: 0,
  responseSize: 20,
  apiTime: 1500,
  ...options,
})

/** What every store of usage does, whatever is behind it. */
export function describeUsageStore(name: string, open: (clock: FixedClock) => Promise<UsageStoreUnderTest>): void {
  describe(name, () => {
    let clock: FixedClock
    let subject: UsageStoreUnderTest
    let store: UsageStore
    let service: string
    let gateway: string
    let drawn = 0
    let sent = 0
    beforeAll(async () => {
      clock = createFixedClock(noon)
      subject = await open(clock)
      store = subject.store
    })
    afterAll(() => subject?.close())
    beforeEach(() => {
      // A corner of the store that no other test uses.
      drawn += 1
      sent = 0
      service = `service-${drawn}`
      gateway = drawn.toString(16).padStart(32, '0')
    })

    const batchOf = (cells: readonly UsageCell[], records: readonly CallRecord[] = []): UsageBatch => ({
      gateway,
      number: ++sent,
      cells: cells.map((cell) => ({ ...cell, service })),
      records: records.map((record) => ({ ...record, service })),
    })
    const accept = (cells: readonly UsageCell[], records: readonly CallRecord[] = []) =>
      store.accept(batchOf(cells, records))
    const hour = { from: noon, to: noon + 60 * minuteMs }
    const total = async (range = hour) =>
      (await store.read({ service, ...range })).rows.reduce((sum, { sums }) => sum + totalCalls(sums), 0)

    it('sums up by each dimension, with all that is counted', async () => {
      const call = { api: 'echo', operation: 'get', product: 'starter', subscription: 's1', user: 'u1' }
      await accept([
        cellOf({ ...call, times: [1000, 3000], serviceTimes: [500, 900], cache: 'miss' }),
        cellOf({ ...call, status: 429, times: [100] }),
        cellOf({ ...call, at: noon + minuteMs, status: 500, times: [7000], serviceTimes: [6000] }),
        cellOf({ api: 'other', operation: 'get', status: 404, cache: 'hit', times: [50] }),
        cellOf({ status: 404, times: [40] }),
      ])
      const sums = {
        success: 2,
        blocked: 1,
        failed: 1,
        other: 0,
        hits: 0,
        misses: 2,
        bytesIn: 40,
        bytesOut: 400,
        apiCount: 4,
        apiSum: 11_100,
        apiMin: 100,
        apiMax: 7000,
        serviceCount: 3,
        serviceSum: 7400,
        serviceMin: 500,
        serviceMax: 6000,
      }
      const byApi = await store.read({ service, ...hour, by: 'api' })
      expect(byApi.rows.find(({ dimensions }) => dimensions.api === 'echo')).toMatchObject({ sums, at: noon })
      expect(byApi.rows.map(({ dimensions }) => dimensions.api).sort()).toEqual(['echo', 'other', undefined])
      const byOperation = await store.read({ service, ...hour, by: 'operation', where: { api: 'echo' } })
      expect(byOperation.rows.map(({ dimensions }) => dimensions)).toEqual([{ api: 'echo', operation: 'get' }])
      for (const by of ['product', 'subscription', 'user'] as const) {
        const { rows } = await store.read({ service, ...hour, by, where: { [by]: call[by] } })
        expect(rows).toMatchObject([{ dimensions: { [by]: call[by] }, sums }])
      }
      const crossed = await store.read({ service, ...hour, by: 'user', where: { operation: 'get', api: 'echo' } })
      expect(crossed.rows).toMatchObject([{ dimensions: { user: 'u1' }, sums }])
      const anonymous = await store.read({ service, ...hour, by: 'api', where: { user: null } })
      expect(anonymous.rows.map(({ dimensions }) => dimensions.api).sort()).toEqual(['other', undefined])
      expect((await store.read({ service, ...hour, where: { user: 'nobody' } })).rows).toEqual([])
      expect((await store.read({ service: 'nowhere', ...hour })).rows).toEqual([])
    })

    it('adds a minute that comes in several batches, with statuses and histograms', async () => {
      await accept([cellOf({ times: [1000, 2000], serviceTimes: [10] })])
      await accept([cellOf({ times: [1000] }), cellOf({ status: 404, times: [90] })])
      const { rows } = await store.read({ service, ...hour, hasSpread: true })
      expect(rows[0]?.spread).toEqual({
        statuses: [200, 3, 404, 1],
        api: [90, 1, bucketOfMicroseconds(1000), 2, bucketOfMicroseconds(2000), 1],
        service: [10, 1],
      })
    })

    it('applies a batch once, however often it comes', async () => {
      const first = batchOf([cellOf()])
      expect(await store.accept(first)).toEqual({ applied: 1, lost: 0 })
      expect(await store.accept(batchOf([cellOf()]))).toEqual({ applied: 2, lost: 0 })
      expect(await store.accept(first)).toEqual({ applied: 2, lost: 0 })
      expect(await total()).toBe(2)
      const again = subject.neighbour ?? store
      await Promise.all([again.accept(first), store.accept(first)])
      expect(await total()).toBe(2)
    })

    it('refuses a batch before those that may still come', async () => {
      await accept([cellOf()])
      sent = 2
      await expect(accept([cellOf()])).rejects.toMatchObject({
        code: 'UsageBatchMissing',
        message: `Batch 3 of the gateway ${gateway} cannot be applied before batch 2.`,
      })
      expect(await total()).toBe(1)
    })

    it('goes on with a gateway whose earlier batches can come no more', async () => {
      const cells = [{ ...cellOf(), service }]
      const batch = { gateway, cells, records: [] }
      expect(await store.accept({ ...batch, number: 41 })).toEqual({ applied: 41, lost: 40 })
      await expect(store.accept({ ...batch, number: 51, oldest: 50 })).rejects.toThrow('before batch 50')
      expect(await store.accept({ ...batch, number: 50, oldest: 50 })).toEqual({ applied: 50, lost: 8 })
      expect(await store.accept({ ...batch, number: 51, oldest: 50 })).toEqual({ applied: 51, lost: 0 })
      expect(await total()).toBe(3)
    })

    it('shows what was accepted at once, also what a neighbour accepted', async () => {
      const { neighbour = store } = subject
      for (let n = 1; n <= 5; n += 1) {
        await (n % 2 === 0 ? store : neighbour).accept(batchOf([cellOf({ api: `a${n}` })]))
        expect(await total()).toBe(n)
      }
      await Promise.all([store.fold(), neighbour.fold(), store.fold()])
      expect(await total()).toBe(5)
    })

    it('gives a row for each interval that has calls', async () => {
      await accept([0, 14, 15, 29, 31, 120].map((minutes) => cellOf({ at: noon + minutes * minuteMs })))
      const read = async (intervalMinutes: number) => {
        const range = { from: noon + 10 * minuteMs, to: noon + 180 * minuteMs }
        const { rows } = await store.read({ service, ...range, intervalMinutes })
        return rows.map(({ at, sums }) => [(at - noon) / minuteMs, totalCalls(sums)]).sort(([a = 0], [b = 0]) => a - b)
      }
      expect(await read(15)).toEqual([
        [0, 1],
        [15, 2],
        [30, 1],
        [120, 1],
      ])
      expect(await read(60)).toEqual([
        [0, 4],
        [120, 1],
      ])
    })

    it('counts every call of any range once, at whatever level it is read', async () => {
      const start = noon - 20 * dayMs
      const times = [0, 59, 60, 1439, 1440, 5000, 10_079, 10_080, 10_081, 20_000, 20_160, 28_799]
      await accept(times.map((minutes, index) => cellOf({ at: start + minutes * minuteMs, calls: 1 + (index % 3) })))
      const range = fc.tuple(fc.nat(28_900), fc.nat(28_900))
      await fc.assert(
        fc.asyncProperty(range, fc.constantFrom(undefined, 15, 60, 1440, 420), async (bounds, intervalMinutes) => {
          const [from = 0, to = 0] = bounds.toSorted((a, b) => a - b)
          const { rows } = await store.read({
            service,
            from: start + from * minuteMs,
            to: start + to * minuteMs,
            ...(intervalMinutes === undefined ? {} : { intervalMinutes }),
          })
          const expected = times.reduce(
            (sum, minutes, index) => sum + (minutes >= from && minutes < to ? 1 + (index % 3) : 0),
            0,
          )
          expect(rows.reduce((sum, { sums }) => sum + totalCalls(sums), 0)).toBe(expected)
        }),
        { numRuns: 60, seed: 7 },
      )
    })

    it('finds calls by all that a record has, newest first', async () => {
      const records = [
        recordOf({ requestId: 'r1', api: 'echo', operation: 'get', user: 'u1', timestamp: noon }),
        recordOf({ requestId: 'r2', api: 'echo', status: 429, product: 'starter', timestamp: noon + 5 }),
        recordOf({ requestId: 'r3', subscription: 's1', url: 'https://g/100%_Sure', timestamp: noon + 5 }),
        recordOf({ requestId: 'r4', method: 'POST', callerIpAddress: '::1', status: 503, timestamp: noon + 9 }),
      ]
      await accept([], records)
      const find = async (query: object) =>
        (await store.findRecords({ service, limit: 10, ...query })).map(({ record }) => record.requestId)
      expect(await find({})).toEqual(['r4', 'r3', 'r2', 'r1'])
      expect(await find({ from: noon + 5, to: noon + 9 })).toEqual(['r3', 'r2'])
      expect(await find({ where: { api: 'echo' } })).toEqual(['r2', 'r1'])
      expect(await find({ where: { api: 'echo', user: null } })).toEqual(['r2'])
      expect(await find({ where: { operation: 'get' } })).toEqual(['r1'])
      expect(await find({ where: { product: 'starter' } })).toEqual(['r2'])
      expect(await find({ where: { subscription: 's1' } })).toEqual(['r3'])
      expect(await find({ where: { subscription: 'unknown' } })).toEqual([])
      expect(await find({ requestId: 'r1' })).toEqual(['r1'])
      expect(await find({ method: 'POST' })).toEqual(['r4'])
      expect(await find({ ip: '::1' })).toEqual(['r4'])
      expect(await find({ text: '%_sURE' })).toEqual(['r3'])
      expect(await find({ text: '%%' })).toEqual([])
      const statuses = [
        [429, 429],
        [500, 599],
      ]
      expect(await find({ statuses })).toEqual(['r4', 'r2'])
      expect(await find({ limit: 2, offset: 1 })).toEqual(['r3', 'r2'])
      const [, second] = await store.findRecords({ service, limit: 2 })
      expect(await find({ before: second })).toEqual(['r2', 'r1'])
      expect(await store.getRecord(service, 'r2')).toEqual({ ...records[1], service })
      expect(await store.getRecord('elsewhere', 'r2')).toBeUndefined()
    })

    it('keeps minutes, hours and days as long as is wanted, and answers from what is left', async () => {
      const at = (days: number, minutes = 0) => noon - days * dayMs + minutes * minuteMs
      await accept([at(0), at(3, 7), at(3, 50), at(40, 5), at(500)].map((time) => cellOf({ at: time, api: 'kept' })))
      expect(await total({ from: at(3, 7), to: at(3, 8) })).toBe(1)
      await store.prune(retention)
      await store.prune(retention)
      const read = async (from: number, to: number, intervalMinutes?: number) => {
        const { rows, ...range } = await store.read({
          service,
          from,
          to,
          ...(intervalMinutes === undefined ? {} : { intervalMinutes }),
        })
        return { ...range, calls: rows.reduce((sum, { sums }) => sum + totalCalls(sums), 0) }
      }
      // Only the hour is kept: it is answered as a whole.
      const hourOf = { from: at(3), to: at(3, 60), calls: 2 }
      expect(await read(at(3, 7), at(3, 8))).toEqual({ ...hourOf, intervalMinutes: undefined })
      expect(await read(at(3, 7), at(3, 8), 15)).toEqual({ ...hourOf, intervalMinutes: 60 })
      const midnight = at(40) - 12 * 60 * minuteMs
      expect(await read(at(40, 5), at(40, 6), 60)).toEqual({
        from: midnight,
        to: midnight + dayMs,
        calls: 1,
        intervalMinutes: 1440,
      })
      expect((await read(at(1000), at(-1))).calls).toBe(4)
      expect((await read(at(1000), at(399))).calls).toBe(0)
      // What comes so late goes to the levels that are still kept.
      await accept([cellOf({ at: at(3, 8) }), cellOf({ at: at(40, 6) }), cellOf({ at: at(500) })])
      expect((await read(at(3, 7), at(3, 8))).calls).toBe(3)
      expect((await read(at(1000), at(-1))).calls).toBe(6)
    })

    it('keeps no more records than are wanted, by age, number and size', async () => {
      const old = recordOf({ requestId: 'old', timestamp: noon - 8 * dayMs })
      const others = ['a', 'b', 'c'].map((requestId) => recordOf({ requestId, url: 'x'.repeat(1000) }))
      await accept([], [old, ...others])
      const kept = async (changed: Partial<UsageRetention>) => {
        await store.prune({ ...retention, ...changed })
        return (await store.findRecords({ service, limit: 10 })).map(({ record }) => record.requestId)
      }
      expect(await kept({})).toEqual(['c', 'b', 'a'])
      expect(await kept({ mostRecordBytes: 1_000_000 })).toEqual(['c', 'b', 'a'])
      expect(await kept({ mostRecords: 0 })).toEqual([])
      await accept([], others)
      expect(await kept({ mostRecordBytes: 100 })).toEqual([])
    })

    it('forgets a service that is purged, and only that', async () => {
      await accept([cellOf({ api: 'echo' })], [recordOf({ requestId: 'gone' })])
      const purged = service
      service = `${purged}-other`
      await accept([cellOf({ api: 'echo' })], [recordOf({ requestId: 'stays' })])
      await store.fold()
      expect(await store.services()).toEqual(expect.arrayContaining([purged, service]))
      await store.purge(purged)
      expect(await store.services()).not.toContain(purged)
      expect(await store.services()).toContain(service)
      expect(await total()).toBe(1)
      expect(await store.getRecord(service, 'stays')).toBeDefined()
      service = purged
      expect(await total()).toBe(0)
      expect(await store.getRecord(service, 'gone')).toBeUndefined()
      // One of the same name begins at nothing.
      await accept([cellOf({ api: 'echo' })])
      expect((await store.read({ service, ...hour, by: 'api' })).rows).toMatchObject([{ dimensions: { api: 'echo' } }])
      expect(await total()).toBe(1)
    })

    it('sorts every status as reports do', async () => {
      const statuses = [0, 100, 200, 301, 302, 303, 304, 307, 308, 400, 401, 403, 404, 429, 500, 599]
      await accept(statuses.map((status) => cellOf({ status })))
      const { rows } = await store.read({ service, ...hour })
      const count = (outcome: string) => statuses.filter((status) => outcomeOfStatus(status) === outcome).length
      expect(rows[0]?.sums).toMatchObject({
        success: count('success'),
        blocked: count('blocked'),
        failed: count('failed'),
        other: count('other'),
      })
    })
  })
}
