import { createHash, createHmac } from 'node:crypto'
import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { createAccountSasToken, createSasToken } from '@sluice/contracts'
import { isReady } from '../support/is-ready.ts'
import { waitUntil } from '../support/processes.ts'
import { type RunningSluice, startSluice } from '../support/start-sluice.ts'
import { createSeededRandom } from './seeded-random.ts'

export interface KillStorageOptions {
  readonly kills: number
  readonly seed: number
  onKill?(count: number): void
}

export interface KillStorageResult {
  readonly kills: number
  readonly acknowledgedPuts: number
  readonly acknowledgedLists: number
  /** Calls whose answer a kill took away. */
  readonly unanswered: number
  /** Blobs that are not what was acknowledged, files that nothing refers to: each in a sentence. */
  readonly faults: readonly string[]
  /** What SQLite says of the file afterwards; `ok` when it is whole. */
  readonly integrity: string
}

const writers = 4
const namesPerWriter = 12
const longestLifeMs = 1500
const largestBytes = 400_000

/** What a blob may be after all: hashes of contents, or `gone`. */
interface Expectation {
  possible: string[]
}

const gone = 'gone'

/** kill -9 of `storage` at random moments while blobs are put, made of blocks and deleted; then a look at each. */
export async function killStorage(options: KillStorageOptions): Promise<KillStorageResult> {
  const random = createSeededRandom(options.seed)
  const sluice = await startSluice({ args: ['--role', 'storage'] })
  try {
    const calls = createCalls(sluice)
    await calls.makeContainer()
    const counts = { puts: 0, lists: 0, unanswered: 0 }
    const expectations = new Map<string, Expectation>()
    const state = { isOver: false }
    const writing = Array.from({ length: writers }, (_, writer) =>
      write(calls, expectations, counts, { writer, random: createSeededRandom(options.seed + writer + 1), state }),
    )
    for (let count = 1; count <= options.kills; count++) {
      await waitUntil(calls.isReady)
      await new Promise((resolve) => setTimeout(resolve, random() * longestLifeMs))
      process.kill(sluice.pidOf('storage'), 'SIGKILL')
      options.onKill?.(count)
    }
    state.isOver = true
    await Promise.all(writing)
    await waitUntil(calls.isReady)
    const faults = await findWrong(calls, expectations)
    await sluice.interrupt()
    const folder = join(sluice.dataFolder, 'storage')
    const { integrity, orphans } = checkFiles(folder)
    return {
      kills: options.kills,
      acknowledgedPuts: counts.puts,
      acknowledgedLists: counts.lists,
      unanswered: counts.unanswered,
      faults: [...faults, ...orphans],
      integrity,
    }
  } finally {
    await sluice.remove()
  }
}

type Calls = ReturnType<typeof createCalls>

function createCalls(sluice: RunningSluice) {
  const { accountName, accountKey, blobEndpoint } = JSON.parse(sluice.run('storage', '--json').stdout) as {
    readonly [name in 'accountName' | 'accountKey' | 'blobEndpoint']: string
  }
  const sign = (text: string) => createHmac('sha256', Buffer.from(accountKey, 'base64')).update(text).digest('base64')
  const expiresAt = Date.now() + 24 * 3_600_000
  const owner = createAccountSasToken({ account: accountName, permissions: ['r', 'c', 'w', 'd', 'l'], expiresAt }, sign)
  const token = createSasToken(
    { account: accountName, container: 'data', permissions: ['r', 'c', 'w', 'd', 'l'], expiresAt },
    sign,
  )
  return {
    isReady: () => isReady(new URL(blobEndpoint).origin),
    async makeContainer() {
      const made = await fetch(`${blobEndpoint}/data?restype=container&${owner}`, { method: 'PUT' })
      if (made.status !== 201) throw new Error(await made.text())
    },
    /** @returns undefined when a kill took the answer away */
    async send(method: string, name: string, { query = '', body }: { query?: string; body?: Buffer } = {}) {
      try {
        const response = await fetch(`${blobEndpoint}/data/${name}?${token}${query}`, {
          method,
          headers: { 'x-ms-blob-type': 'BlockBlob' },
          ...(body !== undefined && { body }),
        })
        return { status: response.status, bytes: Buffer.from(await response.arrayBuffer()) }
      } catch (error) {
        // `fetch` fails with a TypeError when the connection does; anything else is a fault of the test.
        if (!(error instanceof TypeError)) throw error
        await new Promise((resolve) => setTimeout(resolve, 20))
        return undefined
      }
    },
  }
}

interface Writer {
  readonly writer: number
  readonly random: () => number
  readonly state: { readonly isOver: boolean }
}

async function write(
  calls: Calls,
  expectations: Map<string, Expectation>,
  counts: { puts: number; lists: number; unanswered: number },
  { writer, random, state }: Writer,
): Promise<void> {
  for (let count = 0; !state.isOver; count++) {
    const name = `w${writer}-${Math.floor(random() * namesPerWriter)}`
    const expectation = expectations.get(name) ?? { possible: [gone] }
    expectations.set(name, expectation)
    const choice = random()
    if (choice < 0.55) {
      const body = contentOf(`${name} ${count}`, random)
      const answer = await attempt(expectation, hashOf(body), () => calls.send('PUT', name, { body }), 201)
      if (answer) counts.puts++
      else counts.unanswered++
    } else if (choice < 0.9) {
      const blocks = [0, 1, 2].map((at) => contentOf(`${name} ${count} ${at}`, random))
      for (const [at, body] of blocks.entries()) {
        // A block that was acknowledged has to be there for the list, whatever was killed in between.
        await untilAnswered(
          () => calls.send('PUT', name, { query: `&comp=block&blockid=${blockId(at)}`, body }),
          counts,
        )
      }
      const body = Buffer.from(
        `<BlockList>${blocks.map((_, at) => `<Latest>${decodeURIComponent(blockId(at))}</Latest>`).join('')}</BlockList>`,
      )
      const hash = hashOf(Buffer.concat(blocks))
      if (await attempt(expectation, hash, () => calls.send('PUT', name, { query: '&comp=blocklist', body }), 201))
        counts.lists++
      else counts.unanswered++
    } else if (!(await attempt(expectation, gone, () => calls.send('DELETE', name), 202, 404))) counts.unanswered++
  }
}

type Answer = Awaited<ReturnType<Calls['send']>>

/** @returns whether it was acknowledged, so that nothing else is possible any more */
async function attempt(
  expectation: Expectation,
  outcome: string,
  send: () => Promise<Answer>,
  ...expected: readonly number[]
): Promise<boolean> {
  expectation.possible.push(outcome)
  const answer = await send()
  if (answer === undefined) return false
  if (!expected.includes(answer.status)) throw new Error(`${answer.status} ${answer.bytes.toString()}`)
  expectation.possible = [outcome]
  return true
}

async function untilAnswered(send: () => Promise<Answer>, counts: { unanswered: number }): Promise<void> {
  for (;;) {
    const answer = await send()
    if (answer?.status === 201) return
    if (answer !== undefined) throw new Error(`${answer.status} ${answer.bytes.toString()}`)
    counts.unanswered++
  }
}

async function findWrong(calls: Calls, expectations: ReadonlyMap<string, Expectation>): Promise<string[]> {
  const wrong: string[] = []
  for (const [name, { possible }] of expectations) {
    const answer = await calls.send('GET', name)
    const found =
      answer?.status === 200 ? hashOf(answer.bytes) : answer?.status === 404 ? gone : `status ${answer?.status}`
    if (!possible.includes(found)) wrong.push(`${name}: found ${found}, possible were ${possible.join(', ')}`)
  }
  return wrong
}

/** After an end in order there is a file for everything that is known, and nothing else. */
function checkFiles(folder: string): { readonly integrity: string; readonly orphans: readonly string[] } {
  const database = new DatabaseSync(join(folder, 'storage.db'), { readOnly: true })
  try {
    const integrity = String(Object.values(database.prepare('PRAGMA integrity_check').get() ?? {})[0])
    const known = Number(
      database
        .prepare(
          'SELECT count(*) AS n FROM (SELECT file FROM segments UNION SELECT file FROM staged UNION SELECT file FROM garbage)',
        )
        .get()?.n,
    )
    const files = readdirSync(join(folder, 'content'), { recursive: true, withFileTypes: true })
    const found = files.filter((entry) => entry.isFile()).length
    return { integrity, orphans: found === known ? [] : [`${found} files are there, ${known} are known`] }
  } finally {
    database.close()
  }
}

const blockId = (at: number): string => encodeURIComponent(Buffer.from(`block-${at}`).toString('base64'))
const hashOf = (bytes: Buffer): string => createHash('sha256').update(bytes).digest('hex').slice(0, 16)

/** Different each time, and longer than one piece as often as not. */
function contentOf(text: string, random: () => number): Buffer {
  return Buffer.alloc(text.length + 2 + Math.floor(random() * random() * largestBytes), `${text}\n`)
}
