import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { parseRequestJson } from './request-json.ts'

const parse = (text: string, contentType?: string) => parseRequestJson(Buffer.from(text), contentType)

/** As Python's json.dumps does. */
function toPythonJson(value: unknown): string {
  if (typeof value === 'number') return Number.isFinite(value) ? JSON.stringify(value) : String(value)
  if (Array.isArray(value)) return `[${value.map(toPythonJson).join(', ')}]`
  if (typeof value !== 'object' || value === null) return JSON.stringify(value)
  return `{${Object.entries(value)
    .map(([name, member]) => `${JSON.stringify(name)}: ${toPythonJson(member)}`)
    .join(', ')}}`
}

function withWords(value: unknown): unknown {
  if (typeof value === 'number') return Number.isNaN(value) ? null : Number.isFinite(value) ? value : String(value)
  if (Array.isArray(value)) return value.map(withWords)
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(Object.entries(value).map(([name, member]) => [name, withWords(member)]))
}

describe('the JSON of a call', () => {
  it('is read as JSON', () => {
    expect(parse('{"a":[1,"x",null,true]}')).toEqual({ a: [1, 'x', null, true] })
  })

  it('may begin with a byte order mark', () => {
    expect(parse('\ufeff{"a":1}')).toEqual({ a: 1 })
  })

  it('may have Python’s words for numbers', () => {
    expect(parse('{"a":[NaN, Infinity,-Infinity,1], "b":NaN}')).toEqual({
      a: [null, 'Infinity', '-Infinity', 1],
      b: null,
    })
  })

  it('keeps these words inside of texts', () => {
    const text = '{"NaN":"NaN \\" NaN","b":"\\\\","c":NaN,"d":"a\\\\\\"Infinity"}'
    expect(parse(text)).toEqual({ NaN: 'NaN " NaN', b: '\\', c: null, d: 'a\\"Infinity' })
  })

  it('is read as Python wrote it, whatever the values', () => {
    const { value } = fc.letrec((tie) => ({
      value: fc.oneof(
        { depthSize: 'small' },
        fc.constantFrom('NaN', '"', '\\', '\\"', '-Infinity', 'a"b\\'),
        fc.string({ unit: 'binary' }),
        fc.double().map((number) => (number === 0 ? 0 : number)),
        fc.boolean(),
        fc.constant(null),
        fc.array(tie('value'), { maxLength: 5 }),
        fc.dictionary(fc.string(), tie('value'), { maxKeys: 5 }).map((members) => ({ ...members })),
      ),
    }))
    fc.assert(
      fc.property(value, (given) => {
        // Texts with half a surrogate pair cannot be sent as UTF-8; JSON writes them as escapes.
        expect(parse(toPythonJson(given))).toEqual(withWords(given))
      }),
      { numRuns: 1000 },
    )
  })

  it('may come in the charset that its content type names', () => {
    const bytes = Buffer.from('{"a":"ü"}', 'latin1')
    expect(parseRequestJson(bytes, 'application/json; charset=ISO-8859-1')).toEqual({ a: 'ü' })
    expect(parseRequestJson(Buffer.from('{"a":"ü"}', 'utf16le'), 'application/json;charset="utf-16le"')).toEqual({
      a: 'ü',
    })
  })

  it.each([
    ['{"a":NaNs}', 'line 1, column 6'],
    ['{"a":NaN,"b":NaN,c}', 'line 1, column 18'],
    ['{"a":\n  nul}', 'line 2, column 3'],
    ['{"a":01}', 'line 1, column 6'],
    ['{"a" 1}', 'line 1, column 6'],
    ['{"a":1 "b":2}', 'line 1, column 8'],
    ['{"a":"\\x"}', 'line 1, column 6'],
    ['{"a":"x\ny"}', 'line 1, column 6'],
    ['[1,2}', 'line 1, column 5'],
    ['{"a":[1,2', 'line 1, column 10'],
    ['{"a":"x', 'line 1, column 8'],
    ['{"a":1}}', 'line 1, column 8'],
    ["{'a':1}", 'line 1, column 2'],
    ['[1,]', 'line 1, column 4'],
  ])('is refused with its place: %j', (text, target) => {
    expect(() => parse(text)).toThrow(
      expect.objectContaining({ code: 'RequestBodyInvalid', faults: [expect.objectContaining({ target })] }),
    )
  })

  it('stays quick on texts that are made to be slow', () => {
    const text = `{"a":"${'\\\\'.repeat(500_000)}","b":${'['.repeat(1)}NaN]}`
    expect(parse(text)).toEqual({ a: '\\'.repeat(500_000), b: [null] })
    expect(() => parse('"'.repeat(1_000_001))).toThrow('No request body provided')
  })
})
