import { isSameType, isValueType, type NetType } from '../types/net-type.ts'
import { implicitConversion } from './conversions.ts'
import type { WellKnownTypes } from './well-known-types.ts'

/** The one of the types to which all others can be converted; undefined when there is none. @see C# 7, 12.6.3.15 */
export function bestCommonType(candidates: readonly NetType[], types: WellKnownTypes): NetType | undefined {
  const telling = candidates.filter(({ kind }) => kind !== 'null' && kind !== 'never')
  const hasNull = candidates.some(({ kind }) => kind === 'null')
  const best = telling.find((one) =>
    telling.every((other) => isSameType(one, other) || implicitConversion(other, one, types) !== undefined),
  )
  if (best === undefined) return telling.length === 0 ? candidates[0] : undefined
  // `b ? 1 : null` has no type before C# 9; an `int?` is what it can only mean.
  return hasNull && isValueType(best) && !isNullableStruct(best) ? types.nullable(best) : best
}

const isNullableStruct = (type: NetType): boolean => type.kind === 'named' && type.declaration.name === 'Nullable'
