import type { CachedValue } from './value-cache.ts'

/**
 * Values of policies as bytes: JSON in which everything that JSON has no form for is an array that begins with the name of its type. Lists are
 * such arrays themselves.
 */
type Packed =
  | null
  | boolean
  | number
  | string
  | { readonly [name: string]: Packed }
  | readonly [type: string, ...Packed[]]

/** @throws Error for a value that could not be sent to another thread either */
export const encodePacked = (value: unknown): Uint8Array => Buffer.from(JSON.stringify(toPacked(value)))

/** Undefined for what somebody else wrote. */
export function decodePacked(bytes: Uint8Array): CachedValue | undefined {
  try {
    return { value: fromPacked(JSON.parse(Buffer.from(bytes).toString()) as Packed) }
  } catch {
    return undefined
  }
}

function toPacked(value: unknown): Packed {
  switch (typeof value) {
    case 'string':
    case 'boolean':
      return value
    case 'number':
      return Number.isFinite(value) && !Object.is(value, -0)
        ? value
        : ['number', Object.is(value, -0) ? '-0' : String(value)]
    case 'bigint':
      return ['bigint', String(value)]
    case 'undefined':
      return ['undefined']
    case 'object':
      return value === null ? null : toPackedObject(value)
    default:
      throw new Error(`A ${typeof value} cannot be kept.`)
  }
}

function toPackedObject(value: object): Packed {
  if (Array.isArray(value)) return ['list', ...value.map(toPacked)]
  if (value instanceof Uint8Array) return ['bytes', Buffer.from(value).toString('base64')]
  if (value instanceof Date) return ['date', value.getTime()]
  if (value instanceof Map) return ['map', ...[...value].flat().map(toPacked)]
  if (value instanceof Set) return ['set', ...[...value].map(toPacked)]
  return Object.fromEntries(Object.entries(value).map(([name, member]) => [name, toPacked(member)]))
}

function fromPacked(packed: Packed): unknown {
  if (Array.isArray(packed)) return fromTyped(packed as readonly [string, ...Packed[]])
  if (typeof packed !== 'object' || packed === null) return packed
  return Object.fromEntries(Object.entries(packed).map(([name, member]) => [name, fromPacked(member)]))
}

function fromTyped([type, ...parts]: readonly [string, ...Packed[]]): unknown {
  const [first] = parts
  switch (type) {
    case 'list':
      return parts.map(fromPacked)
    case 'bytes':
      return new Uint8Array(Buffer.from(String(first), 'base64'))
    case 'number':
      return Number(first)
    case 'bigint':
      return BigInt(String(first))
    case 'date':
      return new Date(Number(first))
    case 'undefined':
      return undefined
    case 'set':
      return new Set(parts.map(fromPacked))
    case 'map': {
      const members = parts.map(fromPacked)
      const map = new Map<unknown, unknown>()
      for (let at = 0; at + 1 < members.length; at += 2) map.set(members[at], members[at + 1])
      return map
    }
    default:
      throw new Error(`There are no values of the type '${type}'.`)
  }
}
