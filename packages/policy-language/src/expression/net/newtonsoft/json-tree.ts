import { compareDecimals, decimalFromInteger, NetDecimal } from '../decimal.ts'
import { argumentException, argumentOutOfRangeException, invalidOperationException } from '../failures.ts'
import { NetGuid } from '../guid.ts'
import { NetDateTime } from '../time/date-time.ts'
import { NetDateTimeOffset } from '../time/date-time-offset.ts'
import { NetTimeSpan } from '../time/time-span.ts'
import {
  classNameOf,
  JArray,
  JConstructor,
  JContainer,
  JObject,
  JProperty,
  type JsonPrimitive,
  type JToken,
  JValue,
} from './token.ts'
import { tokenType } from './token-type.ts'

/** `token["name"]`: null when an object has no such property; a value has none to ask for. */
export function getByName(token: JToken, key: string): JToken | null {
  if (token instanceof JObject) return token.get(key) ?? null
  throw wrongKey(token, `"${key}"`)
}

/** `token[0]`. @throws System.ArgumentOutOfRangeException beyond the end */
export function getByIndex(token: JToken, index: number): JToken {
  if (!(token instanceof JArray) && !(token instanceof JConstructor)) throw wrongKey(token, String(index))
  const item = token.children[index]
  if (item === undefined) throw indexOutOfRange()
  return item
}

export function setByName(token: JToken, key: string, value: JToken | null): void {
  if (!(token instanceof JObject)) throw wrongKey(token, `"${key}"`, 'Set ')
  token.set(key, value)
}

export function setByIndex(token: JToken, index: number, value: JToken | null): void {
  if (!(token instanceof JArray) && !(token instanceof JConstructor)) throw wrongKey(token, String(index), 'Set ')
  const old = token.children[index]
  if (old === undefined) throw indexOutOfRange()
  token.replaceChild(old, value)
}

function wrongKey(token: JToken, key: string, verb = 'Accessed '): Error {
  if (token instanceof JValue) return invalidOperationException(`Cannot access child value on ${classNameOf(token)}.`)
  if (token instanceof JObject)
    return argumentException(`${verb}JObject values with invalid key value: ${key}. Object property name expected.`)
  if (token instanceof JProperty)
    return invalidOperationException(`Cannot access child value on ${classNameOf(token)}.`)
  const expected = token instanceof JArray ? 'Int32 array index' : 'Argument position index'
  const name = token instanceof JArray ? 'JArray' : 'JConstructor'
  return argumentException(`${verb}${name} values with invalid key value: ${key}. ${expected} expected.`)
}

function indexOutOfRange() {
  return argumentOutOfRangeException(
    'index',
    'Index was out of range. Must be non-negative and less than the size of the collection.',
  )
}

/** `HasValues` */
export function hasValues(token: JToken): boolean {
  return token instanceof JContainer && token.children.length > 0
}

/** Children in order; a value has none. */
export function childrenOf(token: JToken): readonly JToken[] {
  return token instanceof JContainer ? token.children : []
}

/** All below a token, each before its own children. */
export function* descendants(token: JToken): Generator<JToken> {
  for (const child of childrenOf(token)) {
    yield child
    yield* descendants(child)
  }
}

/** All above a token, the nearest first. */
export function* ancestors(token: JToken): Generator<JContainer> {
  for (let parent = token.parent; parent !== null; parent = parent.parent) yield parent
}

/** The neighbour `by` places further in the parent, null when there is none. */
export function sibling(token: JToken, by: 1 | -1): JToken | null {
  if (token.parent === null) return null
  return token.parent.children[token.parent.children.indexOf(token) + by] ?? null
}

/** @throws System.InvalidOperationException without a parent */
export function removeToken(token: JToken): void {
  parentOf(token).removeChild(token)
}

export function replaceToken(token: JToken, by: JToken | null): void {
  parentOf(token).replaceChild(token, by)
}

/** `AddAfterSelf` and `AddBeforeSelf`. */
export function addBeside(token: JToken, added: JToken | null, offset: 0 | 1): void {
  const parent = parentOf(token)
  parent.insert(parent.children.indexOf(token) + offset, added)
}

function parentOf(token: JToken): JContainer {
  if (token.parent === null) throw invalidOperationException('The parent is missing.')
  return token.parent
}

/** `JToken.DeepEquals`: values by what they are, objects whatever the order of their properties. */
export function deepEquals(a: JToken | null, b: JToken | null): boolean {
  if (a === b) return true
  if (a === null || b === null) return false
  if (a instanceof JValue && b instanceof JValue) return valueEquals(a, b)
  if (a instanceof JProperty && b instanceof JProperty) return a.name === b.name && deepEquals(a.value, b.value)
  if (a instanceof JObject && b instanceof JObject) {
    if (a.children.length !== b.children.length) return false
    return a.children.every((property) => {
      const other = b.property(property.name)
      return other !== undefined && deepEquals(property.value, other.value)
    })
  }
  if (!(a instanceof JContainer) || !(b instanceof JContainer) || a.type !== b.type) return false
  if (a instanceof JConstructor && b instanceof JConstructor && a.name !== b.name) return false
  return (
    a.children.length === b.children.length && a.children.every((child, i) => deepEquals(child, b.children[i] ?? null))
  )
}

/** `JValue.Equals`: types must be the same, but for a whole number and a float. */
export function valueEquals(a: JValue, b: JValue): boolean {
  const isNumber = (value: JValue) => value.type === tokenType.Integer || value.type === tokenType.Float
  if (a.type !== b.type && !(isNumber(a) && isNumber(b))) return false
  return a.value === null || b.value === null ? a.value === b.value : comparePrimitives(a.value, b.value) === 0
}

/** Below, at or above 0; NaN when the two have no order. */
export function comparePrimitives(a: Exclude<JsonPrimitive, null>, b: Exclude<JsonPrimitive, null>): number {
  if (isNumeric(a) && isNumeric(b)) return compareNumbers(a, b)
  if (typeof a === 'string' && typeof b === 'string') return a < b ? -1 : a > b ? 1 : 0
  if (typeof a === 'boolean' && typeof b === 'boolean') return Number(a) - Number(b)
  if (a instanceof NetDateTime && b instanceof NetDateTime) return compareBigints(a.ticks, b.ticks)
  if (a instanceof NetDateTimeOffset && b instanceof NetDateTimeOffset) return compareBigints(a.utcTicks, b.utcTicks)
  if (a instanceof NetTimeSpan && b instanceof NetTimeSpan) return compareBigints(a.ticks, b.ticks)
  if (a instanceof NetGuid && b instanceof NetGuid) return a.digits < b.digits ? -1 : a.digits > b.digits ? 1 : 0
  if (a instanceof Uint8Array && b instanceof Uint8Array)
    return a.length === b.length && a.every((byte, i) => byte === b[i]) ? 0 : Number.NaN
  if (isUri(a) && isUri(b)) return a.originalString === b.originalString ? 0 : Number.NaN
  return Number.NaN
}

function isNumeric(value: JsonPrimitive): value is bigint | number | NetDecimal {
  return typeof value === 'bigint' || typeof value === 'number' || value instanceof NetDecimal
}

function compareNumbers(a: bigint | number | NetDecimal, b: bigint | number | NetDecimal): number {
  if (typeof a === 'number' || typeof b === 'number') {
    const [x, y] = [toDouble(a), toDouble(b)]
    return x < y ? -1 : x > y ? 1 : x === y ? 0 : Number.NaN
  }
  if (typeof a === 'bigint' && typeof b === 'bigint') return compareBigints(a, b)
  return compareDecimals(
    typeof a === 'bigint' ? decimalFromInteger(a) : a,
    typeof b === 'bigint' ? decimalFromInteger(b) : b,
  )
}

function toDouble(value: bigint | number | NetDecimal): number {
  return value instanceof NetDecimal ? Number(value.toString()) : Number(value)
}

function compareBigints(a: bigint, b: bigint): number {
  return a < b ? -1 : a > b ? 1 : 0
}

function isUri(value: JsonPrimitive): value is { readonly originalString: string } {
  return typeof value === 'object' && value !== null && 'originalString' in value
}
