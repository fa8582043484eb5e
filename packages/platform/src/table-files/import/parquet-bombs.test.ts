import { mkdtemp, readdir, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { zstdCompressSync } from 'node:zlib'
import { toColumnSchema } from '@sluice/dataflow'
import { afterAll, describe, expect, it } from 'vitest'
import { createTableFiles } from '../duck-table-files.ts'
import {
  codecs,
  encodings,
  type FileMetadata,
  type PageHeader,
  type ParquetColumn,
  pageTypes,
  writeFileMetadata,
  writePageHeader,
} from '../parquet/file-metadata.ts'
import { writeRun } from '../parquet/runs.ts'
import { columnParts, schemaKey, toParquetColumns, toStoredText } from '../stored-schema.ts'

const folder = await mkdtemp(join(tmpdir(), 'sluice-bombs-'))
const tables = createTableFiles({ temporaryFolder: join(folder, 'spill'), memoryLimitBytes: 100_000_000 })
afterAll(async () => {
  await tables.close()
  await rm(folder, { recursive: true, force: true })
})

interface Bomb {
  readonly type: 'Double' | 'String'
  /** Whether it says that this program wrote it. */
  readonly isOwn: boolean
  /** What its one row group claims to have. */
  readonly rowCount: number
  /** The one value of the dictionary, which all rows have. */
  readonly value: Buffer
  /** Of the dictionary's page; default the truth. */
  readonly claimedBytes?: number
  /** Of the whole column; default the truth. */
  readonly claimedChunkBytes?: number
}

let count = 0

/** A file of one column whose value is written once, and then said to be that of all rows. */
async function writeBomb(bomb: Bomb): Promise<string> {
  const { type, isOwn, rowCount, value, claimedBytes = value.length, claimedChunkBytes } = bomb
  const parts = columnParts([toColumnSchema('x', type)])
  const columns = toParquetColumns(parts).map((column): ParquetColumn => ({ ...column, isOptional: false }))
  const toPage = (body: Buffer, header: Pick<PageHeader, 'type' | 'valueCount' | 'encoding'>, length: number) => {
    const compressed = zstdCompressSync(body)
    const sizes = { byteCount: compressed.length, uncompressedByteCount: length, crc: undefined }
    return Buffer.concat([writePageHeader({ ...header, ...sizes }), compressed])
  }
  const indexes = Buffer.concat([Buffer.from([1]), writeRun(0, rowCount, 1)])
  const pages = Buffer.concat([
    toPage(value, { type: pageTypes.dictionary, valueCount: 1, encoding: encodings.PLAIN }, claimedBytes),
    toPage(indexes, { type: pageTypes.data, valueCount: rowCount, encoding: encodings.RLE_DICTIONARY }, indexes.length),
  ])
  const chunk = {
    codec: codecs.ZSTD,
    valueCount: rowCount,
    offset: 4,
    byteCount: pages.length,
    uncompressedByteCount: claimedChunkBytes ?? claimedBytes + indexes.length + 100,
    hasDictionary: true,
  }
  const metadata: FileMetadata = {
    columns,
    rowCount,
    rowGroups: [{ rowCount, chunks: [chunk] }],
    keyValues: new Map(isOwn ? [[schemaKey, toStoredText(parts)]] : []),
  }
  const footer = writeFileMetadata(metadata)
  const length = Buffer.alloc(4)
  length.writeUInt32LE(footer.length)
  const magic = Buffer.from('PAR1')
  const path = join(folder, `${count++}.parquet`)
  await writeFile(path, Buffer.concat([magic, pages, footer, length, magic]))
  return path
}

const number = Buffer.alloc(8)
/** A text of 12 MB that is a kilobyte in the file. */
const longText = Buffer.concat([Buffer.from([0, 0x1b, 0xb7, 0]), Buffer.alloc(0xb71b00, 'x')])

/** Neither a table nor a draft of one is left. */
async function failureOf(path: string): Promise<{ readonly code?: string; readonly message: string }> {
  const name = `table-${count++}`
  const error = await tables.importFile({ path }, join(folder, name)).then(
    () => ({ message: 'it was imported' }),
    (reason: Error) => reason,
  )
  expect((await readdir(folder)).filter((one) => one.includes(name))).toEqual([])
  return error
}

describe('a tiny Parquet file that says it is an enormous table', () => {
  it('is what it is as long as it does not lie', async () => {
    for (const isOwn of [true, false]) {
      const path = await writeBomb({ type: 'Double', isOwn, rowCount: 50_000, value: number })
      const { rowCount } = await tables.importFile({ path }, join(folder, `right-${isOwn}`))
      expect(rowCount).toBe(50_000)
    }
  })

  it.each([
    ['says it is ours, with two billion rows', { isOwn: true, rowCount: 2_000_000_000 }, 'too large to be read'],
    ['has two billion rows', { isOwn: false, rowCount: 2_000_000_000 }, 'so much is not made of so little'],
    ['has a page that is longer than its column', { isOwn: true, claimedChunkBytes: 10 }, 'longer than it says'],
    [
      'has a page of two gigabytes',
      { isOwn: true, claimedBytes: 2_000_000_000, claimedChunkBytes: 2_100_000_000 },
      'too large to be read',
    ],
    ['has a page that is shorter than it says', { isOwn: true, claimedBytes: 1_000_000 }, 'has not the length'],
    ['is foreign and has a page of two gigabytes', { isOwn: false, claimedBytes: 2_000_000_000 }, ''],
  ] as const)('is refused when it %s', async (_, given, words) => {
    const path = await writeBomb({ type: 'Double', rowCount: 1000, value: number, ...given })
    expect((await stat(path)).size).toBeLessThan(2000)
    const error = await failureOf(path)
    expect([error.code, error.message]).toEqual(['FileNotParsed', expect.stringContaining(words)])
  })

  it('takes no more memory than it has when long texts come back in all rows', async () => {
    const before = process.memoryUsage().rss
    let peak = before
    const watch = setInterval(() => {
      peak = Math.max(peak, process.memoryUsage().rss)
    }, 10)
    const foreign = await failureOf(
      await writeBomb({ type: 'String', isOwn: false, rowCount: 100_000, value: longText }),
    )
    const own = await failureOf(await writeBomb({ type: 'String', isOwn: true, rowCount: 100_000, value: longText }))
    clearInterval(watch)
    expect([own.code, own.message]).toEqual(['FileNotParsed', expect.stringContaining('it cannot be meant so')])
    expect([foreign.code, foreign.message]).toEqual([
      'FileNotParsed',
      expect.stringContaining('more than there is memory'),
    ])
    expect(peak - before).toBeLessThan(1_000_000_000)
  })
})
