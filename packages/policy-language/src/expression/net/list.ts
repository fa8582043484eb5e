import type { NetType } from '../types/net-type.ts'
import { argumentOutOfRangeException, invalidOperationException } from './failures.ts'

export const collectionChanged = () =>
  invalidOperationException('Collection was modified; enumeration operation may not execute.')

export const indexOutOfRange = () =>
  argumentOutOfRangeException(
    'index',
    'Index was out of range. Must be non-negative and less than the size of the collection.',
  )

/** `List<T>`; `Queue<T>` and `Stack<T>` keep their elements so too. */
export class NetList<T = unknown> implements Iterable<T> {
  readonly typeArguments: readonly NetType[]
  #items: T[]
  #version = 0

  constructor(typeArguments: readonly NetType[], items: T[] = []) {
    this.typeArguments = typeArguments
    this.#items = items
  }

  /** To read; what changes it goes through `change`. */
  get items(): readonly T[] {
    return this.#items
  }

  get count(): number {
    return this.#items.length
  }

  change(apply: (items: T[]) => T[] | undefined): void {
    this.#version++
    this.#items = apply(this.#items) ?? this.#items
  }

  get(index: number): T {
    if (index < 0 || index >= this.#items.length) throw indexOutOfRange()
    return this.#items[index] as T
  }

  set(index: number, value: T): void {
    if (index < 0 || index >= this.#items.length) throw indexOutOfRange()
    this.#version++
    this.#items[index] = value
  }

  add(value: T): void {
    this.#version++
    this.#items.push(value)
  }

  *[Symbol.iterator](): Iterator<T> {
    const version = this.#version
    for (let i = 0; i < this.#items.length; i++) {
      yield this.#items[i] as T
      if (version !== this.#version) throw collectionChanged()
    }
  }
}

export class NetQueue<T = unknown> extends NetList<T> {}

/** The top is the first element. */
export class NetStack<T = unknown> extends NetList<T> {}
