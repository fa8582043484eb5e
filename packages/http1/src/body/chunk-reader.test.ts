import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { ChunkReader } from './chunk-reader.ts'

/** Reads the text in pieces that end at these places. */
function read(text: string, cuts: readonly number[] = []) {
  const bytes = Buffer.from(text, 'latin1')
  const reader = new ChunkReader()
  let body = ''
  let done = 0
  const places = [...cuts.map((cut) => cut % (bytes.length + 1)).sort((a, b) => a - b), bytes.length]
  let from = 0
  for (const end of places) {
    if (end <= from) continue
    const behind = reader.read(bytes.subarray(0, end), from, end, (piece) => {
      body += Buffer.from(piece).toString('latin1')
    })
    done = behind
    from = end
    if (reader.isOver || reader.fault !== undefined) break
  }
  return { body, isOver: reader.isOver, fault: reader.fault?.message, rest: reader.isOver ? text.slice(done) : '' }
}

describe('a chunked body', () => {
  it('is taken apart up to what follows it', () => {
    expect(read('3\r\nabc\r\n0A;x=y\r\n0123456789\r\n0\r\nX: 1\r\n\r\nGET /')).toEqual({
      body: 'abc0123456789',
      isOver: true,
      fault: undefined,
      rest: 'GET /',
    })
  })

  it.each(['a', 'a=b', 'a;b=c;d', 'a="b c;\\"=d"', 'a="";b'])(
    'may have the extension %s, which is left out',
    (extension) => {
      expect(read(`3;${extension}\r\nabc\r\n0;${extension}\r\n\r\n`)).toMatchObject({ body: 'abc', isOver: true })
    },
  )

  it.each([
    '',
    ';',
    'a=',
    'a==b',
    'a b',
    ' a',
    'a=b c',
    'a="b',
    'a="b"c',
    'a="b\\',
    'a=;b',
    'a=b"c"',
    'a\0',
    'a="\x01"',
  ])('is refused with the extension %j', (extension) => {
    const { isOver, fault } = read(`3;${extension}\r\nabc\r\n0\r\n\r\n`)
    expect([isOver, fault]).toEqual([false, 'The extension of a chunk has a character that does not belong there.'])
  })

  it.each([
    ['3\nabc', 'The size of a chunk'],
    ['3\r\nabcd\r\n', 'longer'],
    ['0x3\r\n', 'hexadecimal'],
    ['\r\n', 'hexadecimal'],
    ['11111111111111111\r\n', 'hexadecimal'],
    ['3;a\nb\r\n', 'CR LF'],
    ['0\r\n\n', 'trailer'],
    ['0\r\nContent-Length: 1\r\n\r\n', 'frames'],
    [`0\r\n${'X: y\r\n'.repeat(300)}\r\n`, 'trailer'],
    [`3;${'x'.repeat(17_000)}\r\n`, 'too long'],
  ])('%j is refused', (text, part) => {
    expect(read(text.slice(0, 20_000)).fault ?? '').toMatch(new RegExp(`${part}|CR LF`))
  })

  it('gives the same however its bytes arrive', () => {
    const piece = fc.constantFrom(
      ...[
        '3\r\nabc\r\n',
        '0\r\n\r\n',
        '0\r\nX: 1\r\n\r\n',
        '1;e\r\n',
        'x',
        '\r\n',
        '\n',
        'a\r\n',
        '0\r\n',
        'Y: ',
        'rest',
      ],
    )
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 8 }), fc.array(fc.nat(60), { maxLength: 12 }), (pieces, cuts) => {
        const text = pieces.join('')
        const { fault, ...whole } = read(text)
        const { fault: cutFault, ...parts } = read(text, cuts)
        expect(parts).toEqual(whole)
        expect(cutFault === undefined).toBe(fault === undefined)
      }),
      { numRuns: 3_000 },
    )
  })
})
