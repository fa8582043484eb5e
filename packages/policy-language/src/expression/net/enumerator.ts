import type { NetType } from '../net-types/net-type.ts'
import { invalidOperationException } from './failures.ts'

/** `IEnumerator<T>`: a walk through a sequence, taken by hand. */
export class NetEnumerator {
  readonly typeArguments: readonly NetType[]
  readonly #walk: Iterator<unknown>
  #step: IteratorResult<unknown> | undefined

  constructor(typeArguments: readonly NetType[], source: Iterable<unknown>) {
    this.typeArguments = typeArguments
    this.#walk = source[Symbol.iterator]()
  }

  moveNext(): boolean {
    this.#step = this.#walk.next()
    return this.#step.done !== true
  }

  /** @throws System.InvalidOperationException before the first and behind the last element */
  get current(): unknown {
    if (this.#step === undefined) throw invalidOperationException('Enumeration has not started. Call MoveNext.')
    if (this.#step.done === true) throw invalidOperationException('Enumeration already finished.')
    return this.#step.value
  }
}
