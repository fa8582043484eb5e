import type { Run } from '../run/run.ts'

/** The elements of any sequence: those of a string are its UTF-16 units. Can be walked again. */
export function iterate<T>(source: Iterable<T> | string): Iterable<T> {
  return typeof source === 'string' ? (charactersOf(source) as Iterable<T>) : source
}

const charactersOf = (text: string): Iterable<unknown> => ({
  *[Symbol.iterator]() {
    for (let i = 0; i < text.length; i++) yield text.charCodeAt(i)
  },
})

/** A sequence made anew by each walk, as LINQ's methods give it. */
export class NetSequence<T> implements Iterable<T> {
  readonly #walk: () => Iterator<T>

  constructor(walk: () => Iterator<T>) {
    this.#walk = walk
  }

  [Symbol.iterator](): Iterator<T> {
    return this.#walk()
  }
}

/** All elements, each counted as a step and as one unit of memory. */
export function toElements<T>(run: Run, source: Iterable<T> | string): T[] {
  const elements: T[] = []
  for (const element of iterate(source)) {
    run.step()
    run.charge(1)
    elements.push(element)
  }
  return elements
}
