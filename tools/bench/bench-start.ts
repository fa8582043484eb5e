import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { testEnvironment } from '../../tests/support/start-sluice.ts'
import { buildServer, builtServer } from '../server-program.mjs'
import { cpuSecondsOf, memoryOf } from './processes.ts'
import type { Rounds } from './subject.ts'

const projectFolder = join(import.meta.dirname, '..', '..')
/** After this, roles have given back what they needed to start. */
const settleMs = 3_000

/** What one start of all roles took until it said that it was ready. */
interface Start {
  readonly readyMs: number
  /** Of all its processes. */
  readonly cpuSeconds: number
  /** Of all its processes when they have nothing to do. */
  readonly memoryMiB: number
}

/** How long all roles take to be ready: from sources and built, in a new data folder and in one that is there. */
export async function benchStart(folder: string, _upstreamPort: number, { count }: Rounds): Promise<readonly string[]> {
  const built = builtServer() ?? buildServer(process.execPath)
  if (built === undefined) return ['## Start', '', 'Not measured: the program could not be built.']
  const programs = { sources: join(projectFolder, 'apps', 'server', 'src', 'main.ts'), built }
  const starts = new Map<string, Start[]>()
  const note = (name: string, start: Start) => starts.set(name, [...(starts.get(name) ?? []), start])
  for (let round = 0; round < count; round++) {
    for (const [name, program] of Object.entries(programs)) {
      const data = mkdtempSync(join(folder, 'start-'))
      const cache = mkdtempSync(join(folder, 'compiled-'))
      note(`${name}, first start, nothing compiled yet`, await startOnce(program, data, cache))
      note(`${name}, second start`, await startOnce(program, data, cache))
      rmSync(data, { recursive: true })
      note(`${name}, new data folder`, await startOnce(program, data, cache))
      for (const each of [data, cache]) rmSync(each, { recursive: true })
    }
  }
  return [
    '## Start',
    '',
    'All four roles with the sample content, two gateway workers, until the program says that it is ready. CPU: of all its',
    `processes until then. Memory: of all, shared pages once, ${settleMs / 1000} s later.`,
    '',
    '| start | ready, ms | CPU ms | memory MiB |',
    '| --- | ---: | ---: | ---: |',
    ...[...starts].map(
      ([name, all]) =>
        `| ${name} | ${median(all, 'readyMs').toFixed(0)} | ${(median(all, 'cpuSeconds') * 1000).toFixed(0)} | ${median(all, 'memoryMiB').toFixed(0)} |`,
    ),
  ]
}

async function startOnce(program: string, dataFolder: string, compileCache: string): Promise<Start> {
  const begin = performance.now()
  const child = spawn(process.execPath, [program, 'start'], {
    env: { ...testEnvironment(dataFolder), NODE_COMPILE_CACHE: compileCache },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const exited = once(child, 'exit')
  const pid = child.pid ?? 0
  let text = ''
  child.stderr.setEncoding('utf8').on('data', (chunk) => (text += chunk))
  for await (const chunk of child.stdout.setEncoding('utf8').iterator({ destroyOnReturn: false })) {
    text += chunk
    if (/^Ready\./m.test(text)) break
  }
  if (child.exitCode !== null) throw new Error(`The program did not start:\n${text}`)
  const readyMs = performance.now() - begin
  const cpuSeconds = cpuSecondsOf(pid)
  await delay(settleMs)
  const memoryMiB = memoryOf(pid)
  child.kill('SIGINT')
  await exited
  return { readyMs, cpuSeconds, memoryMiB }
}

function median(starts: readonly Start[], figure: keyof Start): number {
  const sorted = starts.map((start) => start[figure]).sort((one, other) => one - other)
  return sorted[Math.floor(sorted.length / 2)] ?? 0
}
