import { explicitConversion } from '../binding/conversions.ts'
import { instanceTest } from '../binding/instance-test.ts'
import { typesOf } from '../binding/well-known-types.ts'
import { Boxed } from '../run/boxed.ts'
import type { RunState } from '../run/run-state.ts'
import { isValueType, type NetType } from './net-type.ts'
import { tableOf } from './table-of.ts'

/** Tests and casts of values of unknown type, as `OfType<T>` and `Cast<T>` do it. */
export function instanceTestFor(type: NetType): {
  readonly isOne: (value: unknown) => boolean
  readonly unwrap: (value: unknown) => unknown
  /** @throws NetException System.InvalidCastException */
  readonly cast: (value: unknown) => unknown
} {
  const types = typesOf(tableOf(type))
  const test = instanceTest(type, types)
  const isStruct = isValueType(type)
  const convert = explicitConversion(types.object, type, types, false)?.convert
  // Elements of a typed sequence come in their own representation.
  const isBare = (value: unknown): boolean => typeof value === 'number' || typeof value === 'bigint'
  return {
    isOne: (value) => isBare(value) || test(value),
    unwrap: (value) => (isStruct && value instanceof Boxed ? value.value : value),
    cast: (value) => (convert === undefined || isBare(value) ? value : convert(value, noRun)),
  }
}

/** Unboxing looks at the value only. */
const noRun = undefined as unknown as RunState
