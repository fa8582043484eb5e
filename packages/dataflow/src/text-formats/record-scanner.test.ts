import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { splitDelimited } from './read-delimited.ts'
import { createRecordScanner, type RowFields } from './record-scanner.ts'
import type { TextCell } from './text-table.ts'

const fieldText = ({ bytes, starts, ends, quoting }: RowFields<Buffer>, index: number): string => {
  const text = bytes.toString('utf8', starts[index], ends[index])
  return quoting[index] === 2 ? text.replaceAll('""', '"') : text
}

/** Rows with the line that each begins on; what is broken as its reason. */
function scan(text: string, pieceLength: number): unknown[] {
  const rows: unknown[] = []
  const scanner = createRecordScanner<Buffer>({ delimiter: 44, quote: 34 }, Buffer.allocUnsafe, {
    onRow(fields) {
      const cells = Array.from(
        { length: fields.count },
        (_, index): TextCell =>
          fields.quoting[index] === 0 && fields.starts[index] === fields.ends[index] ? null : fieldText(fields, index),
      )
      rows.push([fields.line, cells])
    },
    onBroken: ({ line, reason, bytes }) => rows.push([line, reason, bytes.toString()]),
  })
  const bytes = Buffer.from(text)
  for (let at = 0; at < bytes.length; at += pieceLength) scanner.feed(bytes.subarray(at, at + pieceLength))
  scanner.end()
  return rows
}

describe('the scanner of delimited text', () => {
  it('agrees with the reader of whole texts, wherever pieces end', () => {
    const field = fc.oneof(
      fc.constantFrom(
        '',
        '1',
        '2.5',
        'x y',
        'é€😀',
        '""',
        '"a"',
        '"a ""b"" c"',
        '"1,2"',
        '"line\nbreak"',
        '"cr\r\nlf"',
        '"\r"',
      ),
    )
    const row = fc.array(field, { minLength: 1, maxLength: 4 }).map((fields) => fields.join(','))
    fc.assert(
      fc.property(
        fc.array(fc.tuple(row, fc.constantFrom('\n', '\r\n', '\r')), { maxLength: 8 }),
        fc.boolean(),
        fc.integer({ min: 1, max: 30 }),
        (lines, endsOpen, pieceLength) => {
          const text = lines
            .map(([line, end], index) => line + (endsOpen && index === lines.length - 1 ? '' : end))
            .join('')
          const expected: unknown[] = []
          splitDelimited(text, ',', (cells, line) => expected.push([line, cells]))
          expect(scan(text, pieceLength)).toEqual(expected)
        },
      ),
      { numRuns: 2000 },
    )
  })

  it('gives up only the row that has text behind a closing quote', () => {
    expect(scan('a,b\n"x"y,2\n3,4\n', 3)).toEqual([
      [1, ['a', 'b']],
      [2, 'there is text after the closing quote of a field; a quote inside of a field is written twice', '"x"y,2'],
      [3, ['3', '4']],
    ])
  })

  it('gives up only the line on which a quote opens that is nowhere closed', () => {
    expect(scan('a,b\n1,"open\n3,4\r\n5,6', 4)).toEqual([
      [1, ['a', 'b']],
      [2, 'the quote that opens in line 2 is not closed', '1,"open'],
      [3, ['3', '4']],
      [4, ['5', '6']],
    ])
  })

  it('has room for any number of fields', () => {
    expect(scan(Array.from({ length: 1000 }, (_, index) => index).join(','), 50)).toEqual([
      [1, Array.from({ length: 1000 }, (_, index) => String(index))],
    ])
  })
})
