import { toBase64 } from '../base64.ts'
import { NetDecimal } from '../decimal.ts'
import { formatDateTime, formatDateTimeOffset } from '../format/date-format.ts'
import { formatNumber } from '../format/format-number.ts'
import { formatTimeSpan } from '../format/time-span-format.ts'
import { formatGuid, NetGuid } from '../guid.ts'
import { newLine } from '../new-line.ts'
import { NetDateTime } from '../time/date-time.ts'
import { NetDateTimeOffset } from '../time/date-time-offset.ts'
import { NetTimeSpan } from '../time/time-span.ts'
import { JArray, JConstructor, JObject, JProperty, type JsonPrimitive, type JToken, JValue } from './token.ts'
import { tokenType } from './token-type.ts'

/** The numbers of `Newtonsoft.Json.Formatting`. */
export const jsonFormatting = { None: 0, Indented: 1 } as const

/**
 * JSON text of a tree. `JToken.ToString()` is indented by two spaces; a value alone is not (see `valueText`).
 * @see https://www.newtonsoft.com/json/help/html/M_Newtonsoft_Json_Linq_JToken_ToString.htm
 */
export function writeJson(token: JToken, formatting: number = jsonFormatting.Indented): string {
  const pieces: string[] = []
  write(token, formatting === jsonFormatting.Indented ? newLine : '', pieces)
  return pieces.join('')
}

/** @param lineEnd line end and indentation of this level; empty when nothing is indented */
function write(token: JToken, lineEnd: string, pieces: string[]): void {
  if (token instanceof JValue) pieces.push(writeScalar(token.value, token.type))
  else if (token instanceof JProperty) {
    pieces.push(quoteJson(token.name), lineEnd === '' ? ':' : ': ')
    write(token.value, lineEnd, pieces)
  } else if (token instanceof JObject) writeChildren('{', token.children, '}', lineEnd, pieces)
  else if (token instanceof JArray) writeChildren('[', token.children, ']', lineEnd, pieces)
  else if (token instanceof JConstructor) writeChildren(`new ${token.name}(`, token.children, ')', lineEnd, pieces)
}

function writeChildren(
  opening: string,
  children: readonly JToken[],
  closing: string,
  lineEnd: string,
  pieces: string[],
): void {
  pieces.push(opening)
  const inner = lineEnd === '' ? '' : `${lineEnd}  `
  children.forEach((child, i) => {
    pieces.push(i > 0 ? `,${inner}` : inner)
    write(child, inner, pieces)
  })
  if (children.length > 0) pieces.push(lineEnd)
  pieces.push(closing)
}

function writeScalar(value: JsonPrimitive, type: number): string {
  if (type === tokenType.Undefined) return 'undefined'
  if (value === null) return 'null'
  if (type === tokenType.Raw) return String(value)
  if (type === tokenType.Comment) return `/*${String(value)}*/`
  if (typeof value === 'string') return quoteJson(value)
  if (typeof value === 'boolean') return value ? 'true' : 'false'
  if (typeof value === 'bigint') return value.toString()
  if (typeof value === 'number') {
    const text = formatNumber(value, 'Double')
    return Number.isFinite(value) ? withPoint(text) : quoteJson(text)
  }
  if (value instanceof NetDecimal) return withPoint(value.toString())
  return quoteJson(isoText(value))
}

/** A float is told from a whole number by its point. */
function withPoint(text: string): string {
  return /[.E]/.test(text) ? text : `${text}.0`
}

function isoText(value: Exclude<JsonPrimitive, null | string | boolean | number | bigint | NetDecimal>): string {
  if (value instanceof NetDateTime) return formatDateTime(value, "yyyy'-'MM'-'dd'T'HH':'mm':'ss.FFFFFFFK")
  if (value instanceof NetDateTimeOffset) return formatDateTimeOffset(value, "yyyy'-'MM'-'dd'T'HH':'mm':'ss.FFFFFFFK")
  if (value instanceof NetGuid) return formatGuid(value)
  if (value instanceof NetTimeSpan) return formatTimeSpan(value)
  if (value instanceof Uint8Array) return toBase64(value)
  return value.originalString
}

/** `JValue.ToString()`: the value as .NET prints it, without quotes; null is empty. */
export function valueText({ value }: JValue, format: string | null = null): string {
  if (value === null) return ''
  if (typeof value === 'string') return value
  if (typeof value === 'boolean') return value ? 'True' : 'False'
  if (typeof value === 'bigint') return formatNumber(value, 'Int64', format)
  if (typeof value === 'number') return formatNumber(value, 'Double', format)
  if (value instanceof NetDecimal) return formatNumber(value, 'Decimal', format)
  if (value instanceof NetDateTime) return formatDateTime(value, format)
  if (value instanceof NetDateTimeOffset) return formatDateTimeOffset(value, format)
  if (value instanceof NetTimeSpan) return formatTimeSpan(value, format)
  if (value instanceof NetGuid) return formatGuid(value, format)
  return value instanceof Uint8Array ? 'System.Byte[]' : value.originalString
}

/** `ToString()` of any token. */
export function tokenText(token: JToken): string {
  return token instanceof JValue ? valueText(token) : writeJson(token)
}

const escapes: Readonly<Record<string, string>> = {
  '"': '\\"',
  '\\': '\\\\',
  '\b': '\\b',
  '\t': '\\t',
  '\n': '\\n',
  '\f': '\\f',
  '\r': '\\r',
}

/** A string in double quotes with Newtonsoft's default escapes. */
export function quoteJson(text: string): string {
  return `"${text.replace(
    // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what has to be escaped
    /["\\\u0000-\u001f\u0085\u2028\u2029]/g,
    (character) => escapes[character] ?? `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  )}"`
}
