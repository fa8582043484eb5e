import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DuckDBInstance } from '@duckdb/node-api'
import { columnTypes } from '@sluice/contracts'
import { createTableFromRows, createTypeGuess, parseCell, toColumnSchema, toRows } from '@sluice/dataflow'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createTableFiles } from '../duck-table-files.ts'
import type { TableFiles } from '../table-files.ts'
import type { ImportOptions, ImportSource } from './import-types.ts'

let folder: string
let files: TableFiles
let count = 0
const path = (ending = '.parquet') => {
  count += 1
  return join(folder, `file-${count}${ending}`)
}
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'imports-'))
  files = createTableFiles({ temporaryFolder: join(folder, 'spill') })
})
afterAll(() => rm(folder, { recursive: true, force: true }))

/** What comes of a file with this content. */
async function load(
  content: string | Uint8Array,
  source: Omit<ImportSource, 'path'> & { ending?: string } = {},
  options: ImportOptions = {},
) {
  const from = path(source.ending ?? '.csv')
  await writeFile(from, content)
  const { file, badRowsPath, badRowCount, guessed } = await files.importFile({ path: from, ...source }, path(), options)
  const table = await files.read(await files.open(file.path))
  const badText = badRowsPath === undefined ? '' : await readFile(badRowsPath, 'utf8')
  const bad = badText
    .split('\n')
    .filter((line) => line !== '')
    .map((line): unknown => JSON.parse(line))
  expect(bad.length).toBe(badRowCount)
  expect(table.schema).toEqual(file.schema)
  return {
    columns: table.schema.map(({ name, type }) => `${name}: ${type}`),
    rows: toRows(table),
    bad,
    reasons: guessed.columns.map(({ reason }) => reason),
  }
}

describe('the import of delimited text', () => {
  it('guesses types from all rows and says why', async () => {
    const { columns, rows, reasons } = await load(
      'id,price,big,flag,name,none,mixed\n1,2.5,3000000000,true,x,,1\n2,3,4,False,"",,true\n3,,5,,y,NaN,\n',
    )
    expect(columns).toEqual([
      'id: Int32',
      'price: Double',
      'big: Int64',
      'flag: Boolean',
      'name: String',
      'none: String',
      'mixed: String',
    ])
    expect(rows).toEqual([
      [1, 2.5, 3_000_000_000n, true, 'x', null, '1'],
      [2, 3, 4n, false, '', null, 'true'],
      [3, null, 5n, null, 'y', 'NaN', null],
    ])
    expect(reasons).toEqual([
      'Int32: all 3 cells are whole',
      "Double: 1 of 2 cells are whole, row 1 has '2.5', 1 missing",
      "Int64: all 3 cells are whole, row 1 has '3000000000', too large for Int32",
      'Boolean: all 2 cells are true or false, 1 missing',
      "String: row 1 has 'x'",
      'String: no cell has a value, 3 missing',
      "String: 1 cells are numbers, but row 2 has 'true', 1 missing",
    ])
  })

  it('lets the last row of many decide', async () => {
    const lines = Array.from({ length: 100_000 }, (_, index) => String(index))
    const { columns, rows, reasons } = await load(`n\n${lines.join('\n')}\n0.5\n`)
    expect(columns).toEqual(['n: Double'])
    expect(rows.length).toBe(100_001)
    expect(reasons).toEqual(["Double: 100 000 of 100 001 cells are whole, row 100 001 has '0.5'"])
  })

  it('reads every cell as parseCell does', async () => {
    const texts = fc.oneof(
      fc.constantFrom(
        ...['0', '-0', '+5', '1e5', ' 7 ', '0.1', '.5', '5.', '-.5', '1.7976931348623157e308', '123456789012345678'],
        ...['9007199254740993.5', '0.30000000000000004', '2147483648', '-2147483648', '255', '256', 'NaN', 'Infinity'],
        ...['true', 'FALSE', '1', 'abc', '2020-02-29', '2/29/2021', '9/21/2014 11:10:00 AM', '1.02:03:04.5', '-', '.'],
        ...['1.2.3', '--1', '0x10', '٣', '999999999', '-999999999', '1000000000', '00012'],
      ),
      fc.double().map(String),
      fc.maxSafeInteger().map(String),
      fc.tuple(fc.nat(1e15), fc.nat(12)).map(([digits, places]) => (digits / 10 ** places).toFixed(places)),
    )
    await fc.assert(
      fc.asyncProperty(
        fc.array(texts, { minLength: 1, maxLength: 40 }),
        fc.constantFrom(...columnTypes),
        async (cells, type) => {
          const text = `${cells.map((cell) => `x,${cell}`).join('\n')}\n`
          const { rows, bad } = await load(text, { hasHeader: false }, { columns: [{}, { type }] })
          const expected = cells.map((cell) => parseCell(type, cell))
          const read = createTableFromRows(
            [toColumnSchema('c', type)],
            expected.filter((cell) => cell !== undefined).map((cell) => [cell]),
          )
          expect(rows.map(([, cell]) => cell)).toEqual(toRows(read).flat())
          expect(bad.map((row) => (row as { line: number }).line)).toEqual(
            expected.flatMap((cell, index) => (cell === undefined ? [index + 1] : [])),
          )
        },
      ),
      { numRuns: 80 },
    )
  })

  it('guesses as the studio guesses what is typed in', async () => {
    const texts = fc.constantFrom(
      '',
      '1',
      '-2',
      '3000000000',
      '1.5',
      '1e3',
      'true',
      'False',
      'NaN',
      'x',
      ' 4',
      '99999999999999999999',
    )
    await fc.assert(
      fc.asyncProperty(fc.array(texts, { minLength: 1, maxLength: 6 }), async (cells) => {
        const guess = createTypeGuess()
        for (const cell of cells) guess.see(cell)
        const { columns } = await load(`${cells.map((cell) => `x,${cell}`).join('\n')}\n`, { hasHeader: false })
        expect(columns).toEqual(['Col1: String', `Col2: ${guess.type}`])
      }),
      { numRuns: 60 },
    )
  })

  it('leaves bad rows out and keeps them beside, with line and reason', async () => {
    const { rows, bad } = await load(
      'a,b\n1,2\n3\n4,5,6\n\n"7\n8",9\nx,10\n"q"q,1\n11,12',
      {},
      { columns: [{ type: 'Double' }] },
    )
    expect(rows).toEqual([
      [1, 2],
      [11, 12],
    ])
    expect(bad).toEqual([
      { line: 3, reason: 'there is 1 field, but 2 columns', text: '3' },
      { line: 4, reason: 'there are 3 fields, but 2 columns', text: '4,5,6' },
      { line: 6, reason: "'7\n8' in column a is no Double", text: '"7\n8",9' },
      { line: 8, reason: "'x' in column a is no Double", text: 'x,10' },
      {
        line: 9,
        reason: 'there is text after the closing quote of a field; a quote inside of a field is written twice',
        text: '"q"q,1',
      },
    ])
  })

  it('fails at the bad row that is one too many, and leaves nothing', async () => {
    const from = path('.csv')
    const into = path()
    await writeFile(from, 'a,b\n1\n2\n3,4\n')
    await expect(files.importFile({ path: from }, into, { maxBadRows: 1 })).rejects.toMatchObject({
      code: 'BadRowsTooMany',
      parameters: { count: 2, limit: 1 },
      faults: [{ target: 'line 3' }],
    })
    expect((await readdir(folder)).filter((name) => name.includes(into.split('/').at(-1) as string))).toEqual([])
  })

  it('takes names, types, roles and categories that are wanted', async () => {
    const { rows, columns } = await load(
      'when,x\n9/21/2014,1\n2020-02-29T12:00:00Z,2\n',
      {},
      {
        columns: [{ type: 'DateTime' }, { name: 'Label', type: 'Byte', isCategorical: true, roles: ['label'] }],
      },
    )
    expect(columns).toEqual(['when: DateTime', 'Label: Byte'])
    expect(rows).toEqual([
      [Date.UTC(2014, 8, 21), 1],
      [Date.UTC(2020, 1, 29, 12), 2],
    ])
    await expect(load('a,b\n1,2\n', {}, { columns: [{ name: 'b' }] })).rejects.toMatchObject({
      code: 'ColumnNameDuplicated',
    })
    await expect(load('a\n1\n', {}, { columns: [{}, {}] })).rejects.toThrow('there are 1 columns in it')
  })

  it('names columns that have none, and those that stand twice', async () => {
    expect((await load('5,x\n6,y\n')).columns).toEqual(['Col1: Int32', 'Col2: String'])
    expect((await load('a,,a\n5,x,y\n', { hasHeader: true })).columns).toEqual([
      'a: Int32',
      'Col2: String',
      'a (1): String',
    ])
  })

  it.each([
    ['semicolons', 'a;b\n1,5;2\n', {}, [['1,5', 2]]],
    ['tabs by the name', 'a\tb\n1\t2\n', { ending: '.tsv' }, [[1, 2]]],
    ['another quote', "a,b\n'1,5',2\n", { quote: "'" }, [['1,5', 2]]],
    [
      'carriage returns',
      'a,b\r1,2\r3,4',
      {},
      [
        [1, 2],
        [3, 4],
      ],
    ],
    ['a byte order mark', '\uFEFFa,b\n1,2\n', {}, [[1, 2]]],
    ['one column with gaps', 'a\n1\n\n3\n', {}, [[1], [null], [3]]],
  ])('knows %s', async (_, text, source, expected) => {
    expect((await load(text, source)).rows).toEqual(expected)
  })

  it('reads UTF-16 by its mark, Windows-1252 when told, and refuses rows that are no UTF-8', async () => {
    const text = 'a,b\nGrüße,1\n€,2\n'
    const expected = [
      ['Grüße', 1],
      ['€', 2],
    ]
    const little = Buffer.from(`\uFEFF${text}`, 'utf16le')
    expect((await load(little)).rows).toEqual(expected)
    expect((await load(Buffer.from(little).swap16())).rows).toEqual(expected)
    const western = Buffer.concat([Buffer.from('a,b\nGr\xfc\xdfe,1\n', 'latin1'), Buffer.of(0x80), Buffer.from(',2\n')])
    expect((await load(western, { encoding: 'windows-1252' })).rows).toEqual(expected)
    const { rows, bad } = await load(western)
    expect(rows).toEqual([])
    expect(bad.map((row) => (row as { reason: string }).reason)).toEqual(
      Array(2).fill('it is no UTF-8; choose the encoding of the file'),
    )
  })

  it('refuses what has no columns, no file and no format', async () => {
    await expect(load('')).rejects.toMatchObject({ code: 'FileNotParsed' })
    await expect(files.guess({ path: join(folder, 'gone.csv') })).rejects.toThrow('it cannot be opened (ENOENT)')
    await expect(load('a\n1', { delimiter: ';;' })).rejects.toThrow("';;' cannot be a delimiter")
    await expect(load('a\n1', { delimiter: '"' })).rejects.toThrow('delimiter and quote are the same')
    expect((await load('a,b\n', { hasHeader: true })).columns).toEqual(['a: String', 'b: String'])
  })

  it('tells how far it is, and stops when it is told to', async () => {
    const from = path('.csv')
    await writeFile(from, `a,b\n${'1,2\n'.repeat(300_000)}`)
    const seen: number[] = []
    await files.importFile({ path: from }, path(), { onProgress: ({ readBytes }) => seen.push(readBytes) })
    expect(seen).toEqual(seen.toSorted((a, b) => a - b))
    expect(seen.at(-1)).toBe(1_200_004)
    const aborter = new AbortController()
    const into = path()
    const onProgress = ({ readBytes }: { readBytes: number }) => {
      if (readBytes > 900_000) aborter.abort(new Error('enough'))
    }
    await expect(files.importFile({ path: from }, into, { signal: aborter.signal, onProgress })).rejects.toThrow(
      'enough',
    )
    expect((await readdir(folder)).filter((name) => name.includes(into.split('/').at(-1) as string))).toEqual([])
  })
})

describe('the import of other formats', () => {
  it('reads JSON lines, keys by first sight', async () => {
    const { columns, rows, bad } = await load(
      '{"a":1,"b":"5"}\n\n{"c":{"x":[1]},"a":2.5}\n[1]\nnull\n{"a":\n{"b":null,"d":true,"a":3}\n',
      { ending: '.jsonl' },
    )
    expect(columns).toEqual(['a: Double', 'b: String', 'c: String', 'd: Boolean'])
    expect(rows).toEqual([
      [1, '5', null, null],
      [2.5, null, '{"x":[1]}', null],
      [3, null, null, true],
    ])
    expect(bad).toEqual([
      { line: 4, reason: 'it is no JSON object', text: '[1]' },
      { line: 5, reason: 'it is no JSON object', text: 'null' },
      { line: 6, reason: expect.stringMatching(/^it is no JSON: /), text: '{"a":' },
    ])
  })

  it('reads lines of text as they are', async () => {
    const { columns, rows } = await load('one, "two"\r\n\r\n3', { ending: '.txt' })
    expect(columns).toEqual(['Col1: String'])
    expect(rows).toEqual([['one, "two"'], [''], ['3']])
  })

  it('reads ARFF, dense and sparse, and gives up single rows', async () => {
    const { columns, rows, bad } = await load(
      "% weather\n@relation w\n@attribute outlook {sunny, 'very rainy'}\n@attribute t integer\n@attribute d date\n@attribute s string\n@data\nsunny, 5, \"2020-01-01\", 'a b'\n% no row\n?,?,?,?\nfoggy,1,?,x\n{1 3000000000}\nsunny,1\n",
      { ending: '.arff' },
    )
    expect(columns).toEqual(['outlook: String', 't: Int64', 'd: DateTime', 's: String'])
    expect(rows).toEqual([
      ['sunny', 5n, Date.UTC(2020, 0, 1), 'a b'],
      [null, null, null, null],
      ['sunny', 3_000_000_000n, null, null],
    ])
    expect(bad).toEqual([
      { line: 11, reason: "'foggy' is none of the values of outlook", text: 'foggy,1,?,x' },
      { line: 13, reason: 'there are 2 values, but 4 attributes', text: 'sunny,1' },
    ])
    await expect(load('@relation x\n1,2\n', { ending: '.arff' })).rejects.toMatchObject({ code: 'FileNotParsed' })
  })

  it('reads Parquet that others wrote', async () => {
    const from = path()
    const instance = await DuckDBInstance.create(':memory:')
    const connection = await instance.connect()
    await connection.run(
      `COPY (SELECT 1::UINTEGER a, 2.5::DECIMAL(9,2) "A", DATE '2020-02-29' d, TIMESTAMP '2020-01-01 00:00:00.123456' t, TIMESTAMPTZ '2020-01-01 00:00:00+02' z, [1, 2] l, {'x': 'y'} s, 'é' v, TRUE b, 'NaN'::DOUBLE n, 18446744073709551615::UBIGINT u, 1::TINYINT i8, INTERVAL '1 hour' h, TIME '01:00' ti, NULL::INT nul, '\\x00'::BLOB bl, uuid '00000000-0000-0000-0000-000000000001' id UNION ALL SELECT NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL) TO '${from}' (FORMAT parquet, COMPRESSION snappy)`,
    )
    connection.closeSync()
    instance.closeSync()
    const { file } = await files.importFile({ path: from }, path())
    expect(file.schema.map(({ name, type }) => `${name}: ${type}`)).toEqual([
      ...['a: Int64', 'A_1: Double', 'd: DateTime', 't: DateTime', 'z: DateTimeOffset', 'l: String', 's: String'],
      ...['v: String', 'b: Boolean', 'n: Double', 'u: Double', 'i8: Int16', 'h: TimeSpan', 'ti: TimeSpan'],
      ...['nul: Int32', 'bl: String', 'id: String'],
    ])
    expect(toRows(await files.read(file))).toEqual([
      [
        ...[1n, 2.5, Date.UTC(2020, 1, 29), Date.UTC(2020, 0, 1) + 123.456, Date.UTC(2019, 11, 31, 22), '[1,2]'],
        ...['{"x":"y"}', 'é', true, Number.NaN, 18446744073709552000, 1, 3_600_000, 3_600_000, null, '\\x00'],
        '00000000-0000-0000-0000-000000000001',
      ],
      Array(17).fill(null),
    ])
    const wanted = await files.importFile({ path: from }, path(), { columns: [{ type: 'String' }, { type: 'Int32' }] })
    expect([wanted.rowCount, wanted.badRowCount]).toEqual([1, 1])
    await writeFile(from, 'PAR1 no more')
    await expect(files.guess({ path: from })).rejects.toMatchObject({ code: 'FileNotParsed' })
  })

  it('takes a table file of its own as it is', async () => {
    const schema = [{ ...toColumnSchema('a', 'String'), isCategorical: true }, toColumnSchema('t', 'TimeSpan')]
    const own = await files.write(
      path(),
      schema,
      createTableFromRows(schema, [
        ['x', 0.0001],
        [null, null],
      ]),
    )
    const { file } = await files.importFile({ path: own.path }, path())
    expect(file.schema).toEqual(schema)
    expect(toRows(await files.read(file))).toEqual([
      ['x', 0.0001],
      [null, null],
    ])
  })
})
