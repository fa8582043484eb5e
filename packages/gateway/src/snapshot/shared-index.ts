const shardCount = 512

/**
 * An immutable map for many entries: another one with some changes shares all but the touched parts, so that one new
 * subscription among a hundred thousand costs no copy of them all.
 */
export class SharedIndex<Value> {
  readonly #shards: readonly (ReadonlyMap<string, Value> | undefined)[]
  readonly size: number

  constructor(shards: readonly (ReadonlyMap<string, Value> | undefined)[] = [], size = 0) {
    this.#shards = shards
    this.size = size
  }

  get(key: string): Value | undefined {
    return this.#shards[shardOf(key)]?.get(key)
  }

  /** @param changes key → new value, undefined = removed; a later change of a key wins */
  with(changes: Iterable<readonly [string, Value | undefined]>): SharedIndex<Value> {
    const shards = [...this.#shards]
    const copied = new Map<number, Map<string, Value>>()
    let size = this.size
    for (const [key, value] of changes) {
      const number = shardOf(key)
      let shard = copied.get(number)
      if (shard === undefined) {
        shard = new Map(shards[number])
        copied.set(number, shard)
        shards[number] = shard
      }
      size -= shard.size
      if (value === undefined) shard.delete(key)
      else shard.set(key, value)
      size += shard.size
    }
    return copied.size === 0 ? this : new SharedIndex(shards, size)
  }
}

/** Keys end in what tells them apart: hashes everywhere, names often with a number. */
function shardOf(key: string): number {
  const end = key.length
  return (key.charCodeAt(end - 2) * 31 + key.charCodeAt(end - 3) + key.charCodeAt(end - 1) * 7) & (shardCount - 1)
}
