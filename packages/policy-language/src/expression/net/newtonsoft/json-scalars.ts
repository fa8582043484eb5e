import { findDate } from './json-dates.ts'
import type { JsonReader } from './json-reader.ts'
import { JValue, jsonBoolean, jsonFloat, jsonInteger, jsonNull, jsonString } from './token.ts'
import { tokenType } from './token-type.ts'

const escapes: Readonly<Record<string, string>> = {
  b: '\b',
  t: '\t',
  n: '\n',
  f: '\f',
  r: '\r',
  '\\': '\\',
  '/': '/',
  '"': '"',
  "'": "'",
}

/** A string between double or single quotes, from its opening quote. */
export function readString(reader: JsonReader): string {
  const quote = reader.current
  reader.at++
  let value = ''
  for (;;) {
    const start = reader.at
    while (!reader.isAtEnd && !isStop(reader.current, quote)) reader.at++
    value += reader.text.slice(start, reader.at)
    if (reader.isAtEnd) reader.fail(`Unterminated string. Expected delimiter: ${quote}.`)
    const character = reader.current
    if (character === quote) {
      reader.at++
      return value
    }
    if (character === '\\') value += readEscape(reader)
    else {
      const lineStart = reader.at
      reader.newLine()
      value += reader.text.slice(lineStart, reader.at)
    }
  }
}

function isStop(character: string, quote: string): boolean {
  return character === quote || character === '\\' || character === '\n' || character === '\r'
}

function readEscape(reader: JsonReader): string {
  const letter = reader.text[reader.at + 1]
  if (letter === undefined) {
    reader.at++
    reader.fail('Unterminated string. Expected delimiter: ".')
  }
  reader.at += 2
  if (letter === 'u') {
    const digits = reader.text.slice(reader.at, reader.at + 4)
    if (digits.length < 4) reader.fail('Unexpected end while parsing Unicode escape sequence.')
    if (!/^[0-9a-fA-F]{4}$/.test(digits)) reader.fail(`Invalid Unicode escape sequence: \\u${digits}.`)
    reader.at += 4
    return String.fromCharCode(Number.parseInt(digits, 16))
  }
  const value = Object.hasOwn(escapes, letter) ? escapes[letter] : undefined
  return value ?? reader.fail(`Bad JSON escape sequence: \\${letter}.`)
}

/** A string as a value: one that looks like a date is a date. */
export function readStringValue(reader: JsonReader): JValue {
  const text = readString(reader)
  const date = findDate(text)
  if (date === undefined) return jsonString(text)
  const value = new JValue(date, tokenType.Date)
  value.writtenAs = text
  return value
}

const words: Readonly<Record<string, () => JValue>> = {
  true: () => jsonBoolean(true),
  false: () => jsonBoolean(false),
  null: jsonNull,
  undefined: () => new JValue(null, tokenType.Undefined),
  NaN: () => jsonFloat(Number.NaN),
  Infinity: () => jsonFloat(Infinity),
  '-Infinity': () => jsonFloat(-Infinity),
}

const failureByLetter: Readonly<Record<string, string>> = {
  t: 'Error parsing boolean value.',
  f: 'Error parsing boolean value.',
  n: 'Error parsing null value.',
  u: 'Error parsing undefined value.',
  N: 'Error parsing NaN value.',
  I: 'Error parsing Infinity value.',
}

/** A word that is a value; undefined when the text does not begin with the letter of one. */
export function readWord(reader: JsonReader): JValue | undefined {
  for (const [word, make] of Object.entries(words)) {
    if (!reader.text.startsWith(word, reader.at) || !isEnd(reader.text[reader.at + word.length])) continue
    reader.at += word.length
    return make()
  }
  const failure = Object.hasOwn(failureByLetter, reader.current) ? failureByLetter[reader.current] : undefined
  if (failure === undefined) return undefined
  while (/[A-Za-z]/.test(reader.current) && wordGoesOn(reader)) reader.at++
  return reader.fail(failure)
}

/** Failures stand behind the first letter that is wrong. */
function wordGoesOn(reader: JsonReader): boolean {
  return Object.keys(words).some((word) => word.startsWith(reader.current))
}

function isEnd(character: string | undefined): boolean {
  return character === undefined || /[\s,\]})/]/.test(character)
}

/** A number from its first character: whole ones of any size, doubles, hexadecimal `0x1F`, octal `017`. */
export function readNumber(reader: JsonReader): JValue {
  const start = reader.at
  while (/[-+0-9A-Fa-fxX.eEpPlL]/.test(reader.current)) reader.at++
  const character = reader.current
  if (!reader.isAtEnd && !/[\s,\]})/]/.test(character))
    reader.fail(`Unexpected character encountered while parsing number: ${character}.`)
  const text = reader.text.slice(start, reader.at)
  if (/^-?(?:0|[1-9]\d*)$/.test(text)) return jsonInteger(BigInt(text))
  if (/^[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?$/.test(text) && !/^-?0\d+$/.test(text)) {
    if (/^[+-]?\d+$/.test(text)) return jsonInteger(BigInt(text.replace('+', '')))
    return jsonFloat(Number(text))
  }
  const hexadecimal = /^(-?)(0[xX][0-9a-fA-F]{1,16})$/.exec(text)
  if (hexadecimal !== null)
    return jsonInteger(BigInt.asIntN(64, BigInt(hexadecimal[2] ?? 0)) * (hexadecimal[1] ? -1n : 1n))
  const octal = /^(-?)0([0-7]{1,22})$/.exec(text)
  if (octal !== null) return jsonInteger(BigInt(`0o${octal[2]}`) * (octal[1] ? -1n : 1n))
  return reader.fail(`Input string '${text}' is not a valid ${/[.eE]/.test(text) ? 'number' : 'integer'}.`)
}
