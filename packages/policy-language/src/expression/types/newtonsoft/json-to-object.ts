import { defaultValueOf } from '../../binding/default-value.ts'
import { invokerOf } from '../../binding/invoke.ts'
import { invalidCastException } from '../../net/failures.ts'
import type { NumericTypeName } from '../../net/format/number-buffer.ts'
import {
  changeToBoolean,
  changeToDateTime,
  changeToNumber,
  isJsonNull,
  jsonToBytes,
  jsonToDateTimeOffset,
  jsonToGuid,
  jsonToTimeSpan,
} from '../../net/newtonsoft/convert-json.ts'
import { jsonSerializationException } from '../../net/newtonsoft/json-failures.ts'
import { pathOf } from '../../net/newtonsoft/json-path-text.ts'
import { classNameOf, JArray, JObject, JProperty, type JToken, JValue, jsonString } from '../../net/newtonsoft/token.ts'
import { valueText } from '../../net/newtonsoft/write-json.ts'
import { Boxed } from '../../run/boxed.ts'
import type { Run } from '../../run/run.ts'
import {
  isEnum,
  isNamed,
  type NamedType,
  type NetType,
  namedType,
  runtimeNameOf,
  textOfType,
  underlyingOf,
} from '../net-type.ts'
import { entryReader, sequenceElement } from './sequence-element.ts'

/** JSON as a value of a type, in the representation of that type. */
type Read = (run: Run, token: JToken) => unknown

const numbers: readonly string[] = [
  'SByte',
  'Byte',
  'Int16',
  'UInt16',
  'Int32',
  'UInt32',
  'Int64',
  'UInt64',
  'Single',
  'Double',
  'Decimal',
] satisfies NumericTypeName[]

/**
 * How `DeserializeObject<T>`, `ToObject<T>` and `Value<T>` read a type.
 * @throws System.InvalidCastException, Newtonsoft.Json.JsonSerializationException, when it is read
 */
export function jsonReaderOf(type: NetType): Read {
  if (isNamed(type, 'System.String')) return (_run, token) => textOf(token)
  return readerOf(type)
}

/** As `jsonReaderOf` for JSON that was never a tree: strings that look like dates stay the strings they were. */
export function readerOf(type: NetType): Read {
  const underlying = underlyingOf(type)
  if (underlying !== undefined) {
    const read = readerOf(underlying)
    return (run, token) => (isJsonNull(token) ? null : read(run, token))
  }
  if (type.kind === 'array') return arrayReader(type.element)
  if (type.kind !== 'named') return unreadable(type)
  const { fullName, name, kind } = type.declaration
  if (fullName.startsWith('Newtonsoft.Json.Linq.J')) return tokenReader(type)
  if (fullName === 'System.Object') return objectReader(type)
  if (isEnum(type)) return enumReader(type)
  if (fullName === `System.${name}` && numbers.includes(name))
    return (_run, token) => changeToNumber(primitive(token, type), name as NumericTypeName)
  const simple = simpleReaders[fullName]
  if (simple !== undefined) return simple(type)
  const element = sequenceElement(type)
  if (element === undefined || kind === 'static') return unreadable(type)
  return collectionReader(type, element)
}

const simpleReaders: Readonly<Record<string, (type: NetType) => Read>> = {
  'System.String': () => (_run, token) =>
    token instanceof JValue ? (token.writtenAs ?? textOf(token)) : textOf(token),
  'System.Boolean': (type) => (_run, token) => changeToBoolean(primitive(token, type)),
  'System.Char': () => (_run, token) => (textOf(token) ?? '\0').charCodeAt(0),
  'System.DateTime': (type) => (_run, token) => changeToDateTime(primitive(token, type)),
  'System.DateTimeOffset': () => (_run, token) => jsonToDateTimeOffset(token),
  'System.TimeSpan': () => (_run, token) => jsonToTimeSpan(token),
  'System.Guid': () => (_run, token) => jsonToGuid(token),
}

function tokenReader(type: NamedType): Read {
  const { represents } = type.declaration.definition
  return (_run, token) => {
    if (represents === undefined || token instanceof represents) return token
    if (isJsonNull(token)) return null
    throw invalidCastException(`Cannot cast ${classNameOf(token)} to ${type.declaration.fullName}.`)
  }
}

/** Containers stay trees; values become what they hold. */
function objectReader(type: NamedType): Read {
  const long = namedType(type.declaration.table.named('System.Int64').declaration)
  const double = namedType(type.declaration.table.named('System.Double').declaration)
  return (_run, token) => {
    if (!(token instanceof JValue)) return token
    if (typeof token.value === 'bigint') return new Boxed(long, token.value)
    return typeof token.value === 'number' ? new Boxed(double, token.value) : token.value
  }
}

function enumReader(type: NamedType): Read {
  return (_run, token) => {
    const value = primitive(token, type)
    if (typeof value !== 'string') return changeToNumber(value, 'Int32')
    const found = [...type.declaration.values].find(([name]) => name.toLowerCase() === value.toLowerCase())
    if (found === undefined)
      throw jsonSerializationException(
        `Error converting value "${value}" to type '${runtimeNameOf(type)}'. Path '${pathOf(token)}'.`,
      )
    return found[1]
  }
}

function arrayReader(element: NetType): Read {
  if (isNamed(element, 'System.Byte')) return (_run, token) => jsonToBytes(token)
  const read = readerOf(element)
  return (run, token) => (isJsonNull(token) ? null : itemsOf(token, element).map((item) => read(run, item)))
}

/** A list, a set or a dictionary: made and filled as an expression would do it. */
function collectionReader(type: NamedType, element: NetType): Read {
  const concrete = concreteType(type)
  const make = memberOf(concrete, 'constructor', 0)
  const entries = entryReader(element)
  if (make === undefined) return arrayReader(element)
  if (entries === undefined) {
    const add = memberOf(concrete, 'Add', 1) ?? memberOf(concrete, 'Enqueue', 1) ?? memberOf(concrete, 'Push', 1)
    if (add === undefined) return arrayReader(element)
    const read = readerOf(element)
    return (run, token) => {
      if (isJsonNull(token)) return null
      const list = make(run)
      for (const item of itemsOf(token, type)) add(run, list, read(run, item))
      return list
    }
  }
  const add = memberOf(concrete, 'Add', 2)
  if (add === undefined) return unreadable(type)
  const readValue = readerOf(entries.valueType)
  const readKey = readerOf(entries.keyType)
  return (run, token) => {
    if (isJsonNull(token)) return null
    if (!(token instanceof JObject)) throw wrongShape(token, type)
    const dictionary = make(run)
    for (const { name, value } of token.children) {
      const key = readKey(run, jsonString(name))
      add(run, dictionary, key, readValue(run, value))
    }
    return dictionary
  }
}

/** What is made where an interface is asked for. */
function concreteType(type: NamedType): NamedType {
  if (type.declaration.kind !== 'interface') return type
  const name = type.args.length === 2 ? 'Dictionary' : /Set$/.test(type.declaration.name) ? 'HashSet' : 'List'
  const found = type.declaration.table.find(name, type.args.length)
  return found === undefined ? type : namedType(found, type.args)
}

function memberOf(type: NamedType, name: string, count: number) {
  const { constructors, methods } = type.declaration
  const candidates = name === 'constructor' ? constructors : (methods.get(name) ?? [])
  const method = candidates.find(
    ({ parameters, typeParameters }) => parameters.length === count && typeParameters.length === 0,
  )
  if (method === undefined) return undefined
  const { needsRun, call } = invokerOf(method.implementation, type.args)
  return needsRun
    ? (run: Run, ...args: unknown[]) => call(run, ...args)
    : (_run: Run, ...args: unknown[]) => call(...args)
}

function itemsOf(token: JToken, type: NetType): readonly JToken[] {
  if (token instanceof JArray) return token.children
  throw wrongShape(token, type)
}

function wrongShape(token: JToken, type: NetType) {
  return jsonSerializationException(
    `Cannot deserialize the current JSON ${token instanceof JObject ? 'object' : token instanceof JArray ? 'array' : 'value'} into type '${runtimeNameOf(type)}'. Path '${pathOf(token)}'.`,
  )
}

function primitive(token: JToken, type: NetType) {
  const value = token instanceof JProperty ? token.value : token
  if (value instanceof JValue) return value.value
  throw invalidCastException(`Cannot cast ${classNameOf(value)} to ${textOfType(type)}.`)
}

function textOf(token: JToken): string | null {
  const value = token instanceof JProperty ? token.value : token
  if (!(value instanceof JValue)) throw invalidCastException(`Cannot cast ${classNameOf(value)} to System.String.`)
  return value.value === null ? null : valueText(value)
}

function unreadable(type: NetType): Read {
  return (_run, token) => {
    if (isJsonNull(token)) return defaultValueOf(type)?.value ?? null
    throw jsonSerializationException(
      `Could not create an instance of type ${runtimeNameOf(type)}. Path '${pathOf(token)}'.`,
    )
  }
}

/** The default of a type where JSON has nothing. */
export function defaultOf(type: NetType): unknown {
  return defaultValueOf(type)?.value ?? null
}
