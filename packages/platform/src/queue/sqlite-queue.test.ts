import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { createFixedClock } from '../clock/fixed-clock.ts'
import { createSystemClock } from '../clock/system-clock.ts'
import { describeQueue } from './queue.suite.ts'
import { openSqliteQueue } from './sqlite-queue.ts'

describeQueue('SQLite', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'queue-'))
  const clock = createFixedClock()
  return {
    open: async () => openSqliteQueue({ file: join(folder, 'queue.db'), clock, watchEveryMs: 5 }),
    expireLeases: async () => clock.advance(60_000),
    remove: () => rm(folder, { recursive: true }),
  }
})

describe('a queue in SQLite', () => {
  it('takes quickly out of many', async () => {
    const queue = openSqliteQueue({ file: ':memory:', clock: createFixedClock() })
    const addAll = async (from: number, to: number) => {
      for (let index = from; index < to; index += 1) await queue.add({ id: `task ${index}`, group: `${index % 500}` })
    }
    const timeOf = async (count: number) => {
      const begin = performance.now()
      for (let turn = 0; turn < count; turn += 1) await (await queue.take({ perGroup: 40 }))?.finish()
      return performance.now() - begin
    }
    await addAll(0, 1000)
    await timeOf(200)
    const few = await timeOf(200)
    await addAll(1000, 20_000)
    const many = await timeOf(200)
    // One that looked at every task would take twenty times as long.
    expect(many / few).toBeLessThan(8)
    await queue.close()
  })

  it('has what a killed process held: at once when none but one opens it, else after the lease', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'queue-'))
    const file = join(folder, 'queue.db')
    const script = join(folder, 'holder.mts')
    const [queuePath, clockPath] = ['sqlite-queue.ts', '../clock/system-clock.ts'].map((path) =>
      JSON.stringify(join(import.meta.dirname, path)),
    )
    await writeFile(
      script,
      `import { openSqliteQueue } from ${queuePath}
       import { createSystemClock } from ${clockPath}
       const queue = openSqliteQueue({ file: ${JSON.stringify(file)}, clock: createSystemClock() })
       for (const id of ['1', '2', '3']) await queue.add({ id, group: 'a' })
       await queue.take({ perGroup: 9 })
       await queue.take({ perGroup: 9 })
       console.log('held')
       setInterval(() => {}, 1000)`,
    )
    const holder = spawn(process.execPath, [script], { stdio: ['ignore', 'pipe', 'inherit'] })
    await once(holder.stdout, 'data')
    holder.kill('SIGKILL')
    await once(holder, 'exit')

    const shared = openSqliteQueue({ file, clock: createSystemClock() })
    expect(await shared.count()).toEqual({ waiting: 1, running: 2 })
    await shared.close()
    const alone = openSqliteQueue({ file, clock: createSystemClock(), isOnlyProcess: true })
    expect(await alone.count()).toEqual({ waiting: 3, running: 0 })
    expect(await alone.take({ perGroup: 9 })).toMatchObject({ id: '1', attempt: 2 })
    await alone.close()
    await rm(folder, { recursive: true })
  })

  it('says which file cannot be opened', () => {
    const open = () =>
      openSqliteQueue({ file: join(tmpdir(), 'no', 'such', 'folder', 'queue.db'), clock: createFixedClock() })
    expect(open).toThrow('queue.db')
  })
})
