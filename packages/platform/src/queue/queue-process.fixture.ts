import { createSystemClock } from '../clock/system-clock.ts'
import { createMemoryLog } from '../log/memory-log.ts'
import type { WorkQueue } from './work-queue.ts'

/** What a process of a test opens. */
export type SharedQueue =
  | { readonly kind: 'sqlite'; readonly file: string; readonly leaseMs: number }
  | { readonly kind: 'postgres'; readonly url: string; readonly schema: string; readonly leaseMs: number }

/** What it does then: it takes all it may and keeps it, adds one task, or adds and takes and finishes without end. */
export type ProcessWork =
  | { readonly do: 'take'; readonly perGroup: number; readonly atMost: number }
  | { readonly do: 'add'; readonly id: string; readonly group: string }
  | { readonly do: 'churn'; readonly name: string }

async function open(shared: SharedQueue): Promise<WorkQueue> {
  if (shared.kind === 'postgres') {
    const { openPostgresQueue } = await import('./postgres-queue.ts')
    return openPostgresQueue({ ...shared, log: createMemoryLog() })
  }
  const { openSqliteQueue } = await import('./sqlite-queue.ts')
  return openSqliteQueue({ ...shared, clock: createSystemClock() })
}

const say = (word: string, id = '') => process.stdout.write(`${word} ${id}\n`)

async function churn(queue: WorkQueue, name: string): Promise<never> {
  for (let number = 0; ; number += 1) {
    const id = `${name}-${number}`
    await queue.add({ id, group: name })
    say('added', id)
    // Some wait, some are held and some are done when it is killed.
    if (number % 3 === 0) continue
    const task = await queue.take({ perGroup: 1000 })
    if (task === undefined || number % 3 === 1) continue
    say('finishing', task.id)
    await task.finish()
    say('finished', task.id)
  }
}

const [shared, work] = process.argv.slice(2).map((text) => JSON.parse(text)) as [SharedQueue, ProcessWork]
const queue = await open(shared)
if (work.do === 'churn') await churn(queue, work.name)
if (work.do === 'add') {
  await queue.add(work)
  await queue.close()
  say('end')
}
if (work.do === 'take') {
  for (let taken = 0; taken < work.atMost; taken += 1) {
    const task = await queue.take(work)
    if (task === undefined) break
    say('taken', task.id)
  }
  say('end')
  // It is killed while it holds them.
  setInterval(() => undefined, 60_000)
}
