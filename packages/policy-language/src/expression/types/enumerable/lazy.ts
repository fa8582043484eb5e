import { argumentNullException } from '../../net/failures.ts'
import { iterate, NetSequence } from '../../net/sequence.ts'
import type { Run } from '../../run/run.ts'

export type Source = Iterable<unknown> | string

/** A method on a null sequence fails when it is called, not when its result is walked. */
export function notNull(source: Source | null, parameter = 'source'): Source {
  if (source === null || source === undefined) throw argumentNullException(parameter)
  return source
}

/** The elements, each counted as a step. */
export function* each(run: Run, source: Source): Generator<unknown> {
  for (const item of iterate(source)) {
    run.step()
    yield item
  }
}

/** A sequence that is made anew whenever it is walked. */
export const lazy = (walk: () => Generator<unknown>): NetSequence<unknown> => new NetSequence(walk)
