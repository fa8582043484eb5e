import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { isReady } from '../support/is-ready.ts'
import { createManagementClient, type ManagementClient } from '../support/management-client.ts'
import { waitUntil } from '../support/processes.ts'
import { startSluice } from '../support/start-sluice.ts'
import { createSeededRandom } from './seeded-random.ts'

export interface KillDuringWritesOptions {
  readonly kills: number
  readonly seed: number
  onKill?(count: number): void
}

export interface KillDuringWritesResult {
  readonly kills: number
  readonly acknowledgedWrites: number
  /** Writes whose answer a kill took away. */
  readonly unansweredWrites: number
  /** Acknowledged, yet not there afterwards: each with what was expected and found. */
  readonly lost: readonly string[]
  /** What SQLite says of the file afterwards; `ok` when it is whole. */
  readonly integrity: string
}

const writers = 4
const longestLifeMs = 400

/** What one API may be after all: its last acknowledged name, or one that was sent after it and never answered. */
interface Expectation {
  acknowledged: string | undefined
  possible: string[]
}

/** kill -9 of `management` at random moments while several writers change resources, then a look at every one. */
export async function killDuringWrites(options: KillDuringWritesOptions): Promise<KillDuringWritesResult> {
  const random = createSeededRandom(options.seed)
  const sluice = await startSluice({ args: ['--role', 'management'] })
  try {
    const management = createManagementClient(sluice)
    const expectations = new Map<string, Expectation>()
    const counts = { acknowledged: 0, unanswered: 0 }
    let isOver = false
    const writing = Array.from({ length: writers }, async (_, writer) => {
      for (let count = 0; !isOver; count++) await writeOnce(management, expectations, counts, writer, count)
    })
    for (let count = 1; count <= options.kills; count++) {
      await waitUntil(() => isReady(sluice.addresses.management))
      await new Promise((resolve) => setTimeout(resolve, random() * longestLifeMs))
      process.kill(sluice.pidOf('management'), 'SIGKILL')
      options.onKill?.(count)
    }
    isOver = true
    await Promise.all(writing)
    await waitUntil(() => isReady(sluice.addresses.management))
    const lost = await findLost(management, expectations)
    await sluice.interrupt()
    return {
      kills: options.kills,
      acknowledgedWrites: counts.acknowledged,
      unansweredWrites: counts.unanswered,
      lost,
      integrity: checkFile(join(sluice.dataFolder, 'management.db')),
    }
  } finally {
    await sluice.remove()
  }
}

async function writeOnce(
  management: ManagementClient,
  expectations: Map<string, Expectation>,
  counts: { acknowledged: number; unanswered: number },
  writer: number,
  count: number,
): Promise<void> {
  // New resources and changes of old ones take turns.
  const id = `w${writer}-${count % 3 === 0 ? count : Math.floor(count / 30) * 30}`
  const displayName = `${id} at ${count}`
  const expectation = expectations.get(id) ?? { acknowledged: undefined, possible: [] }
  expectations.set(id, expectation)
  expectation.possible.push(displayName)
  try {
    const response = await management.send('PUT', `/apis/${id}`, {
      properties: { displayName, path: id, protocols: ['https'], serviceUrl: 'https://backend.example' },
    })
    const text = await response.text()
    if (!response.ok) throw new Error(`PUT ${id}: ${response.status} ${text}`)
    expectation.acknowledged = displayName
    expectation.possible = [displayName]
    counts.acknowledged++
  } catch (error) {
    // `fetch` fails with a TypeError when the connection does; anything else is an answer that should not be.
    if (!(error instanceof TypeError)) throw error
    counts.unanswered++
    await new Promise((resolve) => setTimeout(resolve, 20))
  }
}

async function findLost(
  management: ManagementClient,
  expectations: ReadonlyMap<string, Expectation>,
): Promise<string[]> {
  const lost: string[] = []
  for (const [id, { acknowledged, possible }] of expectations) {
    const response = await management.send('GET', `/apis/${id}`)
    const found = response.ok
      ? ((await response.json()) as { properties: { displayName: string } }).properties.displayName
      : undefined
    if (found === undefined ? acknowledged !== undefined : !possible.includes(found)) {
      lost.push(`${id}: acknowledged '${acknowledged}', found '${found}'`)
    }
  }
  return lost
}

function checkFile(file: string): string {
  const database = new DatabaseSync(file, { readOnly: true })
  try {
    return String(Object.values(database.prepare('PRAGMA integrity_check').get() ?? {})[0])
  } finally {
    database.close()
  }
}
