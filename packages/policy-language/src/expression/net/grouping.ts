import type { NetType } from '../types/net-type.ts'

/** `IGrouping<K, T>`: elements that have the same key. */
export class NetGrouping implements Iterable<unknown> {
  readonly key: unknown
  readonly items: unknown[] = []
  readonly typeArguments: readonly NetType[]

  constructor(key: unknown, typeArguments: readonly NetType[]) {
    this.key = key
    this.typeArguments = typeArguments
  }

  get count(): number {
    return this.items.length
  }

  [Symbol.iterator](): Iterator<unknown> {
    return this.items[Symbol.iterator]()
  }
}
