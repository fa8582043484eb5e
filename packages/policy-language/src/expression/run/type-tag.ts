import type { NetType } from '../types/net-type.ts'

/** Under which an array, sequence or delegate remembers its static type once it is seen as something wider. */
const tag: unique symbol = Symbol('type')

/** Keeps the type that the value has here, unless it knows one already. */
export function tagType(value: unknown, type: NetType): unknown {
  if (((typeof value === 'object' && value !== null) || typeof value === 'function') && !(tag in value)) {
    Object.defineProperty(value, tag, { value: type })
  }
  return value
}

export function taggedTypeOf(value: object): NetType | undefined {
  return tag in value ? (value[tag] as NetType) : undefined
}
