/** Bound on what is kept, so that many credentials cannot fill the memory. */
const maxKept = 10_000

/** What was looked up, until it is cleared. */
export interface GenerationCache<Value> {
  /** The value that is kept under `key`, or what `read` finds; nothing found is not kept. */
  get(key: string, read: () => Promise<Value | undefined>): Promise<Value | undefined>
  clear(): void
}

export function createGenerationCache<Value>(): GenerationCache<Value> {
  let kept = new Map<string, Value>()
  return {
    async get(key, read) {
      const held = kept.get(key)
      if (held !== undefined) return held
      // Whoever clears puts another map in place: what was read before that must not be found after it.
      const current = kept
      const value = await read()
      if (value !== undefined) {
        if (current.size >= maxKept) current.clear()
        current.set(key, value)
      }
      return value
    },
    clear() {
      kept = new Map()
    },
  }
}
