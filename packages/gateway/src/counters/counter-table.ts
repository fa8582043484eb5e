import { createTextHasher } from './hash-text.ts'

/** What an entry counts; 0 is a free place. */
export const entryKind = { free: 0, windowLog: 1, windowParts: 2, quota: 3, circuit: 4, slots: 5 } as const
export type EntryKind = (typeof entryKind)[keyof typeof entryKind]

/** Numbers that an entry has for itself. */
export const valuesPerEntry = 64

const waysPerSet = 16
const wordsPerWay = 6
const wordsPerSet = 2 + waysPerSet * wordsPerWay
const headerWords = 16
const seedWord = 4
const evictionsWord = 8

const spinsBeforeSleep = 2000
const sleepMs = 1
/**
 * A holder works for less than a microsecond; one that still holds after this is no longer alive. Longer than a system
 * under load leaves a thread waiting for a core, because taking over from a living one could let a call too many pass.
 */
const sleepsBeforeTakeover = 1000

/** Entries kept apart; rounded up to a power of two of sets. 262 144 by default: memory is taken as entries are used. */
export function allocateCounterTable(entries: number, seed: Int32Array): SharedArrayBuffer {
  const sets = 2 ** Math.ceil(Math.log2(Math.max(1, entries / waysPerSet)))
  const buffer = new SharedArrayBuffer(bytesBefore(sets) + sets * waysPerSet * valuesPerEntry * 8)
  const words = new Int32Array(buffer, 0, headerWords)
  words[0] = sets
  words.set(seed.subarray(0, 4), seedWord)
  return buffer
}

const bytesBefore = (sets: number): number => Math.ceil(((headerWords + sets * wordsPerSet) * 4) / 8) * 8

/**
 * A hash table of counters in memory that all workers share: sets of 16 places, each set under a lock that is held for
 * the few instructions of one hit. Where a set is full, the entry that would expire first makes room: that counter
 * starts anew, which lets calls through rather than refuse calls that are within their limit.
 */
export interface CounterTable {
  /** The numbers of all entries; an entry's begin at the offset that `open` gives. */
  readonly values: Float64Array
  /**
   * Locks the set of a key, finds or makes its entry. Another kind than before starts the entry anew.
   * @returns offset of its numbers
   */
  open(key: string, kind: EntryKind): number
  /**
   * Like `open`, but makes no entry where there is none: then nothing is locked.
   * @returns offset of its numbers, and when it expires
   */
  find(key: string, kind: EntryKind): { readonly offset: number; readonly expiresAtSeconds: number } | undefined
  /** Unlocks what `open` or `find` locked; until `expiresAtSeconds` the entry should not make room for another. */
  close(expiresAtSeconds: number): void
  /** How many live counters had to make room so far. */
  readonly evictions: number
  /** Calls back for every entry of a kind, each under its lock. */
  forEach(kind: EntryKind, visit: (hash: Int32Array, offset: number, expiresAtSeconds: number) => void): void
  /** Like `open` and `close` with the hash itself, for entries that come back from disk. */
  restore(hash: Int32Array, kind: EntryKind, values: readonly number[], expiresAtSeconds: number): void
  readonly seed: Int32Array
}

/** @param nowSeconds the time by which entries expire */
export function openCounterTable(buffer: SharedArrayBuffer, nowSeconds: () => number): CounterTable {
  const sets = new Int32Array(buffer, 0, 1)[0] as number
  const words = new Int32Array(buffer, 0, headerWords + sets * wordsPerSet)
  const values = new Float64Array(buffer, bytesBefore(sets))
  const seed = words.slice(seedWord, seedWord + 4)
  const hash = new Int32Array(4)
  const hashText = createTextHasher(seed)
  let openSet = 0
  let openWay = 0

  const lock = (set: number) => {
    const at = headerWords + set * wordsPerSet
    for (let spins = 0; Atomics.compareExchange(words, at, 0, 1) !== 0; ) {
      spins += 1
      if (spins < spinsBeforeSleep) continue
      // The turn word moves with every unlock: one that stands still belongs to a holder that died.
      const turn = Atomics.load(words, at + 1)
      let sleeps = 0
      while (sleeps < sleepsBeforeTakeover && Atomics.load(words, at) !== 0 && Atomics.load(words, at + 1) === turn) {
        Atomics.wait(words, at, 1, sleepMs)
        sleeps += 1
      }
      if (sleeps === sleepsBeforeTakeover && Atomics.compareExchange(words, at + 1, turn, turn + 1) === turn) return
      spins = 0
    }
  }
  const unlock = (set: number) => {
    const at = headerWords + set * wordsPerSet
    Atomics.add(words, at + 1, 1)
    Atomics.store(words, at, 0)
  }
  const wayAt = (set: number, way: number) => headerWords + set * wordsPerSet + 2 + way * wordsPerWay
  const offsetOf = (set: number, way: number) => (set * waysPerSet + way) * valuesPerEntry

  const isHashAt = (at: number): boolean =>
    words[at + 1] === hash[0] && words[at + 2] === hash[1] && words[at + 3] === hash[2] && words[at + 4] === hash[3]

  const claim = (set: number, kind: EntryKind): number => {
    const now = nowSeconds()
    let chosen = 0
    let chosenExpiry = Number.POSITIVE_INFINITY
    for (let way = 0; way < waysPerSet; way += 1) {
      const at = wayAt(set, way)
      const held = words[at] as number
      if (held === entryKind.free) {
        if (chosenExpiry > Number.NEGATIVE_INFINITY) {
          chosen = way
          chosenExpiry = Number.NEGATIVE_INFINITY
        }
        continue
      }
      if (isHashAt(at)) {
        if (held !== kind) reset(set, way, kind)
        return way
      }
      const expiry = words[at + 5] as number
      if (expiry < chosenExpiry) {
        chosen = way
        chosenExpiry = expiry
      }
    }
    if (chosenExpiry > now) Atomics.add(words, evictionsWord, 1)
    const at = wayAt(set, chosen)
    words.set(hash, at + 1)
    reset(set, chosen, kind)
    return chosen
  }
  const reset = (set: number, way: number, kind: EntryKind) => {
    words[wayAt(set, way)] = kind
    const offset = offsetOf(set, way)
    values.fill(0, offset, offset + valuesPerEntry)
  }
  const openHashed = (kind: EntryKind): number => {
    openSet = (hash[0] as number) & (sets - 1)
    lock(openSet)
    openWay = claim(openSet, kind)
    return offsetOf(openSet, openWay)
  }
  const close = (expiresAtSeconds: number) => {
    words[wayAt(openSet, openWay) + 5] = Math.min(expiresAtSeconds, 0x7fffffff)
    unlock(openSet)
  }

  return {
    values,
    seed,
    open(key, kind) {
      hashText(key, hash)
      return openHashed(kind)
    },
    find(key, kind) {
      hashText(key, hash)
      openSet = (hash[0] as number) & (sets - 1)
      lock(openSet)
      for (openWay = 0; openWay < waysPerSet; openWay += 1) {
        const at = wayAt(openSet, openWay)
        if (words[at] !== kind || !isHashAt(at)) continue
        return { offset: offsetOf(openSet, openWay), expiresAtSeconds: words[at + 5] as number }
      }
      unlock(openSet)
      return undefined
    },
    close,
    get evictions() {
      return Atomics.load(words, evictionsWord)
    },
    forEach(kind, visit) {
      for (let set = 0; set < sets; set += 1) {
        // A set that nobody ever locked holds nothing; looking no further keeps its memory untouched.
        if (Atomics.load(words, headerWords + set * wordsPerSet + 1) === 0) continue
        lock(set)
        try {
          for (let way = 0; way < waysPerSet; way += 1) {
            const at = wayAt(set, way)
            if (words[at] === kind) visit(words.slice(at + 1, at + 5), offsetOf(set, way), words[at + 5] as number)
          }
        } finally {
          unlock(set)
        }
      }
    },
    restore(restoredHash, kind, numbers, expiresAtSeconds) {
      hash.set(restoredHash)
      const offset = openHashed(kind)
      values.set(numbers, offset)
      close(expiresAtSeconds)
    },
  }
}
