// `npm run bench`: throughput of the gateway beside its peers in one run, and what a large instance costs. Timings are
// never asserted in a test; this is where they are looked at, as ratios of one run.
import { execFileSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { cpus, loadavg, tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { benchBatch } from './bench-batch.ts'
import { benchCanvas } from './bench-canvas.ts'
import { benchHashing } from './bench-hashing.ts'
import { benchManagement } from './bench-management.ts'
import { benchOverload } from './bench-overload.ts'
import { benchPages } from './bench-pages.ts'
import { benchPolicies } from './bench-policies.ts'
import { benchProxy } from './bench-proxy.ts'
import { benchReports } from './bench-reports.ts'
import { benchScale } from './bench-scale.ts'
import { benchScoring } from './bench-scoring.ts'
import { benchStart } from './bench-start.ts'
import { benchTraining } from './bench-training.ts'
import { benchTrees } from './bench-trees.ts'
import { benchUsage } from './bench-usage.ts'
import { firstLine, loadCore, provide, startPinned, stop } from './processes.ts'
import { reportHead, withParts } from './report.ts'
import type { Rounds } from './subject.ts'

const projectFolder = join(import.meta.dirname, '..', '..')
const reportPath = join(projectFolder, 'docs', 'benchmarks.md')

const benches: Readonly<
  Record<string, (folder: string, upstreamPort: number, rounds: Rounds) => Promise<readonly string[]>>
> = {
  proxy: benchProxy,
  policies: benchPolicies,
  overload: benchOverload,
  usage: benchUsage,
  scale: benchScale,
  management: benchManagement,
  reports: benchReports,
  hashing: benchHashing,
  scoring: benchScoring,
  training: benchTraining,
  trees: benchTrees,
  batch: benchBatch,
  pages: benchPages,
  canvas: benchCanvas,
  start: benchStart,
}

const help = `npm run bench [-- options]

Measures the gateway beside nginx and @fastify/http-proxy, and what else counts, in about ten minutes, and writes
docs/benchmarks.md.

  --quick        one short round each; nothing is written
  --only NAME    proxy (throughput beside its peers), policies (what a chain of them costs, compiling 1 000 documents,
                 until one is in force), overload (three times of what can be done, and slow peers), usage (what counting
                 calls costs), scale (2 000 APIs, 10 000 operations, 100 000 subscriptions), management (a large import,
                 lists of 50 000), reports (over 90 days of usage), hashing (text beside scikit-learn), scoring (web
                 services), training (logistic regression beside scikit-learn), trees (boosted ones beside it), batch (1 GB
                 of text, and 1 000 small jobs), pages (Lighthouse on the developer portal), canvas (300 modules in the
                 studio) or start (all roles until they are ready); the other parts of the document stay
  --help         this text`

process.exitCode = await run(process.argv.slice(2))

async function run(args: readonly string[]): Promise<number> {
  let options: { readonly quick?: boolean; readonly only?: string; readonly help?: boolean }
  try {
    options = parseArgs({
      args: [...args],
      options: { quick: { type: 'boolean' }, only: { type: 'string' }, help: { type: 'boolean' } },
    }).values
  } catch (error) {
    return refuse(`${(error as Error).message}\n\n${help}`)
  }
  if (options.help) {
    console.log(help)
    return 0
  }
  const { only, quick = false } = options
  if (only !== undefined && !Object.hasOwn(benches, only)) {
    return refuse(`There is no benchmark '${only}'; there are ${Object.keys(benches).join(' and ')}.`)
  }
  if (!provide('wrk', 'wrk') || !provide('taskset', 'util-linux')) {
    return refuse('The benchmark needs wrk and taskset (Debian: apt-get install wrk util-linux).')
  }
  if (cpus().length < 2) return refuse('The benchmark needs two cores: one for the subject, one for the load.')
  const rounds = quick ? { count: 1, seconds: 2 } : { count: 5, seconds: 3 }
  const parts = await measure(only === undefined ? Object.keys(benches) : [only], rounds)
  console.log(`\n${withParts('', reportHead(rounds), parts)}`)
  if (!quick) writeFileSync(reportPath, withParts(readFileSync(reportPath, 'utf8'), reportHead(rounds), parts))
  return 0
}

function refuse(sentence: string): number {
  console.error(sentence)
  return 1
}

async function measure(names: readonly string[], rounds: Rounds): Promise<Parameters<typeof withParts>[2]> {
  const folder = mkdtempSync(join(tmpdir(), 'sluice-bench-'))
  process.on('exit', () => rmSync(folder, { recursive: true, force: true }))
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => process.exit(1))
  const [load = 0] = loadavg()
  const commit = execFileSync('git', ['rev-parse', '--short', 'HEAD'], { cwd: projectFolder, encoding: 'utf8' }).trim()
  const measurement = { date: new Date().toISOString().slice(0, 10), commit, load }
  const upstream = startPinned(loadCore, process.execPath, [join(import.meta.dirname, 'upstream.ts')])
  try {
    const upstreamPort = Number(await firstLine(upstream))
    const parts: { readonly lines: readonly string[]; readonly measurement: typeof measurement }[] = []
    for (const name of names) {
      parts.push({ lines: (await benches[name]?.(folder, upstreamPort, rounds)) ?? [], measurement })
    }
    return parts
  } finally {
    await stop(upstream)
  }
}
