import { fuzzFor } from '../../tests/faults/fuzz/policies/fuzz-for.ts'
import { type FuzzTargetName, fuzzTargets } from '../../tests/faults/fuzz/policies/targets.ts'
import type { Step } from './step.ts'

const secondsEach = 60
/** A run that failed fails again, and one that passed does so for others; the torture takes other texts each time. */
const seed = 20_261_127

/** Random texts for what reads policies, one target after the other beside all other tests. */
export const fuzzing = (): Step => ({
  name: `fuzzing, ${secondsEach} s each`,
  async run() {
    const faults: string[] = []
    const notes: string[] = []
    const names = Object.keys(fuzzTargets) as FuzzTargetName[]
    for (const name of names) {
      const { texts, fault } = await fuzzFor(name, { milliseconds: secondsEach * 1_000, seed, isInBackground: true })
      notes.push(`${name} ${texts}`)
      if (fault !== undefined) faults.push(`      ${name}: ${fault.message} ${JSON.stringify(fault.text)}`)
    }
    return {
      passed: names.length - faults.length,
      failed: faults.length,
      note: `${notes.join(', ')} texts (seed ${seed})`,
      ...(faults.length > 0 && { output: faults.join('\n') }),
    }
  },
})
