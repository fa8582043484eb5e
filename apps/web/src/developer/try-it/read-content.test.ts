import { describe, expect, it } from 'vitest'
import { formatJson } from './format-json.ts'
import { formatXml } from './format-xml.ts'
import { hasLongLine, maxShownBytes, readContent, toFileName } from './read-content.ts'

const bytes = (text: string) => new TextEncoder().encode(text)

describe('formatted JSON', () => {
  it('has one value a line and every number and text as it was written', () => {
    expect(formatJson('{"a":[1.0,12345678901234567890,-1e3],"b":{"c":"x:{,\\" y"},"d":[ ],"e":{}, "f":null}')).toBe(
      `{
  "a": [
    1.0,
    12345678901234567890,
    -1e3
  ],
  "b": {
    "c": "x:{,\\" y"
  },
  "d": [],
  "e": {},
  "f": null
}`,
    )
    expect(formatJson(' "alone" ')).toBe('"alone"')
  })

  it('is nothing where the text is no JSON', () => {
    expect(formatJson('{"a":}')).toBeUndefined()
    expect(formatJson('')).toBeUndefined()
  })
})

describe('formatted XML', () => {
  it('has one element a line, and text beside its tags', () => {
    expect(
      formatXml('<?xml version="1.0"?><a b="1>2"><c>text</c><d/><e></e><!-- f --><g><![CDATA[<h>]]></g></a>'),
    ).toBe(
      `<?xml version="1.0"?>
<a b="1>2">
  <c>text</c>
  <d/>
  <e></e>
  <!-- f -->
  <g><![CDATA[<h>]]></g>
</a>`,
    )
  })

  it('is nothing where white space has a meaning, or tags do not match', () => {
    expect(formatXml('<p>one <b>two</b> three</p>')).toBeUndefined()
    expect(formatXml('<a><b></a>')).toBeUndefined()
    expect(formatXml('no xml')).toBeUndefined()
  })
})

describe('the content of an answer', () => {
  it('is known by its type, else by its look', () => {
    expect(readContent(bytes('{"a":1}'), 'application/problem+json; charset=utf-8')).toEqual({
      kind: 'json',
      raw: '{"a":1}',
      formatted: '{\n  "a": 1\n}',
    })
    expect(readContent(bytes('[1]'), undefined).kind).toBe('json')
    expect(readContent(bytes('<a/>'), 'text/xml').kind).toBe('xml')
    expect(readContent(bytes('{"a"'), 'application/json')).toEqual({ kind: 'text', raw: '{"a"', formatted: undefined })
    expect(readContent(bytes('<b>hello</b>'), 'text/html').kind).toBe('text')
  })

  it('is read in the encoding that it names', () => {
    expect(readContent(new Uint8Array([0xe9]), 'text/plain; charset=iso-8859-1').raw).toBe('é')
    expect(readContent(new Uint8Array([0xe9]), 'text/plain').kind).toBe('binary')
    expect(readContent(new Uint8Array([0, 1]), 'text/plain').kind).toBe('binary')
  })

  it('is shown and put in form up to 5 MB', () => {
    const list = (length: number) => bytes(`["${'x'.repeat(length - 4)}"]`)
    const large = readContent(list(maxShownBytes), 'application/json')
    expect([large.kind, large.formatted?.length, large.raw?.length]).toEqual(['json', maxShownBytes + 4, maxShownBytes])
    expect(readContent(list(maxShownBytes + 1), 'application/json').raw).toBeUndefined()
  })

  it('says where a line is too long to be broken', () => {
    const line = 'x'.repeat(5_000)
    expect(hasLongLine(`${line}\n${line}\n${line}`)).toBe(false)
    expect(hasLongLine(`a\n${line}x\nb`)).toBe(true)
    expect(hasLongLine(`a\n${line}x`)).toBe(true)
    expect(hasLongLine('')).toBe(false)
  })
})

describe('the name of a download', () => {
  it('is the end of the path with the ending of its type', () => {
    expect(toFileName('https://h/a/execute?x=1', 'application/json; charset=utf-8')).toBe('execute.json')
    expect(toFileName('https://h/a/report.csv', 'text/csv')).toBe('report.csv')
    expect(toFileName('https://h', 'application/vnd.a+xml')).toBe('response.xml')
    expect(toFileName('https://h/a%2Fb', undefined)).toBe('a_2Fb.bin')
  })
})
