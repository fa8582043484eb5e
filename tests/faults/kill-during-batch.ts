import { randomBytes } from 'node:crypto'
import { type BatchClient, createBatchClient, hasEnded } from '../support/batch-client.ts'
import { isReady } from '../support/is-ready.ts'
import { childrenOf, waitUntil } from '../support/processes.ts'
import { type RunningSluice, startSluice } from '../support/start-sluice.ts'
import { createSeededRandom } from './seeded-random.ts'

export interface KillDuringBatchOptions {
  readonly kills: number
  readonly seed: number
  onKill?(count: number): void
}

export interface KillDuringBatchResult {
  readonly kills: number
  /** By what was killed. */
  readonly victims: Readonly<Record<string, number>>
  readonly finishedJobs: number
  /** Ascending: from when the role answered again until a job got on. */
  readonly resumedAfterMs: readonly number[]
  /** Jobs that were lost or failed, and outputs that are not what an undisturbed run gives: each in a sentence. */
  readonly faults: readonly string[]
}

const rows = 4_000
const jobsAtOnce = 3
const longestLifeMs = 1_500
/** For the last jobs, on a machine that does much else. */
const longestEndMs = 120_000

/** kill -9 of `ml`, of its batch process, of `storage` and of `management` during jobs of dozens of checkpoints; outputs are compared. */
export async function killDuringBatch(options: KillDuringBatchOptions): Promise<KillDuringBatchResult> {
  const random = createSeededRandom(options.seed)
  const token = randomBytes(16).toString('hex')
  const sluice = await startSluice({
    args: ['--role', 'management', '--role', 'ml', '--role', 'storage'],
    environment: { SLUICE_MANAGEMENT_TOKEN: token, SLUICE_BATCH_CHUNK_KILOBYTES: '4' },
  })
  try {
    const client = await createBatchClient(sluice, token)
    await client.upload('in.csv', inputOf(random))
    const reference = await runOnce(client, 'reference.csv')
    const faults: string[] = []
    const victims: Record<string, number> = {}
    const resumedAfterMs: number[] = []
    const jobs = new Map<string, string>()
    let made = 0
    let finishedJobs = 0

    const fill = async () => {
      while (jobs.size < jobsAtOnce) {
        made += 1
        const output = `out-${made}.csv`
        const id = await answered(() => client.submit({ input: 'in.csv', output }))
        // Nobody was told of it.
        if (id === undefined) return
        const isStarted = (await answered(async () => client.start(id).then(() => true))) ?? false
        if (isStarted) jobs.set(id, output)
      }
    }
    const look = async () => {
      for (const [id, output] of jobs) {
        const status = await answered(() => client.status(id))
        if (status === undefined || !hasEnded(status)) continue
        jobs.delete(id)
        if (status.StatusCode !== 'Finished') faults.push(`The job ${id} ended ${status.StatusCode}: ${status.Details}`)
        else {
          finishedJobs += 1
          await waitUntil(() => areReady(sluice))
          const content = await answered(() => client.download(output))
          if (content !== undefined && !content.equals(reference)) faults.push(`${output} of ${id} differs.`)
        }
      }
    }

    for (let count = 1; count <= options.kills; count += 1) {
      await waitUntil(() => areReady(sluice))
      await look()
      await fill()
      await new Promise((resolve) => setTimeout(resolve, random() * longestLifeMs))
      const victim = kill(sluice, random())
      victims[victim] = (victims[victim] ?? 0) + 1
      options.onKill?.(count)
      if (victim === 'ml') await measureResumption(client, sluice, [...jobs.keys()], resumedAfterMs)
    }
    const giveUpAt = performance.now() + longestEndMs
    while (jobs.size > 0 && performance.now() < giveUpAt) {
      await look()
      await new Promise((resolve) => setTimeout(resolve, 50))
    }
    if (jobs.size > 0) faults.push(`${jobs.size} job(s) did not end.`)
    if (faults.length > 0) faults.push(errorsIn(sluice.output().stderr))
    client.close()
    return {
      kills: options.kills,
      victims,
      finishedJobs,
      resumedAfterMs: resumedAfterMs.sort((one, other) => one - other),
      faults,
    }
  } finally {
    await sluice.remove()
  }
}

/** Texts with quotes, commas and line ends in them. */
function inputOf(random: () => number): Buffer {
  const words = ['good', 'day', '"quoted"', 'one, two', 'line\nbreak', 'däy', 'x']
  const text = () =>
    Array.from({ length: 1 + Math.floor(random() * 12) }, () => words[Math.floor(random() * words.length)])
  const lines = Array.from({ length: rows }, () => `"${text().join(' ').replaceAll('"', '""')}"\n`)
  return Buffer.from(`Col2\n${lines.join('')}`)
}

async function runOnce(client: BatchClient, output: string): Promise<Buffer> {
  const id = await client.submit({ input: 'in.csv', output })
  await client.start(id)
  await waitUntil(async () => hasEnded(await client.status(id)))
  const content = await client.download(output)
  if (content === undefined) throw new Error(`The reference job ended ${JSON.stringify(await client.status(id))}`)
  return content
}

/** What the roles logged beside the kills, for whoever looks for the reason. */
const errorsIn = (log: string): string =>
  log
    .split('\n')
    .filter((line) => line.includes('"level":"error"') && !line.includes('SIGKILL'))
    .slice(-10)
    .join('\n')

/** Undefined where the answer did not come. */
async function answered<Result>(work: () => Promise<Result>): Promise<Result | undefined> {
  try {
    return await work()
  } catch (error) {
    // `fetch` fails with a TypeError when the connection does; so does the storage while it starts again.
    const isOfConnection = error instanceof TypeError || (error as { code?: string }).code === 'BlobStorageFailed'
    if (!isOfConnection) throw error
    return undefined
  }
}

/** @returns what was killed */
function kill(sluice: RunningSluice, chance: number): 'ml' | 'batch process' | 'storage' | 'management' {
  const ml = sluice.pidOf('ml')
  const worker = childrenOf(ml).find(({ command }) => command.includes('batch-worker'))
  if (chance < 0.4 && worker !== undefined) {
    process.kill(worker.pid, 'SIGKILL')
    return 'batch process'
  }
  const role = chance < 0.65 ? 'storage' : chance < 0.9 ? 'ml' : 'management'
  process.kill(sluice.pidOf(role), 'SIGKILL')
  return role
}

async function measureResumption(client: BatchClient, sluice: RunningSluice, ids: readonly string[], found: number[]) {
  if (ids.length === 0) return
  await waitUntil(() => areReady(sluice))
  const before = await Promise.all(ids.map((id) => answered(() => client.status(id))))
  if (before.every((status) => status === undefined || hasEnded(status))) return
  const start = performance.now()
  await waitUntil(async () => {
    const now = await Promise.all(ids.map((id) => answered(() => client.status(id))))
    return now.some(
      (status, index) =>
        status !== undefined && (hasEnded(status) || status.Progress?.BytesRead !== before[index]?.Progress?.BytesRead),
    )
  })
  found.push(Math.round(performance.now() - start))
}

const areReady = async ({ addresses: { management, ml, storage } }: RunningSluice): Promise<boolean> => {
  const answers = await Promise.all([management, ml, storage].map((address) => isReady(address)))
  return answers.every((isOk) => isOk)
}
