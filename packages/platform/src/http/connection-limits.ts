/** Counts the open connections of a server. */
export class ConnectionLimits {
  readonly #max: number
  readonly #maxPerAddress: number
  readonly #countByAddress = new Map<string, number>()
  #count = 0

  /** Undefined = any number. */
  constructor(max: number | undefined, maxPerAddress: number | undefined) {
    this.#max = max ?? Number.POSITIVE_INFINITY
    this.#maxPerAddress = maxPerAddress ?? Number.POSITIVE_INFINITY
  }

  get isFull(): boolean {
    return this.#count >= this.#max
  }

  /** Whether this address has all that it may have. */
  isFullFor(address: string): boolean {
    return (this.#countByAddress.get(address) ?? 0) >= this.#maxPerAddress
  }

  add(address: string): void {
    this.#count += 1
    this.#countByAddress.set(address, (this.#countByAddress.get(address) ?? 0) + 1)
  }

  remove(address: string): void {
    this.#count -= 1
    const left = (this.#countByAddress.get(address) ?? 0) - 1
    if (left > 0) this.#countByAddress.set(address, left)
    else this.#countByAddress.delete(address)
  }
}

/** Of connections that are looked at for an unused one, so that a flood of new ones costs no more than they do. */
const lookedAt = 64

/** Closes one that is of no use at the moment. @param connections the oldest first */
export function closeUnused(
  connections: Iterable<{ readonly isUnused: boolean; readonly socket: { destroy(): void } }>,
): boolean {
  let looked = 0
  for (const { isUnused, socket } of connections) {
    if (isUnused) {
      socket.destroy()
      return true
    }
    looked += 1
    if (looked >= lookedAt) return false
  }
  return false
}
