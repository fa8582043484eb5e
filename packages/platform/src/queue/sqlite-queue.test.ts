import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { describe, expect, it } from 'vitest'
import type { Clock } from '../clock/clock.ts'
import { createFixedClock } from '../clock/fixed-clock.ts'
import { createSystemClock } from '../clock/system-clock.ts'
import { describeQueue } from './queue.suite.ts'
import { describeQueueProcesses } from './queue-processes.suite.ts'
import { openSqliteQueue } from './sqlite-queue.ts'
import { sqliteStatements } from './sqlite-statements.ts'

const leaseMs = 600_000

const create = async () => {
  const folder = await mkdtemp(join(tmpdir(), 'queue-'))
  const file = join(folder, 'queue.db')
  const system = createSystemClock()
  let aheadMs = 0
  // Other processes have the time of the system.
  const clock: Clock = { ...system, now: () => system.now() + aheadMs }
  return {
    shared: { kind: 'sqlite', file, leaseMs } as const,
    propertyRuns: 60,
    open: async () => openSqliteQueue({ file, clock, leaseMs, watchEveryMs: 5 }),
    async expireLeases() {
      aheadMs += leaseMs + 60_000
    },
    remove: () => rm(folder, { recursive: true }),
  }
}

describeQueue('SQLite', create)
describeQueueProcesses('SQLite', create)

describe('a queue in SQLite', () => {
  it('frees what was held when none but one opens it, without waiting for the leases', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'queue-'))
    const options = { file: join(folder, 'queue.db'), clock: createFixedClock() }
    const lost = openSqliteQueue(options)
    await lost.add({ id: '1', group: 'a' })
    await lost.take({ perGroup: 9 })
    const alone = openSqliteQueue({ ...options, isOnlyProcess: true })
    expect(await alone.count()).toEqual({ waiting: 1, running: 0 })
    expect(await alone.take({ perGroup: 9 })).toMatchObject({ id: '1', attempt: 2 })
    await Promise.all([lost.close(), alone.close()])
    await rm(folder, { recursive: true })
  })

  it('looks at no more tasks than it takes, however many wait', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'queue-'))
    const file = join(folder, 'queue.db')
    await openSqliteQueue({ file, clock: createFixedClock() }).close()
    const database = new DatabaseSync(file)
    const plan = (statement: string) =>
      database
        .prepare(`EXPLAIN QUERY PLAN ${statement}`)
        .all()
        .map(({ detail }) => String(detail))
    for (const [name, statement] of Object.entries(sqliteStatements)) {
      // The index of those that are held holds no others.
      const scans = plan(statement).filter((line) => /^SCAN tasks(?! USING INDEX tasks_held)/.test(line))
      expect([name, scans]).toEqual([name, name === 'countAll' ? ['SCAN tasks'] : []])
    }
    database.close()
    await rm(folder, { recursive: true })
  })

  it('says which file cannot be opened', () => {
    const open = () =>
      openSqliteQueue({ file: join(tmpdir(), 'no', 'such', 'folder', 'queue.db'), clock: createFixedClock() })
    expect(open).toThrow('queue.db')
  })
})
