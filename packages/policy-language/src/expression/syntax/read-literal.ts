import { ExpressionFault } from './syntax-fault.ts'
import type { LiteralSyntax } from './syntax-tree.ts'

interface ReadLiteral {
  readonly literal: LiteralSyntax
  /** Behind it. */
  readonly end: number
}

const stringLiteral = (value: string): LiteralSyntax => Object.freeze({ kind: 'literal', type: 'string', value })

const simpleEscapes: ReadonlyMap<string, string> = new Map([
  ["'", "'"],
  ['"', '"'],
  ['\\', '\\'],
  ['0', '\0'],
  ['a', '\x07'],
  ['b', '\b'],
  ['f', '\f'],
  ['n', '\n'],
  ['r', '\r'],
  ['t', '\t'],
  ['v', '\v'],
])

/** Reads `\n`, `\x41`, `\u0041`, `\U00000041`. @throws ExpressionFault */
export function readEscape(text: string, start: number): { readonly value: string; readonly end: number } {
  const char = text.charAt(start + 1)
  const simple = simpleEscapes.get(char)
  if (simple !== undefined) return { value: simple, end: start + 2 }
  const pattern =
    char === 'x' ? /[0-9a-fA-F]{1,4}/y : char === 'u' ? /[0-9a-fA-F]{4}/y : char === 'U' ? /[0-9a-fA-F]{8}/y : undefined
  if (pattern !== undefined) {
    pattern.lastIndex = start + 2
    const digits = pattern.exec(text)?.[0]
    const code = Number.parseInt(digits ?? 'ffffffff', 16)
    if (digits !== undefined && code <= 0x10ffff) {
      return { value: String.fromCodePoint(code), end: start + 2 + digits.length }
    }
  }
  throw new ExpressionFault(`Unrecognized escape sequence '\\${char}'.`, { start, end: start + 2 })
}

const neverClosed = (start: number, end: number): ExpressionFault =>
  new ExpressionFault('The string is never closed on its line.', { start, end })

export function readRegularString(text: string, start: number): ReadLiteral {
  if (text.startsWith('"""', start) && text.charAt(start + 3) !== '"') return readRawString(text, start)
  let value = ''
  let at = start + 1
  for (;;) {
    const char = text.charAt(at)
    if (char === '"') return { literal: stringLiteral(value), end: at + 1 }
    if (char === '' || char === '\n' || char === '\r') throw neverClosed(start, at)
    if (char === '\\') {
      const escaped = readEscape(text, at)
      value += escaped.value
      at = escaped.end
    } else {
      value += char
      at++
    }
  }
}

/** Newer C#, on one line: it cannot be misread, since `""` followed by `"` is no C# 7. */
function readRawString(text: string, start: number): ReadLiteral {
  const end = text.indexOf('"""', start + 3)
  const value = text.slice(start + 3, end)
  if (end < 0 || /[\n\r]/.test(value)) throw neverClosed(start, text.length)
  return { literal: stringLiteral(value), end: end + 3 }
}

/** @param quote offset of the opening quotation mark, behind the `@` */
export function readVerbatimString(text: string, quote: number): ReadLiteral {
  let value = ''
  let at = quote + 1
  for (;;) {
    const close = text.indexOf('"', at)
    if (close < 0) throw new ExpressionFault('The string is never closed.', { start: quote - 1, end: text.length })
    value += text.slice(at, close)
    if (text.charAt(close + 1) !== '"') return { literal: stringLiteral(value), end: close + 1 }
    value += '"'
    at = close + 2
  }
}

export function readCharacter(text: string, start: number): ReadLiteral {
  const first = text.charAt(start + 1)
  const read = first === '\\' ? readEscape(text, start + 1) : { value: first, end: start + 2 }
  if (first === "'" || first === '' || first === '\n' || first === '\r') {
    throw new ExpressionFault('A character literal holds one character.', { start, end: start + 2 })
  }
  if (read.value.length !== 1 || text.charAt(read.end) !== "'") {
    const what = 'A character literal holds one character; text stands in quotation marks ("…").'
    throw new ExpressionFault(what, { start, end: read.end })
  }
  const value = read.value.charCodeAt(0)
  return { literal: Object.freeze({ kind: 'literal', type: 'char', value }), end: read.end + 1 }
}

const number =
  /0[xX](?<hex>[0-9a-fA-F_]+)|0[bB](?<binary>[01_]+)|(?<decimal>[0-9][0-9_]*)?(?<fraction>\.[0-9][0-9_]*)?(?<exponent>[eE][+-]?[0-9][0-9_]*)?/y
const suffix = /[A-Za-z_][A-Za-z0-9_]*/y

export function readNumber(text: string, start: number): ReadLiteral {
  number.lastIndex = start
  const match = number.exec(text)
  const digits = match?.[0] ?? ''
  const { hex, binary, decimal, fraction, exponent } = match?.groups ?? {}
  suffix.lastIndex = start + digits.length
  const written = suffix.exec(text)?.[0] ?? ''
  const end = start + digits.length + written.length
  const ending = written.toLowerCase()
  const span = { start, end }
  const plain = digits.replaceAll('_', '')
  const isWhole = fraction === undefined && exponent === undefined
  const isReal = hex === undefined && binary === undefined
  const finish = (literal: LiteralSyntax): ReadLiteral => ({ literal: Object.freeze(literal), end })

  if (isReal && ending === 'm') return finish({ kind: 'literal', type: 'decimal', value: plain })
  if (isReal && (ending === 'f' || ending === 'd' || (ending === '' && !isWhole))) {
    const value = Number(plain)
    if (!Number.isFinite(value)) throw new ExpressionFault(`The number ${digits} is too large.`, span)
    return finish({
      kind: 'literal',
      type: ending === 'f' ? 'float' : 'double',
      value: ending === 'f' ? Math.fround(value) : value,
    })
  }
  if (!isWhole || !/^(?:u|l|ul|lu)?$/.test(ending)) {
    throw new ExpressionFault(`'${written}' does not belong behind the number ${digits}.`, span)
  }
  if ([hex, binary, decimal].some((part) => part !== undefined && /^_*$|_$/.test(part))) {
    throw new ExpressionFault(`The number ${digits} does not end with a digit.`, span)
  }
  const value = BigInt(plain)
  const isUnsigned = ending.includes('u')
  const isLong = ending.includes('l')
  if (value >= 1n << 64n) throw new ExpressionFault(`The number ${digits} is too large.`, span)
  if (!isLong && !isUnsigned && value < 1n << 31n) return finish({ kind: 'literal', type: 'int', value: Number(value) })
  if (!isLong && value < 1n << 32n) return finish({ kind: 'literal', type: 'uint', value: Number(value) })
  return finish({ kind: 'literal', type: isUnsigned || value >= 1n << 63n ? 'ulong' : 'long', value })
}
