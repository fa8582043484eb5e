import type { ChildProcess } from 'node:child_process'
import { drive, type Load, median } from './load.ts'
import { cpuSecondsOf } from './processes.ts'

/** Something that is measured: what it is called, how to call it, and the process that answers. */
export interface Subject {
  readonly name: string
  readonly url: string
  readonly headers: readonly string[]
  /** File that says what is sent, where it is more than GET. */
  readonly script?: string
  readonly child: ChildProcess
}

export interface Measured {
  readonly subject: Subject
  readonly loads: readonly (Load & { readonly cpuMicroseconds: number })[]
}

export interface Rounds {
  readonly count: number
  readonly seconds: number
}

/** Rounds in turn, A B C C B A A B C …, so that a machine that slows down, or that one warms for the next, does it to all. */
export async function alternate(subjects: readonly Subject[], rounds: Rounds): Promise<readonly Measured[]> {
  const measured = subjects.map((subject) => ({ subject, loads: [] as Measured['loads'][number][] }))
  for (const { url, headers, script } of subjects) await drive(url, headers, 1, script)
  for (let round = 0; round < rounds.count; round += 1) {
    for (const { subject, loads } of round % 2 === 0 ? measured : measured.toReversed()) {
      const pid = subject.child.pid ?? 0
      const before = cpuSecondsOf(pid)
      const load = await drive(subject.url, subject.headers, rounds.seconds, subject.script)
      loads.push({ ...load, cpuMicroseconds: ((cpuSecondsOf(pid) - before) * 1_000_000) / load.requests })
      console.error(`  ${subject.name}: ${Math.round(load.requestsPerSecond)} calls a second`)
    }
  }
  return measured
}

export const medianOf = (measured: Measured, read: (load: Measured['loads'][number]) => number): number =>
  median(measured.loads.map(read))

/** Throughput as a share of another's, median of the ratios round by round. */
export function ratioTo(reference: Measured | undefined, measured: Measured): string {
  if (reference === undefined) return ''
  const ratios = measured.loads.map(
    (load, round) => load.requestsPerSecond / (reference.loads[round]?.requestsPerSecond ?? Number.NaN),
  )
  return median(ratios).toFixed(2)
}

export const sumOfFailures = (measured: Measured): number =>
  measured.loads.reduce((sum, load) => sum + load.failures, 0)
