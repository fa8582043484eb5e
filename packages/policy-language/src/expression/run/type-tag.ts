import type { NetType } from '../net-types/net-type.ts'

/**
 * Static types of arrays, sequences, delegates and objects of the gateway, kept once they are seen as something wider:
 * beside the values and not in them, since they may be frozen or belong to others.
 */
const tags = new WeakMap<object, NetType>()

/** Keeps the type that the value has here, unless it knows one already. */
export function tagType<T>(value: T, type: NetType): T {
  if (((typeof value === 'object' && value !== null) || typeof value === 'function') && !tags.has(value)) {
    tags.set(value, type)
  }
  return value
}

export const taggedTypeOf = (value: object): NetType | undefined => tags.get(value)
