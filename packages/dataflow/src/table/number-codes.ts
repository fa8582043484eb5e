/** Numbers what numbers there are, from 0 in the order in which they come; NaN equals NaN, and -0 equals 0. */
export interface NumberCodes {
  codeOf(value: number): number
  /** The next code, for what is no number. */
  takeCode(): number
  readonly size: number
}

const smallestCapacity = 1024

/** A hash table of typed arrays: several times as quick as a Map of doubles, and without its limit of 16 million. */
export function createNumberCodes(): NumberCodes {
  let capacity = smallestCapacity
  let keys = new Float64Array(capacity)
  /** The code and 1 more; 0 = free. */
  let codes = new Int32Array(capacity)
  let size = 0
  let occupied = 0
  const parts = new Uint32Array(2)
  const double = new Float64Array(parts.buffer)

  const hashOf = (value: number): number => {
    double[0] = value
    let hash = Math.imul((parts[0] as number) ^ Math.imul(parts[1] as number, 0x85ebca6b), 0xc2b2ae35)
    hash ^= hash >>> 15
    return Math.imul(hash, 0x27d4eb2f) ^ (hash >>> 13)
  }
  const placeOf = (value: number): number => {
    const mask = capacity - 1
    let place = hashOf(value) & mask
    while (codes[place] !== 0 && keys[place] !== value && !(Number.isNaN(value) && Number.isNaN(keys[place]))) {
      place = (place + 1) & mask
    }
    return place
  }
  const grow = () => {
    const [oldKeys, oldCodes] = [keys, codes]
    capacity *= 2
    keys = new Float64Array(capacity)
    codes = new Int32Array(capacity)
    for (let old = 0; old < oldCodes.length; old += 1) {
      if (oldCodes[old] === 0) continue
      const place = placeOf(oldKeys[old] as number)
      keys[place] = oldKeys[old] as number
      codes[place] = oldCodes[old] as number
    }
  }
  return {
    codeOf(value) {
      const key = Number.isNaN(value) ? Number.NaN : value + 0
      const place = placeOf(key)
      const known = codes[place] as number
      if (known !== 0) return known - 1
      keys[place] = key
      size += 1
      codes[place] = size
      occupied += 1
      if (occupied * 2 > capacity) grow()
      return size - 1
    },
    takeCode() {
      size += 1
      return size - 1
    },
    get size() {
      return size
    },
  }
}
