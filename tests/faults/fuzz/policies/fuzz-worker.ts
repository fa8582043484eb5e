import { setPriority } from 'node:os'
import { threadCpuUsage } from 'node:process'
import { parentPort, workerData } from 'node:worker_threads'
import fc from 'fast-check'
import type { FuzzFault, FuzzOrder, FuzzReport } from './fuzz-for.ts'
import { fuzzTargets } from './targets.ts'

/** Processor time that one text may take; other programs on the machine have no part in it. */
const maxCpuMs = 1_000

const { name, milliseconds, runs, seed, isInBackground, progress } = workerData as FuzzOrder
if (isInBackground) setPriority(10)
const target = fuzzTargets[name]
const counter = new Int32Array(progress, 0, 2)
const letters = new Uint16Array(progress, 8)
let slowestMs = 0

/** Says what is being tried, for the case that it never ends. */
function announce(text: string): void {
  const length = Math.min(text.length, letters.length)
  for (let at = 0; at < length; at += 1) letters[at] = text.charCodeAt(at)
  counter[1] = length
  Atomics.add(counter, 0, 1)
}

const cpuMs = () => {
  const { user, system } = threadCpuUsage()
  return (user + system) / 1_000
}

/** What is read in a terminal; the seed gives the rest. */
const shortened = (text: string) => (text.length <= 500 ? text : `${text.slice(0, 500)}… (${text.length} characters)`)

const details = fc.check(
  fc.property(target.texts, (text) => {
    announce(text)
    const start = cpuMs()
    target.check(text)
    const took = cpuMs() - start
    slowestMs = Math.max(slowestMs, took)
    if (took > maxCpuMs) throw new Error(`It took ${Math.round(took)} ms of processor time.`)
  }),
  {
    seed,
    numRuns: runs ?? 0x7fff_ffff,
    ...(milliseconds === undefined ? {} : { interruptAfterTimeLimit: milliseconds, markInterruptAsFailure: false }),
  },
)
const fault: FuzzFault | undefined = details.failed
  ? { text: shortened(details.counterexample?.[0] ?? ''), message: String(details.errorInstance ?? 'It failed.') }
  : undefined
const report: FuzzReport = { texts: details.numRuns, slowestMs: Math.round(slowestMs), ...(fault && { fault }) }
parentPort?.postMessage(report)
