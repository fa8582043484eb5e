import { Worker } from 'node:worker_threads'
import type { FuzzTargetName } from './targets.ts'

export interface FuzzOptions {
  readonly seed: number
  /** Ends after so long, … */
  readonly milliseconds?: number
  /** … or after so many texts. */
  readonly runs?: number
  /** Leaves the processors to whoever wants them. */
  readonly isInBackground?: boolean
}

export interface FuzzOrder extends FuzzOptions {
  readonly name: FuzzTargetName
  /** Count of texts and length of the one that is tried, then its letters. */
  readonly progress: SharedArrayBuffer
}

export interface FuzzFault {
  /** The shortest that was found. */
  readonly text: string
  readonly message: string
}

export interface FuzzReport {
  /** How many were tried. */
  readonly texts: number
  /** Processor time that the slowest one took. */
  readonly slowestMs: number
  readonly fault?: FuzzFault
}

/** A text that is still being tried after so long hangs. */
const hangMs = 60_000
const maxLetters = 100_000

/** Tries random texts on a target, in a thread of its own, so that one that never ends or eats all memory is found, too. */
export async function fuzzFor(name: FuzzTargetName, options: FuzzOptions): Promise<FuzzReport> {
  const progress = new SharedArrayBuffer(8 + maxLetters * 2)
  const order: FuzzOrder = { ...options, name, progress }
  const worker = new Worker(new URL('./fuzz-worker.ts', import.meta.url), {
    workerData: order,
    resourceLimits: { maxOldGenerationSizeMb: 1_000 },
  })
  const counter = new Int32Array(progress, 0, 2)
  const lastText = () => String.fromCharCode(...new Uint16Array(progress, 8, Atomics.load(counter, 1)).slice(0, 500))
  let seen = 0
  let seenAt = performance.now()
  return new Promise((resolve) => {
    const finish = (report: FuzzReport) => {
      clearInterval(watch)
      resolve(report)
      void worker.terminate()
    }
    const fail = (message: string) =>
      finish({ texts: Atomics.load(counter, 0), slowestMs: Number.NaN, fault: { text: lastText(), message } })
    const watch = setInterval(() => {
      const count = Atomics.load(counter, 0)
      if (count !== seen) seenAt = performance.now()
      seen = count
      if (performance.now() - seenAt > hangMs) fail('It does not come to an end.')
    }, 1_000)
    worker.once('message', finish)
    worker.once('error', (error) => fail(error.message))
    worker.once('exit', (code) => fail(`Its thread ended with ${code}.`))
  })
}
