import type { Run } from '../run/run.ts'
import { toElements } from './sequence.ts'
import { sortBy } from './sort.ts'

/** How one `OrderBy` or `ThenBy` compares. */
export interface SortKey {
  readonly keyOf: (item: unknown) => unknown
  readonly compare: (a: unknown, b: unknown) => number
}

/** `IOrderedEnumerable<T>`: sorted when it is walked, by all of its keys at once. */
export class NetOrderedSequence implements Iterable<unknown> {
  readonly #run: Run
  readonly #source: Iterable<unknown> | string
  readonly #keys: readonly SortKey[]

  constructor(run: Run, source: Iterable<unknown> | string, keys: readonly SortKey[]) {
    this.#run = run
    this.#source = source
    this.#keys = keys
  }

  thenBy(key: SortKey): NetOrderedSequence {
    return new NetOrderedSequence(this.#run, this.#source, [...this.#keys, key])
  }

  *[Symbol.iterator](): Iterator<unknown> {
    const keys = this.#keys
    const rows = toElements(this.#run, this.#source).map((item) => ({
      item,
      values: keys.map(({ keyOf }) => keyOf(item)),
    }))
    const sorted = sortBy(this.#run, rows, (a, b) => {
      for (const [i, { compare }] of keys.entries()) {
        const order = compare(a.values[i], b.values[i])
        if (order !== 0) return order
      }
      return 0
    })
    for (const { item } of sorted) yield item
  }
}
