import { NetDecimal } from '../net/decimal.ts'
import { isEnum, isValueType, type NetType, underlyingOf } from '../types/net-type.ts'
import { invokerOf } from './invoke.ts'
import { numericKindOf } from './numeric.ts'

/** `default(T)`: 0, false, null, or what a struct is without arguments; undefined when the struct has no such value. */
export function defaultValueOf(type: NetType): { readonly value: unknown } | undefined {
  if (!isValueType(type) || underlyingOf(type) !== undefined) return { value: null }
  const kind = numericKindOf(type)
  if (kind === 'decimal') return { value: NetDecimal.zero }
  if (kind === 'long' || kind === 'ulong') return { value: 0n }
  if (kind !== undefined || isEnum(type)) return { value: 0 }
  if (type.kind !== 'named') return undefined
  if (type.declaration.keyword === 'bool') return { value: false }
  const empty = type.declaration.constructors.find(({ parameters }) => parameters.length === 0)
  if (empty === undefined) return undefined
  const { call, needsRun } = invokerOf(empty.implementation, type.args)
  return needsRun ? undefined : { value: call() }
}
