import { AnonymousObject } from '../../net/anonymous-object.ts'
import { NetDecimal } from '../../net/decimal.ts'
import { argumentException } from '../../net/failures.ts'
import { NetGuid } from '../../net/guid.ts'
import { jsonSerializationException } from '../../net/newtonsoft/json-failures.ts'
import {
  JArray,
  JObject,
  JToken,
  JValue,
  jsonBoolean,
  jsonFloat,
  jsonInteger,
  jsonNull,
  jsonString,
} from '../../net/newtonsoft/token.ts'
import { tokenType } from '../../net/newtonsoft/token-type.ts'
import { iterate } from '../../net/sequence.ts'
import { NetDateTime } from '../../net/time/date-time.ts'
import { NetDateTimeOffset } from '../../net/time/date-time-offset.ts'
import { NetTimeSpan } from '../../net/time/time-span.ts'
import { NetTuple, NetValueTuple } from '../../net/tuple.ts'
import { Boxed } from '../../run/boxed.ts'
import type { Run } from '../../run/run.ts'
import { isNamed, type NetType, textOfType, underlyingOf } from '../net-type.ts'
import { operationsFor } from '../value-operations.ts'
import { entryReader, sequenceElement } from './sequence-element.ts'

/** Objects that are nested deeper end with an exception, as those that contain themselves do. */
const MAX_DEPTH = 256

/**
 * `JToken.FromObject` and `JsonConvert.SerializeObject`: a value in an `object` as JSON.
 * @see https://www.newtonsoft.com/json/help/html/SerializationGuide.htm
 */
export function jsonFromObject(run: Run, value: unknown, depth = 0): JToken {
  if (depth > MAX_DEPTH) throw jsonSerializationException('Self referencing loop detected.')
  run.step()
  run.charge(1)
  if (value === null || value === undefined) return jsonNull()
  if (value instanceof JToken) return value
  if (typeof value === 'string') return jsonString(value)
  if (typeof value === 'boolean') return jsonBoolean(value)
  if (value instanceof Boxed) return fromNumber(value.value, value.type)
  const simple = fromSimple(value)
  if (simple !== undefined) return simple
  if (value instanceof AnonymousObject)
    return objectOf(
      run,
      value.type.properties.map(({ name, type }, i) => [name, value.values[i], type] as const),
      depth,
    )
  if (value instanceof NetTuple || value instanceof NetValueTuple)
    return objectOf(
      run,
      value.items.map((item, i) => [`Item${i + 1}`, item, value.typeArguments[i]] as const),
      depth,
    )
  const type = run.objects.typeOf(value)
  if (type !== undefined && isNamed(type, 'System.Uri'))
    return new JValue({ originalString: run.objects.toText(value) }, tokenType.Uri)
  if (isIterable(value)) return fromSequence(run, value, type, depth)
  throw argumentException(
    `Could not determine JSON object type for type ${type === undefined ? 'System.Object' : textOfType(type)}.`,
  )
}

/** A value in the representation of its static type. */
export function jsonFromTyped(run: Run, value: unknown, type: NetType | undefined, depth = 0): JToken {
  if (value === null || value === undefined) return jsonNull()
  const own = type === undefined ? undefined : (underlyingOf(type) ?? type)
  if (own !== undefined && (typeof value === 'number' || typeof value === 'bigint')) return fromNumber(value, own)
  const isKnown = value instanceof JToken || value instanceof Uint8Array
  // An array does not know what its elements are; where it stands does.
  if (!isKnown && isIterable(value) && own !== undefined && sequenceElement(own) !== undefined)
    return fromSequence(run, value, own, depth)
  return jsonFromObject(run, value, depth)
}

function objectOf(
  run: Run,
  properties: readonly (readonly [name: string, value: unknown, type: NetType | undefined])[],
  depth: number,
): JObject {
  const object = new JObject()
  for (const [name, value, type] of properties) object.set(name, jsonFromTyped(run, value, type, depth + 1))
  return object
}

function fromNumber(value: number | bigint, type: NetType): JToken {
  const name = type.kind === 'named' ? type.declaration.name : ''
  if (name === 'Char') return jsonString(String.fromCharCode(Number(value)))
  if (name === 'Double') return jsonFloat(Number(value))
  // A single prints with its own few digits, not with those of the double it is held in.
  if (name === 'Single') return jsonFloat(Number(operationsFor(type).toText(value)))
  return jsonInteger(BigInt(value))
}

function fromSimple(value: unknown): JValue | undefined {
  if (value instanceof NetDecimal) return jsonFloat(value)
  if (value instanceof NetDateTime || value instanceof NetDateTimeOffset) return new JValue(value, tokenType.Date)
  if (value instanceof NetTimeSpan) return new JValue(value, tokenType.TimeSpan)
  if (value instanceof NetGuid) return new JValue(value, tokenType.Guid)
  if (value instanceof Uint8Array) return new JValue(value, tokenType.Bytes)
  return undefined
}

function fromSequence(run: Run, values: Iterable<unknown>, type: NetType | undefined, depth: number): JToken {
  const element = type === undefined ? undefined : sequenceElement(type)
  const entries = element === undefined ? undefined : entryReader(element)
  if (entries === undefined) {
    const array = new JArray()
    for (const item of iterate(values)) array.add(jsonFromTyped(run, item, element, depth + 1))
    return array
  }
  const { keyType, valueType } = entries
  const { toText } = operationsFor(keyType)
  const object = new JObject()
  for (const entry of values)
    object.set(toText(entries.key(run, entry)), jsonFromTyped(run, entries.value(run, entry), valueType, depth + 1))
  return object
}

function isIterable(value: unknown): value is Iterable<unknown> {
  return typeof value === 'object' && value !== null && Symbol.iterator in value
}
