import { NetException } from '../run/net-exception.ts'
import type { NetType } from '../types/net-type.ts'
import { argumentException, argumentNullException } from './failures.ts'
import { collectionChanged } from './list.ts'

/** `KeyValuePair<K, V>` */
export class NetPair {
  readonly key: unknown
  readonly value: unknown
  readonly typeArguments: readonly NetType[]

  constructor(key: unknown, value: unknown, typeArguments: readonly NetType[]) {
    this.key = key
    this.value = value
    this.typeArguments = typeArguments
  }
}

/** `Dictionary<K, V>`: in the order in which keys were added. */
export class NetDictionary implements Iterable<NetPair> {
  readonly typeArguments: readonly NetType[]
  readonly #keyOf: (key: unknown) => unknown
  readonly #textOfKey: (key: unknown) => string
  readonly #pairs = new Map<unknown, NetPair>()
  #version = 0

  /** @param keyOf gives the same for keys that are equal */
  constructor(
    typeArguments: readonly NetType[],
    keyOf: (key: unknown) => unknown,
    textOfKey: (key: unknown) => string,
  ) {
    this.typeArguments = typeArguments
    this.#keyOf = keyOf
    this.#textOfKey = textOfKey
  }

  get count(): number {
    return this.#pairs.size
  }

  #key(key: unknown): unknown {
    if (key === null) throw argumentNullException('key')
    return this.#keyOf(key)
  }

  find(key: unknown): NetPair | undefined {
    return this.#pairs.get(this.#key(key))
  }

  /** @throws NetException System.Collections.Generic.KeyNotFoundException */
  get(key: unknown): unknown {
    const pair = this.find(key)
    if (pair === undefined) throw keyNotFound(this.#textOfKey(key))
    return pair.value
  }

  set(key: unknown, value: unknown): void {
    const own = this.#key(key)
    this.#version++
    this.#pairs.set(own, new NetPair(this.#pairs.get(own)?.key ?? key, value, this.typeArguments))
  }

  /** @returns false when the key is there already */
  tryAdd(key: unknown, value: unknown): boolean {
    const own = this.#key(key)
    if (this.#pairs.has(own)) return false
    this.#version++
    this.#pairs.set(own, new NetPair(key, value, this.typeArguments))
    return true
  }

  /** @throws NetException System.ArgumentException */
  add(key: unknown, value: unknown): void {
    if (!this.tryAdd(key, value)) {
      throw argumentException(`An item with the same key has already been added. Key: ${this.#textOfKey(key)}`)
    }
  }

  remove(key: unknown): boolean {
    const isRemoved = this.#pairs.delete(this.#key(key))
    if (isRemoved) this.#version++
    return isRemoved
  }

  clear(): void {
    this.#version++
    this.#pairs.clear()
  }

  *[Symbol.iterator](): Iterator<NetPair> {
    const version = this.#version
    for (const pair of this.#pairs.values()) {
      if (version !== this.#version) throw collectionChanged()
      yield pair
    }
    if (version !== this.#version) throw collectionChanged()
  }
}

export const keyNotFound = (key: string): NetException =>
  new NetException(
    'System.Collections.Generic.KeyNotFoundException',
    `The given key '${key}' was not present in the dictionary.`,
  )

/** `HashSet<T>` */
export class NetHashSet implements Iterable<unknown> {
  readonly typeArguments: readonly NetType[]
  readonly #keyOf: (value: unknown) => unknown
  readonly #values = new Map<unknown, unknown>()
  #version = 0

  constructor(typeArguments: readonly NetType[], keyOf: (value: unknown) => unknown) {
    this.typeArguments = typeArguments
    this.#keyOf = keyOf
  }

  get count(): number {
    return this.#values.size
  }

  has(value: unknown): boolean {
    return this.#values.has(this.#keyOf(value))
  }

  add(value: unknown): boolean {
    const key = this.#keyOf(value)
    if (this.#values.has(key)) return false
    this.#version++
    this.#values.set(key, value)
    return true
  }

  remove(value: unknown): boolean {
    const isRemoved = this.#values.delete(this.#keyOf(value))
    if (isRemoved) this.#version++
    return isRemoved
  }

  clear(): void {
    this.#version++
    this.#values.clear()
  }

  /** An empty one that compares as this one does. */
  emptyCopy(): NetHashSet {
    return new NetHashSet(this.typeArguments, this.#keyOf)
  }

  *[Symbol.iterator](): Iterator<unknown> {
    const version = this.#version
    for (const value of this.#values.values()) {
      if (version !== this.#version) throw collectionChanged()
      yield value
    }
  }
}
