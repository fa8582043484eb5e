import type { Run } from '../run/run.ts'

/** A sorted copy. Equal elements keep their order. Each comparison is a step. */
export function sortBy<T>(run: Run, items: readonly T[], compare: (a: T, b: T) => number): T[] {
  run.charge(items.length)
  return items.toSorted((a, b) => {
    run.step()
    return compare(a, b)
  })
}
