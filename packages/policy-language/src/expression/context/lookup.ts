import { NetPair } from '../net/dictionary.ts'
import type { NetType } from '../net-types/net-type.ts'
import type { PolicyLookup } from './policy-context.ts'

/** A read-only dictionary over what the gateway holds: nothing is copied unless it is walked. */
export class NetLookup implements Iterable<NetPair> {
  readonly source: PolicyLookup<unknown>
  readonly typeArguments: readonly NetType[]

  constructor(source: PolicyLookup<unknown>, typeArguments: readonly NetType[]) {
    this.source = source
    this.typeArguments = typeArguments
  }

  get count(): number {
    let count = 0
    for (const _ of this.source.names()) count++
    return count
  }

  find(name: unknown): NetPair | undefined {
    const value = typeof name === 'string' ? this.source.get(name) : undefined
    return value === undefined ? undefined : new NetPair(name, value, this.typeArguments)
  }

  *[Symbol.iterator](): Iterator<NetPair> {
    for (const name of this.source.names()) {
      const value = this.source.get(name)
      if (value !== undefined) yield new NetPair(name, value, this.typeArguments)
    }
  }
}
