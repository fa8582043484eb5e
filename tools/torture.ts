// `npm run torture [random requests]`: the tests of tests/faults with full counts, and their figures in docs/torture.md.
import { execFileSync } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import { availableParallelism } from 'node:os'
import { dirname, join } from 'node:path'
import { type BigTableOutcome, faultsOf, workOnBigTable } from '../tests/faults/big-tables.ts'
import { fuzzManagement } from '../tests/faults/fuzz/fuzz-management.ts'
import { killManagementDuringCalls } from '../tests/faults/kill-during-calls.ts'
import { killDuringRuns } from '../tests/faults/kill-during-runs.ts'
import { killDuringWrites } from '../tests/faults/kill-during-writes.ts'
import { killGatewayAlone } from '../tests/faults/kill-gateway-alone.ts'
import { killStorage } from '../tests/faults/kill-storage.ts'

const folder = dirname(import.meta.dirname)
const writeKills = 200
const gatewayKills = 20
/** Longer than the ten seconds after which the supervisor takes a role for steady, so that it starts it at once. */
const steadyMs = 10_500
const callKills = 30
const runKills = 100
const storageKills = 200
const progressEvery = 20
const standardRequests = 200_000
const requestsPerLine = 20_000
/** Text of the large table, and what the database may have of memory while it works on it. */
const tableBytes = 5_000_000_000
const tableMemoryBytes = 400_000_000
/** What the whole process may have. */
const maxPeakBytes = 1_000_000_000

async function torture(requests: number): Promise<boolean> {
  const seed = Date.now() % 1_000_000_000
  const commit = currentCommit()
  console.log(`${writeKills} kills of management during writes (seed ${seed})…`)
  const writes = await killDuringWrites({
    kills: writeKills,
    seed,
    onKill: (count) => count % progressEvery === 0 && console.log(`  ${count}`),
  })
  console.log(`${callKills} kills of management during calls…`)
  const calls = await killManagementDuringCalls(callKills)
  console.log(`${gatewayKills} kills of the gateway without management…`)
  const gateway = await killGatewayAlone(gatewayKills, steadyMs)

  console.log(`${runKills} kills of the ml role and its processes during runs (seed ${seed})…`)
  const runs = await killDuringRuns({
    kills: runKills,
    seed,
    onKill: (count) => count % progressEvery === 0 && console.log(`  ${count}`),
  })

  console.log(`${storageKills} kills of the storage during writes (seed ${seed})…`)
  const storage = await killStorage({
    kills: storageKills,
    seed,
    onKill: (count) => count % progressEvery === 0 && console.log(`  ${count}`),
  })

  console.log(`${requests} random requests to management (seed ${seed})…`)
  const fuzz = await fuzzManagement({
    requests,
    seed,
    onProgress: (count) => count % requestsPerLine === 0 && console.log(`  ${count}`),
  })
  console.log(`a table of ${tableBytes / 1e9} GB…`)
  const table = await workOnBigTable(tableBytes, tableMemoryBytes)
  const tableFaults = [
    ...faultsOf(table),
    ...(peakOf(table) > maxPeakBytes ? [`the large table took ${toMegabytes(peakOf(table))} MB of memory`] : []),
  ]

  const refused = Object.entries(fuzz.answers).reduce(
    (sum, [status, count]) => (Number(status) < 400 ? sum : sum + count),
    0,
  )

  const faults = [...writes.lost, ...calls.failures, ...runs.faults, ...storage.faults, ...fuzz.faults, ...tableFaults]
  const isGood = faults.length === 0 && writes.integrity === 'ok' && storage.integrity === 'ok'
  const text = [
    '# Torture',
    '',
    `Written by \`npm run torture\` on ${new Date().toISOString().slice(0, 10)}, commit ${commit}, Node ${process.versions.node}, ${availableParallelism()} cores.`,
    '',
    '| what | figures |',
    '| --- | --- |',
    `| kill -9 of \`management\` during writes (seed ${seed}) | ${writes.kills} kills, ${writes.acknowledgedWrites} acknowledged writes, ${writes.lost.length} lost; ${writes.unansweredWrites} writes without an answer; the file: ${writes.integrity} |`,
    `| kill -9 of \`management\` while calls run | ${calls.kills} kills, ${calls.calls} calls, ${calls.failures.length} failed |`,
    `| kill -9 of the gateway while there is no \`management\` | ${gateway.kills} kills, served again after ${percentile(gateway.backAfterMs, 0.5)} ms (median), ${percentile(gateway.backAfterMs, 0.95)} ms (95th), ${percentile(gateway.backAfterMs, 1)} ms (longest) |`,
    `| kill -9 of \`ml\` or of a process that runs modules, during runs (seed ${seed}) | ${runs.kills} kills; acknowledged runs ${toWords(runs.ended)}; ${runs.comparedResults} results compared, ${runs.cachedResults} of them from earlier runs; ${runs.faults.length} faults (lost, failed or wrong) |`,
    `| kill -9 of \`storage\` while blobs are put, made of blocks and deleted (seed ${seed}) | ${storage.kills} kills, ${storage.acknowledgedPuts} acknowledged blobs, ${storage.acknowledgedLists} acknowledged block lists, ${storage.faults.length} faults (lost, changed, half there, files that nobody knows); ${storage.unanswered} calls without an answer; the file: ${storage.integrity} |`,
    `| random requests of an administrator to everything that management answers (seed ${seed}) | ${fuzz.requests} requests, ${fuzz.changes} changes, ${refused} refused, ${fuzz.faults.length} faults (answers of 500, changes by what was refused, hangs); the slowest ${fuzz.slowestMs} ms |`,
    `| a table of ${tableBytes / 1e9} GB of text (${table.rowCount} rows): ${stepsOf(table)} | ${toMegabytes(peakOf(table))} MB of memory at most |`,
    ...faults.map((fault) => `| fault | ${fault} |`),
    '',
  ].join('\n')
  writeFileSync(join(folder, 'docs', 'torture.md'), text)
  console.log(text)
  return isGood
}

const toWords = (counts: Readonly<Record<string, number>>): string =>
  Object.entries(counts)
    .map(([state, count]) => `${count} ${state}`)
    .join(', ')

const peakOf = ({ peaks }: BigTableOutcome): number => Math.max(...Object.values(peaks))
const toMegabytes = (bytes: number): number => Math.round(bytes / 1e6)
const stepsOf = ({ seconds, peaks }: BigTableOutcome): string =>
  Object.entries(seconds)
    .map(([step, time]) => `${step} ${time} s (${toMegabytes(peaks[step] ?? 0)} MB)`)
    .join(', ')

function percentile(sorted: readonly number[], share: number): number {
  return Math.round(sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN)
}

function currentCommit(): string {
  const git = (...args: readonly string[]) => execFileSync('git', args, { cwd: folder, encoding: 'utf8' }).trim()
  return git('rev-parse', '--short', 'HEAD') + (git('status', '--porcelain') === '' ? '' : ' with changes')
}

if (process.argv[1] === import.meta.filename) {
  process.exitCode = (await torture(Number(process.argv[2] ?? standardRequests))) ? 0 : 1
}
