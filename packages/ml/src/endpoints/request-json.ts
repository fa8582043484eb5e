import { TextDecoder } from 'node:util'
import { AppError } from '@sluice/contracts'
import { endOfString, locateJsonFault } from './locate-json-fault.ts'

const utf8 = new TextDecoder('utf-8', { fatal: true })

/**
 * Reads the body of a call: JSON, also where Python's `NaN`, `Infinity` and `-Infinity` stand for numbers. `NaN`
 * becomes null, the infinities become their words.
 * @param options `keepsDigits`: whole numbers that a double cannot hold become texts, which keep all digits
 * @throws AppError `RequestBodyInvalid`; its fault names line and column
 */
export function parseRequestJson(
  bytes: Uint8Array,
  contentType: string | undefined,
  { keepsDigits = false }: { readonly keepsDigits?: boolean } = {},
): unknown {
  const text = decodeText(bytes, contentType)
  const revive = keepsDigits && /\d{16}/.test(text) ? reviveDigits : undefined
  try {
    return JSON.parse(text, revive)
  } catch (error) {
    const repaired = replaceNumberWords(text)
    if (repaired === undefined) throw invalid(text, error)
    try {
      return JSON.parse(repaired, revive)
    } catch (second) {
      throw invalid(text, second)
    }
  }
}

function reviveDigits(_: string, value: unknown, { source }: { readonly source?: string } = {}): unknown {
  return typeof value === 'number' && !Number.isSafeInteger(value) && source !== undefined && /^-?\d+$/.test(source)
    ? source
    : value
}

/** The text of a body. @throws AppError `RequestBodyInvalid` when there is none, or not in its encoding */
export function decodeText(bytes: Uint8Array, contentType: string | undefined): string {
  if (bytes.byteLength === 0) throw new AppError('RequestBodyInvalid', {})
  const charset = contentType === undefined ? undefined : /charset\s*=\s*"?([^\s;"]+)/i.exec(contentType)?.[1]
  try {
    return decoderFor(charset).decode(bytes)
  } catch (error) {
    const message = `The body is not ${charset ?? 'UTF-8'} text.`
    throw new AppError(
      'RequestBodyInvalid',
      {},
      { cause: error, faults: [{ code: 'Encoding', target: 'body', message }] },
    )
  }
}

function decoderFor(charset: string | undefined): TextDecoder {
  if (charset === undefined || /^utf-?8$/i.test(charset)) return utf8
  try {
    return new TextDecoder(charset, { fatal: true })
  } catch {
    // Clients name encodings that do not exist; nearly all of them still send UTF-8.
    return utf8
  }
}

const words = [
  { word: 'NaN', replacement: 'null' },
  { word: 'Infinity', replacement: '"Infinity"' },
  { word: '-Infinity', replacement: '"-Infinity"' },
] as const

/** Replaces the words outside of strings. @returns undefined when there are none */
function replaceNumberWords(text: string): string | undefined {
  let result = ''
  let copiedTo = 0
  let at = 0
  while (at < text.length) {
    const character = text[at]
    if (character === '"') {
      at = endOfString(text, at) ?? text.length
      continue
    }
    const found = words.find(({ word }) => word[0] === character && text.startsWith(word, at))
    if (found === undefined) {
      at += 1
      continue
    }
    result += text.slice(copiedTo, at) + found.replacement
    at += found.word.length
    copiedTo = at
  }
  return copiedTo === 0 ? undefined : result + text.slice(copiedTo)
}

function invalid(text: string, cause: unknown): AppError {
  const position = locateJsonFault(text)
  const before = text.slice(0, position)
  const target = `line ${before.split('\n').length}, column ${position - before.lastIndexOf('\n')}`
  const message = position >= text.length ? 'The text ends too early.' : 'This is not JSON.'
  return new AppError('RequestBodyInvalid', {}, { cause, faults: [{ code: 'JsonSyntax', target, message }] })
}
