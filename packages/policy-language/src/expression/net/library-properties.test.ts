import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { NetException } from '../run/net-exception.ts'
import {
  addDecimals,
  compareDecimals,
  divideDecimals,
  multiplyDecimals,
  NetDecimal,
  subtractDecimals,
} from './decimal.ts'
import { formatComposite } from './format/composite-format.ts'
import { formatDateTime } from './format/date-format.ts'
import { formatNumber } from './format/format-number.ts'
import { parseDateTime } from './format/parse-date.ts'
import { parseDateTimeExact } from './format/parse-date-exact.ts'
import { parseNumber } from './format/parse-number.ts'
import { formatTimeSpan, parseTimeSpan } from './format/time-span-format.ts'
import { selectTokens } from './newtonsoft/json-path.ts'
import { deepEquals } from './newtonsoft/json-tree.ts'
import { parseJson } from './newtonsoft/parse-json.ts'
import { writeJson } from './newtonsoft/write-json.ts'
import { compileRegex } from './regex/compile-regex.ts'
import { readJwt } from './security/jwt.ts'
import { NetDateTime } from './time/date-time.ts'
import { NetTimeSpan } from './time/time-span.ts'
import { decodeUtf8, encodeUtf8 } from './utf8.ts'
import { parseXDocument } from './xml-linq/parse-xml-linq.ts'
import { saveOptions, writeXml } from './xml-linq/write-xml.ts'
import { deepEqualsXml } from './xml-linq/xml-content.ts'

/** Runs with a budget of steps and lets exceptions of .NET pass: everything else is a fault of ours. */
function tolerating(run: (step: (count: number) => void) => unknown): void {
  let left = 200_000
  const step = (count: number) => {
    left -= count
    if (left < 0) throw new NetException('limit', 'limit')
  }
  try {
    run(step)
  } catch (error) {
    if (!(error instanceof NetException)) throw error
  }
}

const noLimit = () => undefined
const today = () => 0n
/** Texts made of what the grammar at hand is made of find more than random ones. */
const textOf = (alphabet: string) =>
  fc.array(fc.constantFrom(...alphabet), { maxLength: 30 }).map((all) => all.join(''))

describe('whatever is handed in, only exceptions of .NET come out', () => {
  it.each<[string, string, (text: string, step: (count: number) => void) => unknown]>([
    ['JSON', '{}[]:,"\'\\/*ab1.-e \nnultrue', (text) => parseJson(text)],
    [
      'JSONPath',
      '$.@[]()?*\'"ab01:,-=<&| ',
      (text, step) => selectTokens(parseJson('{"a":[1,{"b":2}]}'), text, false, step),
    ],
    ['XML', '<>/="\'ab &;!-[]?:x', (text) => parseXDocument(text)],
    [
      'regular expressions',
      '()[]{}?*+|^$.\\<>=!:-abdwk1,#ixn',
      (text, step) => compileRegex(text, 0).match('abab1 b', 0, step),
    ],
    ['numbers', '0123456789+-.,eE() x', (text) => parseNumber(text, 'Decimal')],
    ['number formats', '0#.,;%\'"\\E+-eXx ', (text) => formatNumber(-1234.5678, 'Double', text)],
    ['dates', '0123456789-/:.TZ+ AMPJanu,', (text) => parseDateTime(text, today)],
    ['date formats', 'dfFghHKmMstyz:/\'"\\% ', (text) => formatDateTime(NetDateTime.unixEpoch, text)],
    ['exact dates', 'yMdHms01 -:', (text) => parseDateTimeExact('2001-01-01', [text], today)],
    ['time spans', '0123456789.:- ', (text) => parseTimeSpan(text)],
    ['time span formats', 'dhmsfF:\'"\\% ', (text) => formatTimeSpan(NetTimeSpan.zero, text)],
    ['composite formats', '{}0123,:x- ', (text) => formatComposite(text, ['a', 'b'], (argument) => argument)],
    ['tokens', 'eyJhbGciOiJ9.e30Bearer -_', (text) => readJwt(text)],
  ])('%s', (_what, alphabet, run) => {
    fc.assert(
      fc.property(fc.oneof(textOf(alphabet), fc.string({ unit: 'binary' })), (text) => {
        tolerating((step) => run(text, step))
      }),
      { numRuns: 3000 },
    )
  })
})

describe('laws', () => {
  it('JSON that is written is read as the same', () => {
    fc.assert(
      fc.property(fc.json(), (json) => {
        const token = parseJson(json)
        expect(deepEquals(parseJson(writeJson(token)), token)).toBe(true)
        expect(JSON.parse(writeJson(token))).toEqual(JSON.parse(JSON.stringify(JSON.parse(json))))
      }),
    )
  })
  it('XML that is written is read as the same', () => {
    const name = fc.constantFrom('a', 'b', 'c')
    const text = fc.constantFrom('x', ' x ', '<&>"\'', 'é😀', ']]>')
    const { node } = fc.letrec<{ node: string; children: string }>((tie) => ({
      node: fc
        .tuple(name, name, text, tie('children'))
        .map(([tag, attribute, value, children]) => `<${tag} ${attribute}="${escaped(value)}">${children}</${tag}>`),
      children: fc
        .array(fc.oneof({ maxDepth: 3 }, text.map(escaped), tie('node')), { maxLength: 3 })
        .map((all) => all.join('')),
    }))
    fc.assert(
      fc.property(node, (xml) => {
        const document = parseXDocument(xml)
        expect(deepEqualsXml(parseXDocument(writeXml(document, saveOptions.DisableFormatting)), document)).toBe(true)
      }),
    )
  })
  it('doubles and dates are read as they were printed', () => {
    fc.assert(
      fc.property(fc.double({ noNaN: true }), (value) => {
        expect(parseNumber(formatNumber(value, 'Double', 'R'), 'Double')).toBe(value)
      }),
    )
    fc.assert(
      fc.property(fc.bigInt({ min: 0n, max: 3_155_378_975_999_999_999n }), (ticks) => {
        const date = new NetDateTime(ticks, 1)
        expect(parseDateTimeExact(formatDateTime(date, 'o'), ['o'], today)).toEqual(date)
      }),
    )
    fc.assert(
      fc.property(fc.bigInt({ min: -(1n << 63n), max: (1n << 63n) - 1n }), (ticks) => {
        expect(parseTimeSpan(formatTimeSpan(new NetTimeSpan(ticks))).ticks).toBe(ticks)
      }),
    )
  })
  it('fixed formats of doubles are what JavaScript prints, but for midpoints', () => {
    fc.assert(
      fc.property(
        fc.double({ min: -1e15, max: 1e15, noNaN: true }),
        fc.integer({ min: 0, max: 10 }),
        (value, decimals) => {
          fc.pre((value * 2 ** 12) % 1 !== 0)
          expect(formatNumber(value, 'Double', `F${decimals}`)).toBe(
            value.toFixed(decimals).replace(/^-?(?=0\.?0*$)/, value < 0 ? '-' : ''),
          )
        },
      ),
    )
  })
  it('decimals add, multiply and divide back', () => {
    const decimal = fc
      .tuple(fc.bigInt({ min: -(10n ** 12n), max: 10n ** 12n }), fc.integer({ min: 0, max: 6 }))
      .map(([coefficient, scale]) => new NetDecimal(coefficient, scale))
    fc.assert(
      fc.property(decimal, decimal, (a, b) => {
        expect(compareDecimals(subtractDecimals(addDecimals(a, b), b), a)).toBe(0)
        if (b.coefficient !== 0n) expect(compareDecimals(divideDecimals(multiplyDecimals(a, b), b), a)).toBe(0)
        expect(parseNumber(a.toString(), 'Decimal')).toEqual(a)
      }),
    )
  })
  it('UTF-8 is decoded as the platform does it', () => {
    fc.assert(
      fc.property(fc.uint8Array(), (bytes) => {
        expect(decodeUtf8(bytes)).toBe(new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes))
      }),
    )
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        expect([...encodeUtf8(text)]).toEqual([...new TextEncoder().encode(text)])
      }),
    )
  })
  it('regular expressions of both languages find the same', () => {
    const atom = fc.constantFrom(
      'a',
      'b',
      'ab',
      '[ab]',
      '[^a]',
      '.',
      '\\w',
      '(?:a|bc)',
      '(a|b)',
      '(?=a)a',
      '(?<=a)b',
      '(?!c).',
      '\\b.',
    )
    const quantifier = fc.constantFrom('', '', '*', '+', '?', '*?', '+?', '??', '{2}', '{1,2}', '{1,}?')
    const piece = fc
      .tuple(atom, quantifier)
      .map(([a, q]) =>
        a.startsWith('\\b') || (a.length === 2 && a === 'ab')
          ? a
          : a.startsWith('(?=') || a.startsWith('(?<') || a.startsWith('(?!')
            ? `(?:${a})${q}`
            : a + q,
      )
    const pattern = fc
      .array(
        fc.array(piece, { minLength: 1, maxLength: 4 }).map((all) => all.join('')),
        { minLength: 1, maxLength: 3 },
      )
      .map((all) => all.join('|'))
    fc.assert(
      fc.property(pattern, textOf('abc '), (source, text) => {
        const expected = new RegExp(source).exec(text)
        const found = compileRegex(source, 0).match(text, 0, noLimit)
        expect(found && [found.index, found.value]).toEqual(
          expected === null ? undefined : [expected.index, expected[0]],
        )
      }),
      { numRuns: 5000 },
    )
  })
})

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;')
}
