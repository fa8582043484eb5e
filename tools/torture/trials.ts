import { faultsOf, workOnBigTable } from '../../tests/faults/big-tables.ts'
import { fuzzManagement } from '../../tests/faults/fuzz/fuzz-management.ts'
import { fuzzFor } from '../../tests/faults/fuzz/policies/fuzz-for.ts'
import { type FuzzTargetName, fuzzTargets } from '../../tests/faults/fuzz/policies/targets.ts'
import { killDuringBatch } from '../../tests/faults/kill-during-batch.ts'
import { killManagementDuringCalls } from '../../tests/faults/kill-during-calls.ts'
import { killDuringImports } from '../../tests/faults/kill-during-imports.ts'
import { killDuringRuns } from '../../tests/faults/kill-during-runs.ts'
import { killDuringUsage } from '../../tests/faults/kill-during-usage.ts'
import { killDuringWrites } from '../../tests/faults/kill-during-writes.ts'
import { killGatewayAlone } from '../../tests/faults/kill-gateway-alone.ts'
import { killStorage } from '../../tests/faults/kill-storage.ts'
import { tryLimits } from '../../tests/faults/limits/exact-limits.ts'
import { changeUnderLoad } from '../../tests/faults/overload/change-under-load.ts'
import { overloadGateway } from '../../tests/faults/overload/overload-gateway.ts'
import { holdSlowConnections } from '../../tests/faults/overload/slow-connections.ts'
import { percentile, type Trial } from './trial.ts'

const writes: Trial = {
  name: 'writes',
  title: 'kill -9 of `management` during writes',
  async run({ seed, onProgress }) {
    const { kills, acknowledgedWrites, lost, unansweredWrites, integrity } = await killDuringWrites({
      kills: 200,
      seed,
      onKill: onProgress,
    })
    return {
      figures: `${kills} kills, ${acknowledgedWrites} acknowledged writes, ${lost.length} lost; ${unansweredWrites} writes without an answer; the file: ${integrity}`,
      faults: integrity === 'ok' ? lost : [...lost, `the file: ${integrity}`],
    }
  },
}

const calls: Trial = {
  name: 'calls',
  title: 'kill -9 of `management` while calls run',
  async run() {
    const outcome = await killManagementDuringCalls(30)
    const { failures } = outcome
    return { figures: `${outcome.kills} kills, ${outcome.calls} calls, ${failures.length} failed`, faults: failures }
  },
}

/** Longer than the ten seconds after which the supervisor takes a role for steady, so that it starts it at once. */
const steadyMs = 10_500

const gateway: Trial = {
  name: 'gateway',
  title: 'kill -9 of the gateway while there is no `management`',
  async run() {
    const { kills, backAfterMs } = await killGatewayAlone(20, steadyMs)
    const [median, most, longest] = [0.5, 0.95, 1].map((share) => percentile(backAfterMs, share))
    return {
      figures: `${kills} kills, served again after ${median} ms (median), ${most} ms (95th), ${longest} ms (longest)`,
      faults: [],
    }
  },
}

const runs: Trial = {
  name: 'runs',
  title: 'kill -9 of `ml` or of a process that runs modules, during runs',
  async run({ seed, onProgress }) {
    const { kills, ended, comparedResults, cachedResults, faults } = await killDuringRuns({
      kills: 100,
      seed,
      onKill: onProgress,
    })
    const states = Object.entries(ended).map(([state, count]) => `${count} ${state}`)
    return {
      figures: `${kills} kills; acknowledged runs ${states.join(', ')}; ${comparedResults} results compared, ${cachedResults} of them from earlier runs; ${faults.length} faults (lost, failed or wrong)`,
      faults,
    }
  },
}

const imports: Trial = {
  name: 'imports',
  title: 'kill -9 of `ml` or of a process that reads files, during uploads and imports',
  async run({ seed, onProgress }) {
    const outcome = await killDuringImports({ kills: 100, seed, onKill: onProgress })
    const { kills, acknowledgedPieces, resumedUploads, ended, comparedDatasets, faults } = outcome
    const states = Object.entries(ended).map(([state, count]) => `${count} ${state}`)
    return {
      figures: `${kills} kills; ${acknowledgedPieces} acknowledged pieces, ${resumedUploads} times an upload was gone on with; imports ${states.join(', ')}; ${comparedDatasets} datasets compared; ${faults.length} faults (lost, half-written or wrong)`,
      faults,
    }
  },
}

const batch: Trial = {
  name: 'batch',
  title: 'kill -9 of `ml`, of its batch process, of `storage` and of `management` during batch jobs',
  async run({ seed, onProgress }) {
    const outcome = await killDuringBatch({ kills: 1_000, seed, onKill: onProgress })
    const { kills, victims, finishedJobs, resumedAfterMs, faults } = outcome
    const killed = Object.entries(victims).map(([victim, count]) => `${count} of ${victim}`)
    const [median, longest] = [0.5, 1].map((share) => percentile(resumedAfterMs, share))
    return {
      figures: `${kills} kills (${killed.join(', ')}); ${finishedJobs} jobs finished, their outputs compared; gone on with ${median} ms (median), ${longest} ms (longest) after the role answered; ${faults.length} faults (lost, failed or wrong)`,
      faults,
    }
  },
}

const storage: Trial = {
  name: 'storage',
  title: 'kill -9 of `storage` while blobs are put, made of blocks and deleted',
  async run({ seed, onProgress }) {
    const { kills, acknowledgedPuts, acknowledgedLists, unanswered, integrity, faults } = await killStorage({
      kills: 200,
      seed,
      onKill: onProgress,
    })
    return {
      figures: `${kills} kills, ${acknowledgedPuts} acknowledged blobs, ${acknowledgedLists} acknowledged block lists, ${faults.length} faults (lost, changed, half there, files that nobody knows); ${unanswered} calls without an answer; the file: ${integrity}`,
      faults: integrity === 'ok' ? faults : [...faults, `the file: ${integrity}`],
    }
  },
}

const fuzz: Trial = {
  name: 'fuzz',
  title: 'random requests of an administrator to everything that management answers',
  async run({ seed, onProgress }) {
    const { requests, changes, answers, faults, slowestMs } = await fuzzManagement({
      requests: 200_000,
      seed,
      onProgress,
    })
    const refused = Object.entries(answers).reduce(
      (sum, [status, count]) => (Number(status) < 400 ? sum : sum + count),
      0,
    )
    return {
      figures: `${requests} requests, ${changes} changes, ${refused} refused, ${faults.length} faults (answers of 500, changes by what was refused, hangs); the slowest ${slowestMs} ms`,
      faults,
    }
  },
}

const fuzzMinutes = 10

const policyFuzz: readonly Trial[] = Object.entries(fuzzTargets).map(([name, { title }]) => ({
  name,
  title: `random texts for ${title}, ${fuzzMinutes} minutes`,
  async run({ seed }) {
    const { texts, slowestMs, fault } = await fuzzFor(name as FuzzTargetName, {
      milliseconds: fuzzMinutes * 60_000,
      seed,
    })
    return {
      figures: `${texts} texts, ${fault === undefined ? 0 : 1} faults (crashes, more than 1 s of processor time, ways past the limits); the slowest took ${slowestMs} ms of processor time`,
      faults: fault === undefined ? [] : [`${fault.message} ${JSON.stringify(fault.text)}`],
    }
  },
}))

const limits: Trial = {
  name: 'limits',
  title: 'calls with random keys from four workers against many rates and quotas, with a moved clock',
  async run({ seed, onProgress }) {
    const outcome = await tryLimits({ calls: 1_000_000, callers: 12, seed, onProgress })
    const { calls, admitted, refusedByRate, refusedByQuota, counters, moments, faults } = outcome
    return {
      figures: `${calls} calls at ${moments} moments against ${counters} rates and as many quotas: ${admitted} let through, ${refusedByRate} refused by a rate, ${refusedByQuota} by a quota; ${faults.length} counts that are not exact`,
      faults,
    }
  },
}

const overload: Trial = {
  name: 'overload',
  title: 'a gateway that is asked for three times of what it can do, for 60 s',
  async run() {
    const outcome = await overloadGateway(60)
    const { peak, servedPerSecond, refused, politeAsked, politeServed, faults } = outcome
    return {
      figures: `${(servedPerSecond / peak).toFixed(2)} of the peak of ${Math.round(peak)} calls/s served, ${refused} refused after ${outcome.refusedMs[0].toFixed(1)} ms (median), of the polite one ${politeServed} of ${politeAsked} served; served as before after ${Math.round(outcome.recoveredMs)} ms`,
      faults,
    }
  },
}

const slow: Trial = {
  name: 'slow',
  title: '2 000 slow connections to a gateway',
  async run() {
    const { connections, healthyCalls, p99Before, p99Beside, faults } = await holdSlowConnections({
      connections: 2_000,
      seconds: 20,
    })
    return {
      figures: `${connections} slow connections, ${healthyCalls} healthy calls beside them, their 99th percentile ${(p99Beside / p99Before).toFixed(2)} of that without`,
      faults,
    }
  },
}

const changes: Trial = {
  name: 'changes',
  title: 'changes of policies, instances and certificates while calls run',
  async run() {
    const { changes: made, calls: answered, certificates, faults } = await changeUnderLoad({ changes: 1_000 })
    return {
      figures: `${made} changes, ${certificates} certificates, ${answered} calls, ${faults.length} failed`,
      faults,
    }
  },
}

const usage: Trial = {
  name: 'usage',
  title: 'kill -9 of the gateway, and failures of `management`, while calls of a known mix are counted',
  async run({ onProgress }) {
    const outcome = await killDuringUsage({ rounds: 40, callsPerRound: 25_000, callers: 32, onProgress })
    const { kills, calls, lost, mostLost, longestLostMs, batches, broken, repeated, faults } = outcome
    return {
      figures: `${calls} calls, ${kills} kills, ${broken} failures of management; ${batches} batches, ${repeated} of them sent again; ${lost} calls lost with the gateway (at most ${mostLost}, of the last ${longestLostMs} ms before a kill); ${faults.length} faults (lost though written, counted twice, wrong numbers)`,
      faults,
    }
  },
}

/** Text of the large table, and what the database may have of memory while it works on it. */
const tableBytes = 5_000_000_000
const tableMemoryBytes = 400_000_000
/** What the whole process may have. */
const maxPeakBytes = 1_000_000_000

const table: Trial = {
  name: 'table',
  title: `a table of ${tableBytes / 1e9} GB of text: imported, previewed, summarised, split, joined`,
  async run() {
    const outcome = await workOnBigTable(tableBytes, tableMemoryBytes)
    const { rowCount, seconds, peaks } = outcome
    const toMegabytes = (bytes: number): number => Math.round(bytes / 1e6)
    const steps = Object.entries(seconds).map(
      ([step, time]) => `${step} ${time} s (${toMegabytes(peaks[step] ?? 0)} MB)`,
    )
    const peak = Math.max(...Object.values(peaks))
    return {
      figures: `${rowCount} rows; ${toMegabytes(peak)} MB of memory at most: ${steps.join(', ')}`,
      faults: [
        ...faultsOf(outcome),
        ...(peak > maxPeakBytes ? [`the large table took ${toMegabytes(peak)} MB of memory`] : []),
      ],
    }
  },
}

export const trials: readonly Trial[] = [
  writes,
  calls,
  gateway,
  runs,
  imports,
  batch,
  storage,
  fuzz,
  ...policyFuzz,
  limits,
  overload,
  slow,
  changes,
  usage,
  table,
]
