import { randomBytes } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { createSeededRandom } from '../../packages/ml/src/algorithms/seeded-random.ts'
import { type BatchClient, createBatchClient, hasEnded } from '../../tests/support/batch-client.ts'
import { childrenOf } from '../../tests/support/processes.ts'
import { type RunningSluice, startSluice } from '../../tests/support/start-sluice.ts'
import type { Rounds } from './subject.ts'

const sizes = [100, 1_000]
const smallJobs = 1_000
const pollMs = 100

interface LargeRun {
  readonly megabytes: number
  readonly seconds: number
  /** Peak of each process, in megabytes. */
  readonly peaks: ReadonlyMap<string, number>
}

/** Batch execution of the sample web service, Feature Hashing of text, on the embedded account. @returns lines of the report */
export async function benchBatch(_folder: string, _upstreamPort: number, rounds: Rounds): Promise<readonly string[]> {
  const isQuick = rounds.count === 1
  const token = randomBytes(16).toString('hex')
  const large: LargeRun[] = []
  let small = { count: isQuick ? 50 : smallJobs, seconds: 0 }
  const sluice = await startSluice({
    args: ['--role', 'ml', '--role', 'storage'],
    environment: { SLUICE_MANAGEMENT_TOKEN: token },
  })
  try {
    const client = await createBatchClient(sluice, token)
    // The first job starts the process that scores.
    await client.upload('small.csv', Buffer.from('Col2\nThis is a good day\n'))
    await untilDone(client, await begin(client, 'small.csv', 'first.csv'))
    for (const megabytes of isQuick ? [20] : sizes) {
      await client.upload('large.csv', textOf(megabytes))
      const run = await runLarge(sluice, client, megabytes)
      large.push(run)
      console.error(`  batch of ${megabytes} MB: ${(megabytes / run.seconds).toFixed(1)} MB a second`)
    }
    small = { count: small.count, seconds: await runSmall(client, small.count) }
    console.error(`  ${small.count} small jobs: ${small.seconds.toFixed(1)} s`)
    client.close()
  } finally {
    await sluice.remove()
  }
  const peak = (run: LargeRun) =>
    [...run.peaks].map(([name, megabytes]) => `${name} ${megabytes.toFixed(0)}`).join(', ')
  return [
    '## Batch execution',
    '',
    'Text through the sample web service (Feature Hashing, 8 columns), from the embedded account and back to it; all processes share the cores.',
    '',
    '| input | seconds | MB a second | peak memory, MB |',
    '| --- | ---: | ---: | --- |',
    ...large.map(
      (run) =>
        `| ${run.megabytes} MB | ${run.seconds.toFixed(1)} | ${(run.megabytes / run.seconds).toFixed(1)} | ${peak(run)} |`,
    ),
    '',
    `${small.count} jobs of one row, submitted and started over HTTP, 16 callers: ${small.seconds.toFixed(1)} s, ${((small.count / small.seconds) * 60).toFixed(0)} a minute.`,
    '',
  ]
}

async function begin(client: BatchClient, input: string, output: string): Promise<string> {
  const id = await client.submit({ input, output })
  await client.start(id)
  return id
}

async function untilDone(client: BatchClient, id: string, onPoll: () => void = () => undefined): Promise<void> {
  for (;;) {
    const status = await client.status(id)
    onPoll()
    if (status.StatusCode === 'Finished') return
    if (hasEnded(status)) throw new Error(`A job ended ${status.StatusCode}: ${status.Details}`)
    await new Promise((resolve) => setTimeout(resolve, pollMs))
  }
}

async function runLarge(sluice: RunningSluice, client: BatchClient, megabytes: number): Promise<LargeRun> {
  const peaks = new Map<string, number>()
  const start = performance.now()
  await untilDone(client, await begin(client, 'large.csv', 'large-out.csv'), () => {
    const ml = sluice.pidOf('ml')
    const worker = childrenOf(ml).find(({ command }) => command.includes('batch-worker'))
    notePeak(peaks, 'ml', ml)
    notePeak(peaks, 'storage', sluice.pidOf('storage'))
    if (worker !== undefined) notePeak(peaks, 'batch process', worker.pid)
  })
  return { megabytes, seconds: (performance.now() - start) / 1000, peaks }
}

function notePeak(peaks: Map<string, number>, name: string, pid: number): void {
  const kilobytes = /^VmHWM:\s+(\d+)/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]
  peaks.set(name, Number(kilobytes ?? 0) / 1024)
}

async function runSmall(client: BatchClient, count: number): Promise<number> {
  const start = performance.now()
  let next = 0
  const caller = async () => {
    while (next < count) {
      next += 1
      await untilDone(client, await begin(client, 'small.csv', `small-${next}.csv`))
    }
  }
  await Promise.all(Array.from({ length: 16 }, caller))
  return (performance.now() - start) / 1000
}

/** Made-up sentences, the same megabyte again and again. */
function textOf(megabytes: number): Buffer {
  const random = createSeededRandom(11)
  const words = Array.from({ length: 20_000 }, (_, rank) => `w${rank.toString(36)}${'aeiou'[rank % 5]}`)
  const lines: string[] = []
  for (let length = 0; length < 1_000_000; ) {
    const count = 20 + Math.floor(random() * 80)
    const text = Array.from({ length: count }, () => words[Math.floor(words.length * random() ** 3)]).join(' ')
    lines.push(`"${text}"\n`)
    length += text.length + 3
  }
  const megabyte = Buffer.from(lines.join(''))
  return Buffer.concat([Buffer.from('Col2\n'), ...Array.from({ length: megabytes }, () => megabyte)])
}
