import { readDelimitedCells, writeDelimited } from '@sluice/dataflow'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { createInputReader } from '../../endpoints/read-input.ts'
import { compileScorer } from '../../web-services/scorer.ts'
import {
  carryOut,
  hashingService,
  readBlob,
  scorerServices,
  startEngine,
  toJob,
  writeBlob,
} from './batch-engine.fixture.ts'

const definition = hashingService()
const scorer = compileScorer(definition, scorerServices)

/** What request-response gives for the rows of a text, as it would be written. */
async function scoreByCall(text: string): Promise<string> {
  const { header, rows } = readDelimitedCells(text, { separator: ',', hasHeader: true })
  const { schema } = definition.inputs[0] as (typeof definition.inputs)[number]
  const table = createInputReader('input1', schema)({ ColumnNames: header, Values: rows })
  const { output1 } = await (await scorer).score({ input1: table }, {})
  if (output1 === undefined) throw new Error('There is no output.')
  return [...writeDelimited(output1, { separator: ',', hasHeader: true, quotes: true })].join('')
}

const quoted = (text: string) => `"${text.replaceAll('"', '""')}"`
const words = fc.array(fc.constantFrom('a', 'This', 'is', 'good', 'däy', '日本', '😀', ',', '\n', '\r\n', '"', "x'y"), {
  maxLength: 8,
})
const textField = fc.oneof(
  words.map((list) => quoted(list.join(' '))),
  fc.constantFrom('', '""', 'plain', 'two words', 'a"b'),
)
const row = fc.tuple(
  fc.oneof(fc.integer({ min: -9999, max: 99_999 }).map(String), fc.constantFrom('', '"7"', ' 8 ')),
  textField,
)

const encode = (text: string, encoding: string): Buffer => {
  if (encoding === 'utf-8') return Buffer.from(text)
  if (encoding === 'utf-8 with mark') return Buffer.from(`\uFEFF${text}`)
  const bytes = Buffer.from(`\uFEFF${text}`, 'utf16le')
  return encoding === 'utf-16be' ? bytes.swap16() : bytes
}

describe('the batch engine', () => {
  it('gives the bytes of one pass, and what calls give, however the input is cut', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.tuple(row, fc.constantFrom('\n', '\r\n', '\r')), { maxLength: 40 }),
        fc.boolean(),
        fc.constantFrom('utf-8', 'utf-8 with mark', 'utf-16le', 'utf-16be'),
        fc.integer({ min: 1, max: 200 }),
        fc.option(fc.integer({ min: 1, max: 500 }), { nil: undefined }),
        async (rows, isTurned, encoding, chunkBytes, partBytes) => {
          const lines = rows.map(([[n, text], end]) => (isTurned ? `${text},${n}${end}` : `${n},${text}${end}`))
          const text = `${isTurned ? 'text,n' : 'n,text'}\r\n${lines.join('')}`
          const { engine, blobs } = startEngine({
            definition,
            chunkBytes,
            ...(partBytes === undefined ? {} : { partBytes }),
          })
          await writeBlob(blobs, 'in.csv', encode(text, encoding))
          await carryOut(engine, toJob(definition))
          expect(await readBlob(blobs, 'out.csv')).toBe(await scoreByCall(text))
          expect(await readBlob(blobs, 'out.csv.errors.csv')).toBeUndefined()
        },
      ),
      { numRuns: 200 },
    )
  })

  it('keeps bad rows apart with line, column and reason, however the input is cut', async () => {
    const text = 'n,text\n1,good\nx,"bad\ncell"\n3\n4,too,many\n\n5,"text"behind\n6,fine\n7,"unclosed\n8,last\n'
    const expected = [
      'line,column,reason,text',
      '3,n,\'x\' cannot be read as Int32,"x,""bad\ncell"""',
      '5,,"there is 1 field, but 2 column(s)",3',
      '6,,"there are 3 fields, but 2 column(s)","4,too,many"',
      '8,,there is text after the closing quote of a field; a quote inside of a field is written twice,"5,""text""behind"',
      '10,,the quote that opens in line 10 is not closed,"7,""unclosed"',
      '',
    ].join('\r\n')
    for (const chunkBytes of [1, 7, 20, 1000]) {
      const { engine, blobs } = startEngine({ definition, chunkBytes, partBytes: 30 })
      await writeBlob(blobs, 'in.csv', text)
      const done = await carryOut(engine, toJob(definition))
      expect(await readBlob(blobs, 'out.csv.errors.csv')).toBe(expected)
      expect(await readBlob(blobs, 'out.csv')).toBe(await scoreByCall('n,text\n1,good\n6,fine\n8,last\n'))
      expect(done.reduce((sum, { badRows }) => sum + badRows, 0)).toBe(5)
    }
  })

  it('fails at the first bad row and commits nothing where the rule says so', async () => {
    const { engine, blobs } = startEngine({ definition, chunkBytes: 8 })
    await writeBlob(blobs, 'in.csv', `n,text\n${'1,good\n'.repeat(50)}12.5,bad\n${'2,x,\n'.repeat(50)}`)
    await expect(carryOut(engine, toJob(definition, { badRowRule: 'fail' }))).rejects.toMatchObject({
      code: 'BatchRowInvalid',
      parameters: { line: 52, column: 'n' },
      message: "Line 52, column 'n': '12.5' cannot be read as Int32.",
    })
    expect(await readBlob(blobs, 'out.csv')).toBeUndefined()
  })

  it.each([
    ['', 'BatchInputUnreadable'],
    ['n\n1\n', 'TableSchemaColumnCountMismatch'],
    ['n,Text\n1,a\n', 'InputMismatchError'],
    ['n,text,more\n1,a,b\n', 'TableSchemaColumnCountMismatch'],
  ])('refuses the columns of %j', async (text, code) => {
    const { engine, blobs } = startEngine({ definition })
    await writeBlob(blobs, 'in.csv', text)
    await expect(carryOut(engine, toJob(definition))).rejects.toMatchObject({ code })
  })

  it('gives just the names of the columns where there are no rows', async () => {
    for (const text of ['n,text', 'n,text\n']) {
      const { engine, blobs } = startEngine({ definition })
      await writeBlob(blobs, 'in.csv', text)
      await carryOut(engine, toJob(definition))
      expect(await readBlob(blobs, 'out.csv')).toBe(await scoreByCall('n,text\n'))
    }
  })

  it('fails when the input changes meanwhile', async () => {
    const { engine, blobs } = startEngine({ definition })
    await writeBlob(blobs, 'in.csv', 'n,text\n1,a\n')
    const { signal } = new AbortController()
    const job = toJob(definition)
    const examined = await engine.examine(job, signal)
    await writeBlob(blobs, 'in.csv', 'n,text\n1,b\n')
    if (examined.kind !== 'pieces') throw new Error('Not in pieces.')
    const from = { offset: 7, line: 2, chunk: 0, rows: 0, badRows: 0, blocks: {}, badBlocks: [] }
    await expect(
      engine.scorePart(job, examined.plan, { end: 11, from }, async () => undefined, signal),
    ).rejects.toMatchObject({ code: 'BatchInputChanged' })
  })

  it('reads whole what is not row-wise, in every format', async () => {
    const whole = hashingService({ isWhole: true })
    const { engine, blobs } = startEngine({ definition: whole })
    await writeBlob(
      blobs,
      'in.arff',
      "@relation r\n@attribute text string\n@attribute n integer\n@data\n'a b',1\n'a b',1\nc,x\n",
    )
    const job = toJob(whole, {
      inputs: { input1: { access: toJob(whole).badRows.access, path: 'in.arff', format: 'arff' } },
      outputs: { output1: { access: toJob(whole).badRows.access, path: 'out.tsv', format: 'tsv' } },
    })
    const { signal } = new AbortController()
    expect(await engine.examine(job, signal)).toMatchObject({ kind: 'whole' })
    await engine.runWhole(job, () => undefined, signal)
    const text = await readBlob(blobs, 'out.tsv')
    expect(text?.split('\r\n').length).toBe(3)
    expect(text).toMatch(/^n\ttext\ttext - Hashing feature 1/)
    expect(await readBlob(blobs, 'out.csv.errors.csv')).toMatch(/^line,column,reason,text\r\n7,/)
  })
})
