import { spawn } from 'node:child_process'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { DatabaseSync } from 'node:sqlite'
import { setTimeout } from 'node:timers/promises'
import { createSystemClock, openSqliteStore } from '@sluice/platform'

export interface KillStoreOptions {
  readonly folder: string
  readonly rounds: number
  /** Two runs with one seed kill after the same delays. */
  readonly seed: number
}

/** How often the store is killed in the tests; a longer run passes its own number. */
export const killRounds = 6
const writers = ['left', 'right']
const longestDelayMs = 80

/**
 * Kills processes that write to one store, at random moments, and looks at what is left.
 * @returns every fault found; none when each acknowledged write is there and the file is whole
 */
export async function killStore({ folder, rounds, seed }: KillStoreOptions): Promise<string[]> {
  const file = join(folder, 'store.db')
  const random = createRandom(seed)
  const acknowledged = new Map(writers.map((writer) => [writer, 0]))
  const faults: string[] = []
  for (let round = 1; round <= rounds; round += 1) {
    await Promise.all(
      writers.map(async (writer) => {
        const last = await runAndKill(file, writer, random() * longestDelayMs)
        acknowledged.set(writer, Math.max(last, acknowledged.get(writer) ?? 0))
      }),
    )
    faults.push(...(await inspect(file, acknowledged)).map((fault) => `round ${round}: ${fault}`))
  }
  return faults
}

/** @returns the last number that the writer said was written */
async function runAndKill(file: string, writer: string, delayMs: number): Promise<number> {
  const child = spawn(process.execPath, [join(import.meta.dirname, 'store-writer.ts'), file, writer], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  let last = 0
  for await (const line of createInterface(child.stdout)) {
    if (!/^\d+$/.test(line)) throw new Error(`The writer ${writer} said: ${line}`)
    // The delay counts from the first write on, so that it falls among the writes.
    if (last === 0) void setTimeout(delayMs).then(() => child.kill('SIGKILL'))
    last = Number(line)
  }
  return last
}

async function inspect(file: string, acknowledged: ReadonlyMap<string, number>): Promise<string[]> {
  const faults: string[] = []
  const store = await openSqliteStore({ file, clock: createSystemClock() })
  const { changeNumber } = await store.readAll()
  for (const [writer, expected] of acknowledged) {
    const numbers = (await store.list(`/${writer}`)).map(({ body }) => body.n)
    const last = Number((await store.get(`/last/${writer}`))?.body.n)
    if (last < expected) faults.push(`${writer}: ${expected} was acknowledged, ${last} is there`)
    if (numbers.length !== last || numbers.some((n, index) => n !== index + 1)) {
      faults.push(`${writer}: holds ${numbers.length} documents, the count beside them says ${last}`)
    }
  }
  const changes = (await store.changesAfter(Math.max(0, changeNumber - 10_000), 10_000)) ?? []
  if (changes.at(-1)?.changeNumber !== changeNumber) faults.push(`the last change is not number ${changeNumber}`)
  const audited = await store.audit({ limit: 2 })
  if (audited.some((row) => row.changeNumber !== changeNumber)) faults.push('the last change is not in the audit')
  await store.close()
  const database = new DatabaseSync(file)
  const check = database.prepare('pragma integrity_check').all()
  database.close()
  if (JSON.stringify(check) !== '[{"integrity_check":"ok"}]')
    faults.push(`the file is damaged: ${JSON.stringify(check)}`)
  return faults
}

/** Mulberry32: numbers from 0 to 1 that follow from the seed. */
function createRandom(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let t = Math.imul(state ^ (state >>> 15), state | 1)
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61)
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32
  }
}
