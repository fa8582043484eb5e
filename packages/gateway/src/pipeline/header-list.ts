import type { HeaderArray } from '@sluice/platform'

/** Header fields that can be changed; shares the array it was made of until the first change. Names match in any case. */
export interface HeaderList {
  /** Values of this name joined by `, `, or undefined. */
  get(name: string): string | undefined
  values(name: string): readonly string[]
  /** Replaces all values of this name; keeps the place of the first. */
  set(name: string, values: readonly string[]): void
  append(name: string, values: readonly string[]): void
  delete(name: string): void
  toArray(): HeaderArray
}

/** @param shared array of names and values; it is never changed, the list copies it on the first write */
export function createHeaderList(shared: HeaderArray): HeaderList {
  return new CopyOnWriteHeaderList(shared)
}

class CopyOnWriteHeaderList implements HeaderList {
  #fields: HeaderArray
  #own: string[] | undefined

  constructor(shared: HeaderArray) {
    this.#fields = shared
  }

  get(name: string): string | undefined {
    const fields = this.#fields
    let joined: string | undefined
    for (let i = 0; i < fields.length; i += 2) {
      if (!isSameName(fields[i], name)) continue
      joined = joined === undefined ? fields[i + 1] : `${joined}, ${fields[i + 1]}`
    }
    return joined
  }

  values(name: string): readonly string[] {
    const fields = this.#fields
    const values: string[] = []
    for (let i = 0; i < fields.length; i += 2) if (isSameName(fields[i], name)) values.push(fields[i + 1] ?? '')
    return values
  }

  set(name: string, values: readonly string[]): void {
    const fields = this.#fields
    const first = placeOf(fields, name, 0)
    if (first < 0) {
      this.append(name, values)
      return
    }
    if (values.length === 1 && placeOf(fields, name, first + 2) < 0) {
      const own = this.#own ?? fields.slice()
      own[first] = name
      own[first + 1] = values[0] ?? ''
      this.#keep(own)
      return
    }
    const changed = fields.slice(0, first)
    for (const value of values) changed.push(name, value)
    addOthers(changed, fields, name, first + 2)
    this.#keep(changed)
  }

  append(name: string, values: readonly string[]): void {
    const fields = this.#own ?? this.#fields.slice()
    for (const value of values) fields.push(name, value)
    this.#keep(fields)
  }

  delete(name: string): void {
    const fields = this.#fields
    const first = placeOf(fields, name, 0)
    if (first < 0) return
    const left = fields.slice(0, first)
    addOthers(left, fields, name, first + 2)
    this.#keep(left)
  }

  toArray(): HeaderArray {
    // Handed out: from here on it is shared again, and the next write copies it.
    this.#own = undefined
    return this.#fields
  }

  #keep(fields: string[]): void {
    this.#own = fields
    this.#fields = fields
  }
}

/** Of the first field of this name from there on; -1 = there is none. */
function placeOf(fields: HeaderArray, name: string, from: number): number {
  for (let i = from; i < fields.length; i += 2) if (isSameName(fields[i], name)) return i
  return -1
}

/** Adds the fields of other names from there on. */
function addOthers(to: string[], fields: HeaderArray, name: string, from: number): void {
  for (let i = from; i < fields.length; i += 2) {
    if (!isSameName(fields[i], name)) to.push(fields[i] ?? '', fields[i + 1] ?? '')
  }
}

/** Lengths differ for almost every pair, so that few names are ever folded. */
const isSameName = (field: string | undefined, name: string): boolean =>
  field !== undefined && field.length === name.length && (field === name || field.toLowerCase() === name.toLowerCase())
