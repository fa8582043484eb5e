import { once } from 'node:events'
import { Worker } from 'node:worker_threads'
import { createFixedClock } from '@sluice/platform'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { allocateCounterTable, entryKind } from './counter-table.ts'
import { readQuotaRecord, restoreQuotas, saveQuotas } from './quota-record.ts'
import { createSharedCounters, maxLoggedHits, windowParts } from './shared-counters.ts'

const seed = Int32Array.of(1, 2, 3, 4)
const create = (entries = 1024) => {
  const clock = createFixedClock()
  return { clock, ...createSharedCounters(allocateCounterTable(entries, seed), clock) }
}

describe('a sliding window', () => {
  it('lets the limit through, says how long to wait, and lets the next through then', () => {
    const { clock, hitWindow } = create()
    for (let hit = 0; hit < 5; hit += 1) {
      expect(hitWindow('a', 5, 60)).toEqual({ isAllowed: true, remaining: 4 - hit, retryAfterSeconds: 0 })
      clock.advance(1000)
    }
    expect(hitWindow('a', 5, 60)).toEqual({ isAllowed: false, remaining: 0, retryAfterSeconds: 55 })
    expect(hitWindow('b', 5, 60).isAllowed).toBe(true)
    clock.advance(54_999)
    expect(hitWindow('a', 5, 60)).toEqual({ isAllowed: false, remaining: 0, retryAfterSeconds: 1 })
    clock.advance(1)
    expect(hitWindow('a', 5, 60)).toEqual({ isAllowed: true, remaining: 0, retryAfterSeconds: 0 })
    expect(hitWindow('a', 5, 60)).toEqual({ isAllowed: false, remaining: 0, retryAfterSeconds: 1 })
  })

  it('never opens with a limit of nothing', () => {
    expect(create().hitWindow('a', 0, 60)).toEqual({
      isAllowed: false,
      remaining: 0,
      retryAfterSeconds: Number.POSITIVE_INFINITY,
    })
  })

  it('waits for as many hits to leave as a lowered limit asks for', () => {
    const { clock, hitWindow } = create()
    for (let hit = 0; hit < 10; hit += 1) {
      hitWindow('a', 10, 60)
      clock.advance(1000)
    }
    // Of ten hits at 0 to 9 s, eight must leave before a third fits: the eighth leaves at 67 s, now is 10 s.
    expect(hitWindow('a', 3, 60).retryAfterSeconds).toBe(57)
  })

  it('agrees with a list of all hits while it keeps each hit by its time', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: maxLoggedHits }),
        fc.array(fc.integer({ min: 0, max: 4000 }), { maxLength: 200 }),
        (limit, pauses) => {
          const { clock, hitWindow } = create(16)
          let passed: number[] = []
          for (const pause of pauses) {
            clock.advance(pause)
            passed = passed.filter((time) => time > clock.now() - 10_000)
            const isAllowed = passed.length < limit
            if (isAllowed) passed.push(clock.now())
            expect(hitWindow('key', limit, 10).isAllowed).toBe(isAllowed)
          }
        },
      ),
    )
  })

  it('never lets more than the limit through in any window, and refuses none that waited a window and a part', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: maxLoggedHits + 1, max: 90 }),
        fc.array(fc.integer({ min: 0, max: 700 }), { minLength: 100, maxLength: 400 }),
        (limit, pauses) => {
          const { clock, hitWindow } = create(16)
          const passed: number[] = []
          for (const pause of pauses) {
            clock.advance(pause)
            const verdict = hitWindow('key', limit, 30)
            const now = clock.now()
            const partMs = 30_000 / windowParts
            if (verdict.isAllowed) passed.push(now)
            else expect(passed.filter((time) => time > now - 30_000 - partMs).length).toBeGreaterThanOrEqual(limit)
            expect(passed.filter((time) => time > now - 30_000).length).toBeLessThanOrEqual(limit)
          }
        },
      ),
    )
  })
})

describe('a quota', () => {
  it('renews at fixed times from its start on', () => {
    const { clock, hitQuota, readQuota } = create()
    const start = clock.now() - 3_000_000
    for (let hit = 0; hit < 3; hit += 1) expect(hitQuota('a', 3, 3600, start).isAllowed).toBe(true)
    expect(hitQuota('a', 3, 3600, start)).toEqual({ isAllowed: false, remaining: 0, retryAfterSeconds: 600 })
    clock.advance(600_000)
    expect(readQuota('a', 3600, start)).toEqual({ used: 0, secondsLeft: 3600 })
    expect(hitQuota('a', 3, 3600, start)).toEqual({ isAllowed: true, remaining: 2, retryAfterSeconds: 0 })
  })

  it('counts amounts that are known afterwards, and never ends without a period', () => {
    const { clock, hitQuota, addQuota } = create()
    expect(hitQuota('bytes', 1000, 0, 0, 0).isAllowed).toBe(true)
    addQuota('bytes', 0, 0, 5_000_000_000)
    clock.advance(1e12)
    expect(hitQuota('bytes', 1000, 0, 0, 0)).toEqual({
      isAllowed: false,
      remaining: 0,
      retryAfterSeconds: Number.POSITIVE_INFINITY,
    })
  })

  it('survives in a record, under the seed that its keys are hashed with', () => {
    const first = create()
    for (let key = 0; key < 50; key += 1) first.addQuota(`key-${key}`, 3600, 0, key)
    first.hitWindow('a window is not saved', 5, 60)
    // As files are read: in the middle of a larger piece of memory.
    const saved = Buffer.concat([Buffer.alloc(8), saveQuotas(first.table)]).subarray(8)
    const record = readQuotaRecord(saved)
    if (record === undefined) throw new Error('the record is not read')
    const second = createSharedCounters(allocateCounterTable(64, record.seed), first.clock)
    restoreQuotas(second.table, record)
    for (let key = 0; key < 50; key += 1) expect(second.readQuota(`key-${key}`, 3600, 0).used).toBe(key)
    for (const bytes of [
      new Uint8Array(),
      new Uint8Array(20),
      saveQuotas(first.table).subarray(4),
      Buffer.from('abc'),
    ]) {
      expect(readQuotaRecord(bytes)).toBeUndefined()
    }
  })
})

describe('the table that workers share', () => {
  it('lets exactly the limit through, however many workers hit at once', async () => {
    for (const limit of [50, 500]) {
      const buffer = allocateCounterTable(1024, seed)
      const totals = await Promise.all(
        Array.from({ length: 4 }, async () => {
          const worker = new Worker(new URL('./counting-worker.fixture.ts', import.meta.url), {
            workerData: { buffer, hits: 5000, limit },
          })
          const [total] = await once(worker, 'message')
          return total as { windowPassed: number; quotaPassed: number }
        }),
      )
      expect(totals.reduce((sum, total) => sum + total.windowPassed, 0)).toBe(limit)
      expect(totals.reduce((sum, total) => sum + total.quotaPassed, 0)).toBe(limit)
    }
  })

  it('goes on when a worker died with a lock in its hands', () => {
    const buffer = allocateCounterTable(16, seed)
    const clock = createFixedClock()
    const dead = createSharedCounters(buffer, clock)
    dead.hitQuota('a', 5, 60, 0)
    dead.table.open('a', entryKind.quota)
    const alive = createSharedCounters(buffer, clock)
    expect(alive.hitQuota('a', 5, 60, 0)).toEqual({ isAllowed: true, remaining: 3, retryAfterSeconds: 0 })
    expect(alive.hitQuota('a', 5, 60, 0).remaining).toBe(2)
  })

  it('makes room by the counter that expires first, and says so', () => {
    const { clock, hitQuota, readQuota, hitWindow, table } = create(16)
    hitWindow('first to expire', 5, 1)
    for (let key = 0; key < 15; key += 1) hitQuota(`q${key}`, 5, 3600, clock.now())
    hitQuota('one more', 5, 3600, clock.now())
    expect(table.evictions).toBe(1)
    for (let key = 0; key < 15; key += 1) expect(readQuota(`q${key}`, 3600, clock.now()).used).toBe(1)
    clock.advance(3_700_000)
    hitQuota('much later', 5, 3600, clock.now())
    expect(table.evictions).toBe(1)
  })
})
