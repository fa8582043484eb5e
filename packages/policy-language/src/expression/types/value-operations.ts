import { invalidOperationException } from '../net/failures.ts'
import type { ValueOperations } from './define-type.ts'
import { isEnum, type NamedType, type NetType, runtimeNameOf, underlyingOf } from './net-type.ts'

/** What can be done with every value of one static type, in the representation of that type. */
export interface Operations {
  /** `ToString()`; null is the empty text, as in `string.Concat`. */
  toText(value: unknown, format?: string | null): string
  /** Key of a `Map`: the same for equal values only. */
  keyOf(value: unknown): unknown
  /** @throws NetException System.InvalidOperationException when the values have no order */
  compare(a: unknown, b: unknown): number
}

export const areEqual = (operations: Operations, a: unknown, b: unknown): boolean =>
  Object.is(operations.keyOf(a), operations.keyOf(b)) || operations.keyOf(a) === operations.keyOf(b)

const notComparable = (): never => {
  throw invalidOperationException('Failed to compare two elements in the array.')
}

/** Null comes first. */
const nullsFirst =
  (compare: (a: unknown, b: unknown) => number) =>
  (a: unknown, b: unknown): number =>
    a === null ? (b === null ? 0 : -1) : b === null ? 1 : compare(a, b)

const cache = new WeakMap<object, Operations>()

/** Text, equality and order of values of a static type. Those of classes that may have heirs follow from the value itself. */
export function operationsFor(type: NetType): Operations {
  if (type.kind !== 'named') return identityOperations(type)
  const isShared = type.args.length === 0
  const known = isShared ? cache.get(type.declaration) : undefined
  if (known !== undefined) return known
  const made = makeOperations(type)
  if (isShared) cache.set(type.declaration, made)
  return made
}

function makeOperations(type: NamedType): Operations {
  const underlying = underlyingOf(type)
  if (underlying !== undefined) {
    const { toText, keyOf, compare } = operationsFor(underlying)
    return {
      toText: (value, format) => (value === null ? '' : toText(value, format)),
      keyOf: (value) => (value === null ? null : keyOf(value)),
      compare: nullsFirst(compare),
    }
  }
  if (isEnum(type)) return enumOperations(type)
  const { kind, fullName, operations, table } = type.declaration
  if (kind !== 'struct' && fullName !== 'System.String') return table.objects
  return ownOperations(operations, runtimeNameOf(type))
}

/** Of a type's own declaration. */
export function ownOperations(declared: ValueOperations, name: string): Operations {
  const { toText, keyOf, compare } = declared as LooseOperations
  return {
    toText: (value, format) =>
      value === null || value === undefined ? '' : toText === undefined ? name : toText(value, format ?? null),
    keyOf: (value) => (keyOf === undefined || value === null ? value : keyOf(value)),
    compare: nullsFirst(compare ?? notComparable),
  }
}

interface LooseOperations {
  readonly toText?: (value: unknown, format: string | null) => string
  readonly keyOf?: (value: unknown) => unknown
  readonly compare?: (a: unknown, b: unknown) => number
}

const identityOperations = (type: NetType): Operations => ({
  toText: (value) =>
    value === null ? '' : type.kind === 'anonymous' ? textOfAnonymous(value, type.properties) : runtimeNameOf(type),
  keyOf: (value) => (type.kind === 'anonymous' && value !== null ? keyOfAnonymous(value, type.properties) : value),
  compare: nullsFirst(notComparable),
})

type Properties = Extract<NetType, { kind: 'anonymous' }>['properties']

const valuesOf = (value: unknown): readonly unknown[] => (value as { readonly values: readonly unknown[] }).values

/** `{ Name = x, Count = 2 }` */
export const textOfAnonymous = (value: unknown, properties: Properties): string =>
  `{ ${properties.map(({ name, type }, i) => `${name} = ${operationsFor(type).toText(valuesOf(value)[i])}`).join(', ')} }`

export const keyOfAnonymous = (value: unknown, properties: Properties): unknown =>
  joinKeys(properties.map(({ type }, i) => operationsFor(type).keyOf(valuesOf(value)[i])))

const identities = new WeakMap<object, number>()
let lastIdentity = 0

/** One key of several: equal exactly when all are. Objects that are only equal to themselves get a number. */
export function joinKeys(keys: readonly unknown[]): string {
  return keys
    .map((key) => {
      if (key === null || key === undefined) return 'n'
      if (typeof key === 'object' || typeof key === 'function') {
        const known = identities.get(key)
        if (known !== undefined) return `o${known}`
        lastIdentity++
        identities.set(key, lastIdentity)
        return `o${lastIdentity}`
      }
      const text = String(key)
      return `${(typeof key).charAt(0)}${text.length}:${text}`
    })
    .join('|')
}

function enumOperations(type: NamedType): Operations {
  const names = new Map<number, string>()
  for (const [name, value] of type.declaration.values) if (!names.has(value)) names.set(value, name)
  const isFlags = type.declaration.definition.isFlags === true
  return {
    toText: (value, format) => textOfEnum(Number(value), names, isFlags, format),
    keyOf: (value) => value,
    compare: (a, b) => Number(a) - Number(b),
  }
}

/** @see https://learn.microsoft.com/dotnet/standard/base-types/enumeration-format-strings */
function textOfEnum(
  value: number,
  names: ReadonlyMap<number, string>,
  isFlags: boolean,
  format: string | null | undefined,
): string {
  const letter = (format ?? 'G').toUpperCase()
  if (letter === 'D') return String(value)
  if (letter === 'X') return (value >>> 0).toString(16).toUpperCase().padStart(8, '0')
  const name = names.get(value)
  if (name !== undefined || !(isFlags || letter === 'F')) return name ?? String(value)
  const parts: string[] = []
  let rest = value
  for (const [flag, flagName] of [...names].toSorted(([a], [b]) => b - a)) {
    if (flag === 0 || (rest & flag) !== flag) continue
    parts.unshift(flagName)
    rest &= ~flag
  }
  return rest === 0 ? parts.join(', ') : String(value)
}
