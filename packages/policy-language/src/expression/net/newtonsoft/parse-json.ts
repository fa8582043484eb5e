import { argumentNullException } from '../failures.ts'
import { JsonReader } from './json-reader.ts'
import { readNumber, readString, readStringValue, readWord } from './json-scalars.ts'
import { JArray, JConstructor, type JContainer, JObject, JProperty, type JToken, JValue } from './token.ts'
import { tokenType } from './token-type.ts'

/** Deeper text would end the stack; Newtonsoft's own limit is 64 since version 13 and none before. */
const MAX_DEPTH = 256

/**
 * `JToken.Parse`: JSON with what Newtonsoft forgives: comments, single quotes, names without quotes, commas too many.
 * @see https://www.newtonsoft.com/json/help/html/M_Newtonsoft_Json_Linq_JToken_Parse.htm
 * @throws Newtonsoft.Json.JsonReaderException with path, line and position
 */
export function parseJson(text: string | null): JToken {
  return parseAs(text, 'JToken')
}

/** `JObject.Parse` */
export function parseJsonObject(text: string | null): JObject {
  return parseAs(text, 'JObject') as JObject
}

/** `JArray.Parse` */
export function parseJsonArray(text: string | null): JArray {
  return parseAs(text, 'JArray') as JArray
}

function parseAs(text: string | null, wanted: 'JToken' | 'JObject' | 'JArray'): JToken {
  if (text === null) throw argumentNullException('s')
  const reader = new JsonReader(text)
  if (!reader.skipSpace()) {
    reader.hasRead = reader.at > 0
    reader.fail(`Error reading ${wanted} from JsonReader.`)
  }
  const opening = reader.current
  if (wanted !== 'JToken' && opening !== (wanted === 'JObject' ? '{' : '['))
    refuseOther(reader, wanted, readValue(reader))
  const token = readValue(reader)
  if (reader.skipSpace())
    reader.fail(`Additional text encountered after finished reading JSON content: ${reader.current}.`)
  return token
}

function refuseOther(reader: JsonReader, wanted: string, token: JToken): never {
  const kind =
    token instanceof JValue ? names[token.type] : `Start${token.type === tokenType.Object ? 'Object' : 'Array'}`
  // The reader has only taken the first sign of it: a container's bracket.
  if (!(token instanceof JValue)) reader.at = reader.text.search(/[[{]/) + 1
  return reader.fail(
    `Error reading ${wanted} from JsonReader. Current JsonReader item is not an ${wanted === 'JObject' ? 'object' : 'array'}: ${kind}.`,
  )
}

const names: Readonly<Record<number, string>> = {
  [tokenType.Integer]: 'Integer',
  [tokenType.Float]: 'Float',
  [tokenType.String]: 'String',
  [tokenType.Boolean]: 'Boolean',
  [tokenType.Null]: 'Null',
  [tokenType.Undefined]: 'Undefined',
  [tokenType.Date]: 'Date',
}

function readValue(reader: JsonReader): JToken {
  const character = reader.current
  if (character === '{') return readContainer(reader, 'Object', new JObject(), readProperties)
  if (character === '[') return readContainer(reader, 'Array', new JArray(), (r, array) => readItems(r, array, ']'))
  const value = readScalar(reader)
  reader.nextItem()
  return value
}

function readScalar(reader: JsonReader): JToken {
  const character = reader.current
  if (character === '"' || character === "'") return readStringValue(reader)
  if (/[-0-9.]/.test(character) && !reader.text.startsWith('-I', reader.at)) return readNumber(reader)
  if (reader.text.startsWith('new', reader.at) && /\s/.test(reader.text[reader.at + 3] ?? ''))
    return readConstructor(reader)
  return readWord(reader) ?? reader.fail(`Unexpected character encountered while parsing value: ${character}.`)
}

function readContainer<C extends JContainer>(
  reader: JsonReader,
  kind: 'Object' | 'Array' | 'Constructor',
  container: C,
  read: (reader: JsonReader, container: C) => void,
): C {
  reader.at++
  reader.nextItem()
  reader.open(kind)
  if (reader.levels.length > MAX_DEPTH) reader.fail(`The reader's MaxDepth of ${MAX_DEPTH} has been exceeded.`)
  read(reader, container)
  reader.close()
  return container
}

function readProperties(reader: JsonReader, object: JObject): void {
  for (;;) {
    if (!reader.skipSpace()) reader.fail('Unexpected end of content while loading JObject.')
    if (reader.current === '}') break
    const name = readName(reader)
    reader.skipSpace()
    if (reader.isAtEnd) reader.fail('Unexpected end when reading JSON.')
    if (reader.current !== ':')
      reader.fail(`Invalid character after parsing property name. Expected ':' but got: ${reader.current}.`)
    reader.at++
    reader.property(name)
    if (!reader.skipSpace()) reader.fail('Unexpected end of content while loading JObject.')
    const value = reader.text[reader.at] === ',' ? new JValue(null, tokenType.Undefined) : readValue(reader)
    // Of properties with one name the last counts, where the first stood.
    const existing = object.property(name)
    if (existing === undefined) object.add(new JProperty(name, value))
    else existing.value = value
    if (readSeparator(reader, '}', 'JObject')) break
  }
  reader.at++
}

function readName(reader: JsonReader): string {
  const character = reader.current
  if (character === '"' || character === "'") return readString(reader)
  const start = reader.at
  while (/[\p{L}\p{N}_$]/u.test(reader.current)) reader.at++
  if (start === reader.at) reader.fail(`Invalid property identifier character: ${character}.`)
  if (reader.isAtEnd) reader.fail('Unexpected end while parsing unquoted property name.')
  if (!/[\s:]/.test(reader.current)) reader.fail(`Invalid JavaScript property identifier character: ${reader.current}.`)
  return reader.text.slice(start, reader.at)
}

function readItems(reader: JsonReader, container: JArray | JConstructor, closing: ']' | ')'): void {
  const loading = closing === ']' ? 'JArray' : 'JConstructor'
  for (;;) {
    if (!reader.skipSpace()) reader.fail(`Unexpected end of content while loading ${loading}.`)
    if (reader.current === closing) break
    if (reader.current === ',') {
      // Nothing between two commas is a value that is undefined.
      reader.nextItem()
      container.add(new JValue(null, tokenType.Undefined))
      reader.at++
      continue
    }
    container.add(readValue(reader))
    if (readSeparator(reader, closing, loading)) break
  }
  reader.at++
}

/** @returns whether the container ends here; its bracket is not passed */
function readSeparator(reader: JsonReader, closing: string, loading: string): boolean {
  if (!reader.skipSpace()) reader.fail(`Unexpected end of content while loading ${loading}.`)
  const character = reader.current
  if (character === closing) return true
  if (character === ',') {
    reader.at++
    return false
  }
  const other: Readonly<Record<string, string>> = { '}': 'EndObject', ']': 'EndArray', ')': 'EndConstructor' }
  const end = Object.hasOwn(other, character) ? other[character] : undefined
  if (end !== undefined) {
    reader.at++
    reader.fail(`JsonToken ${end} is not valid for closing JsonType ${loading.slice(1)}.`)
  }
  return reader.fail(`After parsing a value an unexpected character was encountered: ${character}.`)
}

function readConstructor(reader: JsonReader): JConstructor {
  reader.at += 3
  reader.skipSpace()
  const start = reader.at
  while (/[\p{L}\p{N}_$.]/u.test(reader.current)) reader.at++
  const name = reader.text.slice(start, reader.at)
  reader.skipSpace()
  if (reader.current !== '(') reader.fail(`Unexpected character while parsing constructor: ${reader.current}.`)
  return readContainer(reader, 'Constructor', new JConstructor(name), (r, call) => readItems(r, call, ')'))
}
