import { invalidCastException, invalidOperationException } from '../net/failures.ts'
import { Boxed } from '../run/boxed.ts'
import { nullReference } from '../run/net-exception.ts'
import type { RunState } from '../run/run-state.ts'
import { tagType } from '../run/type-tag.ts'
import { isEnum, isSameType, isValueType, type NamedType, type NetType, underlyingOf } from '../types/net-type.ts'
import { cannotCast, instanceTest, isBoxed } from './instance-test.ts'
import { convertNumeric, isImplicitNumeric, isInRange, isIntegerKind, numericKindOf } from './numeric.ts'
import { isSubtype } from './type-relations.ts'
import { userConversion } from './user-conversions.ts'
import type { WellKnownTypes } from './well-known-types.ts'

/** How a value of one type becomes one of another. */
export interface Conversion {
  /** Undefined: the value is right as it is. */
  readonly convert: ((value: unknown, run: RunState) => unknown) | undefined
  readonly isUserDefined: boolean
}

/** A constant of which only the value decides: `byte b = 5`. */
export interface ConstantValue {
  readonly value: unknown
}

const asItIs: Conversion = { convert: undefined, isUserDefined: false }
const builtIn = (convert: Conversion['convert']): Conversion => ({ convert, isUserDefined: false })

/** @see C# 7, 11.2 */
export function implicitConversion(
  from: NetType,
  to: NetType,
  types: WellKnownTypes,
  constant?: ConstantValue,
): Conversion | undefined {
  return standardImplicit(from, to, types, constant) ?? userConversion(from, to, types, 'implicit')
}

/** Without conversions that types declare. */
export function standardImplicit(
  from: NetType,
  to: NetType,
  types: WellKnownTypes,
  constant?: ConstantValue,
): Conversion | undefined {
  if (isSameType(from, to) || from.kind === 'never') return asItIs
  if (from.kind === 'void' || to.kind === 'void') return undefined
  const numeric = implicitNumeric(from, to, constant)
  if (numeric !== undefined) return numeric
  const target = underlyingOf(to)
  if (target !== undefined) {
    if (from.kind === 'null') return asItIs
    const source = underlyingOf(from)
    const inner = standardImplicit(source ?? from, target, types, source === undefined ? constant : undefined)
    return inner === undefined ? undefined : lift(inner)
  }
  if (isValueType(from)) return isSubtype(underlyingOf(from) ?? from, to, types) ? boxing(from) : undefined
  if (!isSubtype(from, to, types)) return undefined
  return needsTag(from) ? builtIn((value) => tagType(value, from)) : asItIs
}

function implicitNumeric(from: NetType, to: NetType, constant: ConstantValue | undefined): Conversion | undefined {
  const fromKind = numericKindOf(from)
  if (fromKind === undefined) return undefined
  const toKind = numericKindOf(to)
  if (toKind !== undefined && isImplicitNumeric(fromKind, toKind))
    return builtIn(convertNumeric(fromKind, toKind, false))
  if (constant === undefined || (fromKind !== 'int' && fromKind !== 'long')) return undefined
  const value = BigInt(constant.value as number | bigint)
  if (isEnum(to)) return value === 0n ? asItIs : undefined
  if (toKind === undefined || toKind === 'char' || !isIntegerKind(toKind) || !isInRange(value, toKind)) return undefined
  if (fromKind === 'long' && toKind !== 'ulong') return undefined
  return builtIn(convertNumeric(fromKind, toKind, false))
}

/** The same for `T?`: null stays null. */
const lift = ({ convert, isUserDefined }: Conversion): Conversion =>
  convert === undefined
    ? { convert, isUserDefined }
    : { convert: (value, run) => (value === null ? null : convert(value, run)), isUserDefined }

/** Arrays, sequences and delegates do not know their type by themselves. */
const needsTag = (from: NetType): boolean =>
  from.kind === 'array' ||
  (from.kind === 'named' &&
    (from.declaration.kind === 'delegate' || (from.declaration.kind === 'interface' && from.args.length > 0)))

/** A value of a value type in an `object`. */
export function boxing(from: NetType): Conversion {
  const underlying = underlyingOf(from)
  if (underlying !== undefined) return lift(boxing(underlying))
  if (isBoxed(from)) return builtIn((value) => new Boxed(from as NamedType, value as number | bigint))
  const isGeneric = from.kind === 'named' && from.args.length > 0
  return isGeneric ? builtIn((value) => tagType(value, from)) : asItIs
}

/** What a cast does. @see C# 7, 11.3 */
export function explicitConversion(
  from: NetType,
  to: NetType,
  types: WellKnownTypes,
  isChecked: boolean,
  constant?: ConstantValue,
): Conversion | undefined {
  return (
    standardImplicit(from, to, types, constant) ??
    standardExplicit(from, to, types, isChecked) ??
    userConversion(from, to, types, 'explicit')
  )
}

/** Casts that no type declares. */
export function standardExplicit(
  from: NetType,
  to: NetType,
  types: WellKnownTypes,
  isChecked: boolean,
): Conversion | undefined {
  const implicit = standardImplicit(from, to, types)
  if (implicit !== undefined) return implicit
  const fromKind = numericKindOf(from) ?? (isEnum(from) ? 'int' : undefined)
  const toKind = numericKindOf(to) ?? (isEnum(to) ? 'int' : undefined)
  if (fromKind !== undefined && toKind !== undefined) return builtIn(convertNumeric(fromKind, toKind, isChecked))
  const source = underlyingOf(from)
  const target = underlyingOf(to)
  if (target !== undefined && (source !== undefined || isValueType(from))) {
    const inner = standardExplicit(source ?? from, target, types, isChecked)
    return inner === undefined ? undefined : lift(inner)
  }
  if (source !== undefined && isValueType(to)) {
    const inner = standardExplicit(source, to, types, isChecked)
    return inner === undefined ? undefined : withValue(inner)
  }
  if (isValueType(to)) return unboxing(from, to, types)
  if (isValueType(from)) return undefined
  return castReference(from, to, types)
}

const withValue = ({ convert }: Conversion): Conversion =>
  builtIn((value, run) => {
    if (value === null) throw invalidOperationException('Nullable object must have a value.')
    return convert === undefined ? value : convert(value, run)
  })

function unboxing(from: NetType, to: NetType, types: WellKnownTypes): Conversion | undefined {
  if (isValueType(from) || !isSubtype(underlyingOf(to) ?? to, from, types)) return undefined
  const isOne = instanceTest(to, types)
  const isNullable = underlyingOf(to) !== undefined
  const { objects } = types.object.declaration.table
  return builtIn((value) => {
    if (value === null) {
      if (isNullable) return null
      throw nullReference()
    }
    if (!isOne(value)) throw invalidCastException(cannotCast(value, underlyingOf(to) ?? to, objects))
    return value instanceof Boxed ? value.value : value
  })
}

function castReference(from: NetType, to: NetType, types: WellKnownTypes): Conversion | undefined {
  if (!mayCast(from, to, types)) return undefined
  const isOne = instanceTest(to, types)
  const { objects } = types.object.declaration.table
  return builtIn((value) => {
    if (value !== null && !isOne(value)) throw invalidCastException(cannotCast(value, to, objects))
    return value
  })
}

/** Whether some value of the one type could be of the other. */
export function mayCast(from: NetType, to: NetType, types: WellKnownTypes): boolean {
  if (isSubtype(to, from, types) || isSubtype(from, to, types)) return true
  const isInterface = (type: NetType): boolean => type.kind === 'named' && type.declaration.kind === 'interface'
  const isSealed = (type: NetType): boolean =>
    type.kind !== 'named' || isSameType(type, types.string) || type.declaration.kind === 'delegate'
  if (isInterface(to)) return !isSealed(from) || isInterface(from)
  return isInterface(from) && !isSealed(to)
}
