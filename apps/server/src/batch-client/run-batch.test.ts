import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createServer, type Server } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createMemoryBlobs } from '@sluice/platform'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { CommandContext, Terminal } from '../commands/command-context.ts'
import type { BatchCalls, JobStatus } from './batch-calls.ts'
import { createProgressDisplay } from './progress-display.ts'
import { runBatch } from './run-batch.ts'

const connectionString = `AccountName=contoso;AccountKey=${Buffer.from('0123456789abcdef').toString('base64')}`
const jobId = '0'.repeat(32)

let folder: string
let server: Server
let results: Record<string, { status?: number; text: string; announced?: number }>
let base: string
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'sluice-batch-'))
  results = { '/data/out.csv': { text: 'x\n2\n' } }
  server = createServer((request, response) => {
    const found = results[(request.url ?? '').split('?')[0] ?? '']
    const length = found?.announced ?? found?.text.length
    response.writeHead(found?.status ?? (found === undefined ? 404 : 200), { 'Content-Length': length ?? 0 })
    response.end(found?.text)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  base = `http://127.0.0.1:${(server.address() as { port: number }).port}/`
})
afterEach(async () => {
  server.closeAllConnections()
  await new Promise((resolve) => server.close(resolve))
  rmSync(folder, { recursive: true, force: true })
})

const progress = { Rows: 1, BadRows: 0, BytesRead: 4, TotalBytes: 8, BytesPerSecond: 4, SecondsLeft: 1 }
const running: JobStatus = { StatusCode: 'Running', Progress: progress }
const finished = (): JobStatus => ({
  StatusCode: 'Finished',
  Results: { output1: { BaseLocation: base, RelativeLocation: 'data/out.csv', SasBlobToken: '?sig=x' } },
  Progress: { ...progress, Rows: 2, BytesRead: 8 },
})

/** An endpoint that goes through these states, one a look, and stays in the last. */
function createScript(states: readonly (JobStatus | (() => JobStatus))[]) {
  const made: unknown[] = []
  let at = 0
  const calls: BatchCalls = {
    describe: async () => ({ inputs: ['input1'], outputs: ['output1'] }),
    async submit(body) {
      made.push(body)
      return jobId
    },
    async start(id) {
      made.push(`start ${id}`)
    },
    async status() {
      const state = states[Math.min(at, states.length - 1)] as JobStatus | (() => JobStatus)
      at += 1
      return typeof state === 'function' ? state() : state
    },
    async remove(id) {
      made.push(`remove ${id}`)
    },
    list: async () => [],
  }
  return { calls, made }
}

interface Options {
  readonly states: readonly (JobStatus | (() => JobStatus))[]
  readonly terminal?: Partial<Terminal>
  readonly json?: boolean
  readonly input?: string
}

async function run({ states, terminal, json = false, input = 'x\n1\n' }: Options) {
  writeFileSync(join(folder, 'in.csv'), input)
  const { calls, made } = createScript(states)
  const blobs = createMemoryBlobs({ containers: [] })
  let uploadsAtSubmit: [string, number][] = []
  const printed: string[] = []
  const noted: string[] = []
  let written = ''
  const context: CommandContext = {
    sources: {},
    print: (line) => printed.push(line),
    note: (line) => noted.push(line),
    ...(terminal === undefined
      ? {}
      : {
          terminal: {
            isInteractive: true,
            columns: 100,
            write: (text) => {
              written += text
            },
            ask: async () => undefined,
            onInterrupt: () => () => {},
            ...terminal,
          },
        }),
  }
  const exitCode = await runBatch({
    calls: {
      ...calls,
      async submit(body) {
        uploadsAtSubmit = uploadsOf(blobs)
        return calls.submit(body)
      },
    },
    blobs,
    connectionString,
    container: 'batch',
    inputs: { input1: join(folder, 'in.csv') },
    outputs: { output1: join(folder, 'out.csv') },
    parameters: { Shift: '2' },
    badRows: 'fail',
    display: createProgressDisplay(context, { json, now: () => 0 }),
    context,
    pauseMs: 1,
  })
  return { exitCode, made, printed, noted, written, blobs, uploadsAtSubmit, files: readdirSync(folder).sort() }
}

/** Path and size. */
const uploadsOf = ({ kept }: ReturnType<typeof createMemoryBlobs>): [string, number][] =>
  [...kept.values()].flatMap((blobs) => [...blobs].map(([path, { bytes }]): [string, number] => [path, bytes.length]))

describe('a batch run', () => {
  it('uploads, submits, starts, waits and downloads', async () => {
    const { exitCode, made, noted, blobs, files, uploadsAtSubmit } = await run({ states: [running, finished] })
    expect(exitCode).toBe(0)
    const [body, start] = made as [{ Inputs: Record<string, { RelativeLocation: string }> }, string]
    const path = body.Inputs.input1?.RelativeLocation ?? ''
    expect(path).toMatch(/^batch\/\d{4}-\d\d-\d\d\/[0-9a-f]{16}\/inputs\/input1\.csv$/)
    expect(body).toMatchObject({
      Outputs: { output1: { RelativeLocation: path.replace('inputs/input1', 'outputs/output1') } },
      GlobalParameters: { Shift: '2' },
      BadRows: 'fail',
    })
    expect(start).toBe(`start ${jobId}`)
    expect(uploadsAtSubmit).toEqual([[path.slice('batch/'.length), 4]])
    expect(uploadsOf(blobs)).toEqual([])
    expect(readFileSync(join(folder, 'out.csv'), 'utf8')).toBe('x\n2\n')
    expect(files).toEqual(['in.csv', 'out.csv'])
    expect(noted.at(-1)).toBe('Finished: 2 rows.')
  })

  it('rewrites one line at a terminal', async () => {
    const { written, noted } = await run({ states: [running, finished], terminal: {} })
    expect(written).toContain('\r\u001b[2K[============            ]  50 %')
    expect(noted.some((line) => line.includes('%'))).toBe(false)
  })

  it('prints one object a line for programs', async () => {
    const { printed, noted } = await run({ states: [running, running, finished], json: true })
    expect(printed.map((line) => JSON.parse(line).event)).toEqual([
      'uploading',
      'uploaded',
      'submitted',
      'progress',
      'progress',
      'downloaded',
      'finished',
    ])
    expect(noted).toEqual([])
  })

  it('ends with 2 when the job fails, with what went wrong', async () => {
    const { exitCode, noted, files } = await run({ states: [{ StatusCode: 'Failed', Details: 'Error: Line 3.' }] })
    expect([exitCode, noted.at(-1)]).toEqual([2, `Job ${jobId} failed. Error: Line 3.`])
    expect(files).toEqual(['in.csv'])
  })

  it('downloads rows that were kept apart beside the output', async () => {
    results['/data/out.errors.csv'] = { text: 'line,text\n' }
    const bad = { BaseLocation: base, RelativeLocation: 'data/out.errors.csv', SasBlobToken: '?sig=x' }
    const { files } = await run({ states: [() => ({ ...finished(), BadRows: bad })] })
    expect(files).toEqual(['in.csv', 'out.csv', 'out.csv.bad-rows.csv'])
  })

  it('leaves the file as it was when a download breaks off', async () => {
    writeFileSync(join(folder, 'out.csv'), 'before')
    results['/data/out.csv'] = { status: 403, text: 'x' }
    await expect(run({ states: [finished] })).rejects.toMatchObject({ code: 'BatchDownloadFailed' })
    expect(readFileSync(join(folder, 'out.csv'), 'utf8')).toBe('before')
    expect(readdirSync(folder).sort()).toEqual(['in.csv', 'out.csv'])
  }, 20_000)

  it('asks for the file before it sends anything', async () => {
    rmSync(join(folder, 'in.csv'), { force: true })
    const { calls, made } = createScript([finished])
    const context: CommandContext = { sources: {}, print() {}, note() {} }
    const running = runBatch({
      calls,
      blobs: createMemoryBlobs({ containers: [] }),
      connectionString,
      container: 'batch',
      inputs: { input1: join(folder, 'absent.csv') },
      outputs: {},
      parameters: {},
      badRows: 'fail',
      display: createProgressDisplay(context, { json: false, now: () => 0 }),
      context,
    })
    await expect(running).rejects.toMatchObject({ code: 'BatchFileUnusable' })
    expect(made).toEqual([])
  })
})

describe('Ctrl-C', () => {
  const interruptedWith = async (answer: string | undefined, terminal: Partial<Terminal> = {}) => {
    let interrupt = () => {}
    let isCancelled = false
    const result = await run({
      states: [
        () => {
          interrupt()
          return running
        },
        () => (isCancelled ? { StatusCode: 'Cancelled' } : running),
        finished,
      ],
      terminal: {
        onInterrupt: (listener) => {
          interrupt = listener
          return () => {}
        },
        ask: async () => {
          isCancelled = /^y/.test(answer ?? '')
          return answer
        },
        ...terminal,
      },
    })
    return { ...result, removed: result.made.includes(`remove ${jobId}`) }
  }

  it('cancels the job when that is the answer, and waits for its end', async () => {
    const { exitCode, removed } = await interruptedWith('yes')
    expect([exitCode, removed]).toEqual([3, true])
  })

  it.each(['n', '', undefined])('leaves the job running after the answer %j', async (answer) => {
    const { exitCode, removed, noted, blobs } = await interruptedWith(answer)
    expect([exitCode, removed]).toEqual([130, false])
    // The job that goes on reads it.
    expect(uploadsOf(blobs)).toHaveLength(1)
    expect(noted.at(-1)).toBe(`Job ${jobId} goes on. See \`sluice batch status ${jobId}\`.`)
  })

  it('goes on waiting when that is the answer', async () => {
    expect((await interruptedWith('w')).exitCode).toBe(0)
  })

  it('leaves the job running where nobody can answer', async () => {
    const { exitCode, removed } = await interruptedWith('yes', { isInteractive: false })
    expect([exitCode, removed]).toEqual([130, false])
  })

  it('before there is a job submits none', async () => {
    const { exitCode, made } = await run({
      states: [finished],
      terminal: {
        onInterrupt: (listener) => {
          listener()
          return () => {}
        },
      },
    })
    expect([exitCode, made]).toEqual([130, []])
  })
})
