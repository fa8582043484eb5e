// `npm run bench`: throughput of the gateway beside its peers in one run, and what a large instance costs. Timings are
// never asserted in a test; this is where they are looked at, as ratios of one run.
import { execFileSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { cpus, tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { generateSnapshot, keyOf } from './generated-snapshot.ts'
import { drive, type Load, median } from './load.ts'
import { measureMatch } from './match-time.ts'
import { startNginx } from './nginx-peer.ts'
import { firstLine, loadCore, provide, startPinned, stop, subjectCore, waitUntilReady } from './processes.ts'
import { type SluiceSubject, startSluice } from './sluice-subject.ts'

const projectFolder = join(import.meta.dirname, '..', '..')
const small = { apis: 1, operationsPerApi: 5, subscriptions: 10 }
const large = { apis: 2000, operationsPerApi: 5, subscriptions: 100_000 }

const help = `npm run bench [-- options]

Measures the gateway beside nginx and @fastify/http-proxy and writes docs/benchmarks.md.

  --quick        shorter rounds, nothing is written
  --only NAME    proxy (throughput beside its peers) or scale (2 000 APIs, 10 000 operations, 100 000 subscriptions)
  --help         this text`

const { values: options } = parseArgs({
  options: { quick: { type: 'boolean' }, only: { type: 'string' }, help: { type: 'boolean' } },
})
if (options.help) {
  console.log(help)
} else if (options.only !== undefined && !['proxy', 'scale'].includes(options.only)) {
  console.error(`There is no benchmark '${options.only}'; there are proxy and scale.`)
  process.exitCode = 1
} else if (!provide('wrk', 'wrk') || !provide('taskset', 'util-linux')) {
  console.error('The benchmark needs wrk and taskset (Debian: apt-get install wrk util-linux).')
  process.exitCode = 1
} else {
  await main()
}

async function main(): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'sluice-bench-'))
  const upstream = startPinned(loadCore, process.execPath, [join(import.meta.dirname, 'upstream.ts')])
  try {
    const upstreamPort = Number(await firstLine(upstream))
    const sections = [
      ...(options.only === 'scale' ? [] : await benchProxy(folder, upstreamPort)),
      ...(options.only === 'proxy' ? [] : await benchScale(folder, upstreamPort)),
    ]
    const text = [...heading(), ...sections].join('\n')
    console.log(`\n${text}`)
    if (!options.quick && options.only === undefined)
      writeFileSync(join(projectFolder, 'docs', 'benchmarks.md'), `${text}\n`)
  } finally {
    await stop(upstream)
    rmSync(folder, { recursive: true, force: true })
  }
}

function heading(): string[] {
  const commit = execFileSync('git', ['rev-parse', '--short', 'HEAD'], { cwd: projectFolder, encoding: 'utf8' }).trim()
  return [
    '# Benchmarks',
    '',
    'Written by `npm run bench`. Machines differ and are noisy: the ratios of one run are what counts.',
    '',
    `Measured at commit ${commit} on ${cpus().length} cores (${cpus()[0]?.model.trim()}), Node ${process.version}; the subject on one core,`,
    'load and backend on the other; small JSON, keep-alive, 64 connections.',
    '',
  ]
}

interface Subject {
  readonly name: string
  readonly url: string
  readonly headers: readonly string[]
}

async function benchProxy(folder: string, upstreamPort: number): Promise<string[]> {
  const key = keyOf(0)
  const withKey = [`Ocp-Apim-Subscription-Key: ${key}`]
  const sluice = await startSluice(makeFolder(folder, 'sluice'), await freePort(), upstreamPort, small)
  const subjects: Subject[] = [
    { name: 'Sluice (key, rate limit, quota)', url: `http://127.0.0.1:${sluice.port}/api0/things`, headers: withKey },
  ]
  const peers = []
  if (provide('nginx', 'nginx-light')) {
    const port = await freePort()
    peers.push(startNginx(makeFolder(folder, 'nginx'), port, upstreamPort, key))
    subjects.push({
      name: 'nginx (key map, limit, log)',
      url: `http://127.0.0.1:${port}/api0/things`,
      headers: withKey,
    })
  } else {
    console.error('nginx is not there and cannot be installed; it is left out.')
  }
  const fastify = startPinned(subjectCore, process.execPath, [
    join(import.meta.dirname, 'fastify-peer.ts'),
    String(upstreamPort),
  ])
  peers.push(fastify)
  subjects.push({
    name: '@fastify/http-proxy (nothing but the proxy)',
    url: `http://127.0.0.1:${await firstLine(fastify)}/api0/things`,
    headers: withKey,
  })
  try {
    for (const { url, headers } of subjects) {
      await waitUntilReady(url.replace('/api0/things', '/health/ready'), 5000).catch(() => undefined)
      await drive(url, headers, 1)
    }
    const loads = await alternate(subjects)
    const reference = subjects.find(({ name }) => name.startsWith('nginx'))
    const rows = subjects.map((subject) => {
      const own = loads.get(subject) ?? []
      const ratio =
        reference === undefined
          ? ''
          : median(own.map((load, round) => load.requestsPerSecond / at(loads, reference, round))).toFixed(2)
      const failures = own.reduce((sum, load) => sum + load.failures, 0)
      return `| ${subject.name} | ${Math.round(median(own.map((load) => load.requestsPerSecond)))} | ${ratio} | ${median(own.map((load) => load.p50)).toFixed(2)} | ${median(own.map((load) => load.p99)).toFixed(2)} | ${failures} |`
    })
    return [
      '## Throughput of one core',
      '',
      '| subject | calls a second | of nginx, pair by pair | p50 ms | p99 ms | refused |',
      '| --- | ---: | ---: | ---: | ---: | ---: |',
      ...rows,
      '',
    ]
  } finally {
    for (const peer of peers) await stop(peer)
    await sluice.stop()
  }
}

async function benchScale(folder: string, upstreamPort: number): Promise<string[]> {
  const started: {
    name: string
    subject: SluiceSubject
    match: { compileMs: number; matchUs: number }
    subjectRow: Subject
  }[] = []
  try {
    for (const [name, size] of [
      ['5 operations, 10 keys', small],
      ['2 000 APIs, 10 000 operations, 100 000 keys', large],
    ] as const) {
      const match = await measureMatch(
        generateSnapshot(size, upstreamPort, (key) => key),
        size.apis,
      )
      const subject = await startSluice(makeFolder(folder, `scale-${size.apis}`), await freePort(), upstreamPort, size)
      const last = size.apis - 1
      const subjectRow = {
        name,
        url: `http://127.0.0.1:${subject.port}/api${last}/things/42/part1`,
        headers: [`Ocp-Apim-Subscription-Key: ${keyOf(size.subscriptions - 1)}`],
      }
      await drive(subjectRow.url, subjectRow.headers, 1)
      started.push({ name, subject, match, subjectRow })
    }
    const loads = await alternate(started.map(({ subjectRow }) => subjectRow))
    const first = started[0]?.subjectRow
    const rows = started.map(({ name, subject, match, subjectRow }) => {
      const own = loads.get(subjectRow) ?? []
      const ratio =
        first === undefined
          ? ''
          : median(own.map((load, round) => load.requestsPerSecond / at(loads, first, round))).toFixed(2)
      return `| ${name} | ${Math.round(subject.startMs)} | ${Math.round(match.compileMs)} | ${match.matchUs.toFixed(1)} | ${Math.round(subject.memoryMiB())} | ${Math.round(median(own.map((load) => load.requestsPerSecond)))} | ${ratio} |`
    })
    return [
      '## Size of the instance',
      '',
      'Start: from nothing to ready, with the snapshot over the stream. Compile: the snapshot alone. Match: one call in process from',
      'target to 401, so API, operation, key and answer. Memory: supervisor and gateway with one worker.',
      '',
      '| instance | start ms | compile ms | match µs | memory MiB | calls a second | ratio |',
      '| --- | ---: | ---: | ---: | ---: | ---: | ---: |',
      ...rows,
      '',
    ]
  } finally {
    for (const { subject } of started) await subject.stop()
  }
}

/** Rounds in turn, A B C A B C …, so that a machine that slows down slows all of them. */
async function alternate(subjects: readonly Subject[]): Promise<Map<Subject, Load[]>> {
  const [rounds, seconds] = options.quick ? [1, 2] : [3, 5]
  const loads = new Map<Subject, Load[]>(subjects.map((subject) => [subject, []]))
  for (let round = 0; round < rounds; round += 1) {
    for (const subject of subjects) {
      const load = await drive(subject.url, subject.headers, seconds)
      loads.get(subject)?.push(load)
      console.error(`  ${subject.name}: ${Math.round(load.requestsPerSecond)} calls a second`)
    }
  }
  return loads
}

function at(loads: Map<Subject, Load[]>, subject: Subject, round: number): number {
  return loads.get(subject)?.[round]?.requestsPerSecond ?? Number.NaN
}

function makeFolder(parent: string, name: string): string {
  const folder = join(parent, name)
  mkdirSync(folder)
  return folder
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer()
    server.once('error', reject)
    server.listen(0, '127.0.0.1', () => {
      const address = server.address()
      server.close(() =>
        typeof address === 'object' && address ? resolve(address.port) : reject(new Error('no port')),
      )
    })
  })
}
