import { AppError, type BatchPlan, type TableSchema } from '@sluice/contracts'
import { scanRecords } from '@sluice/dataflow'
import type { BlobContainer, BlobEntry } from '@sluice/platform'
import { createNameCheck } from '../../endpoints/read-input.ts'
import { cutRows } from './cut-rows.ts'
import { delimiterOf, type EngineFile, type EngineJob, type Examination } from './engine-job.ts'
import { type Patience, persist } from './patience.ts'
import { readRange } from './read-range.ts'
import { fieldText } from './row-tables.ts'
import { bytesPerUnit, readByteOrderMark, toUnits, toUtf8 } from './text-encoding.ts'

export interface PieceSizes {
  /** Least bytes of a chunk; it grows with the input. */
  readonly chunkBytes: number
  /** Bytes of a part; undefined: the whole input is one. */
  readonly partBytes: number | undefined
}

/** Of the 50 000 that a blob may have; what is left is for chunks that end early for their many rows. */
const mostChunks = 20_000
/** Parts are looked through once a second while they are worked on. */
const mostParts = 1_000
/** A block of this size is written in one go, in memory that is bounded. */
const blockBytes = 16_777_216
const sampleBytes = 262_144
const longestHeader = 16_777_216

/** Storage that does not say in time what is there is asked again. @throws AppError `BlobMissing`, or that of the storage */
export async function findInput(
  container: BlobContainer,
  path: string,
  patience: Patience,
  signal: AbortSignal,
): Promise<BlobEntry> {
  const found = await persist((callSignal) => container.find(path, callSignal), patience, signal)
  if (found === undefined) throw new AppError('BlobMissing', { blob: `${container.address}/${path}` })
  return found
}

/** Whether the files of a job can be scored piece by piece, as far as their formats tell. */
export function hasPieces({ inputs, outputs }: Pick<EngineJob, 'inputs' | 'outputs'>): boolean {
  const isDelimited = ({ format }: EngineFile) => format === 'csv' || format === 'tsv'
  const files = Object.values(inputs)
  return files.length === 1 && files.every(isDelimited) && Object.values(outputs).every(isDelimited)
}

/**
 * Looks at the beginning of the input: encoding, columns, length of its rows.
 * @param outputWidth columns of all outputs
 * @throws AppError `BatchInputUnreadable`, `InputMismatchError`, `TableSchemaColumnCountMismatch`, or that of the storage
 */
export async function planPieces(
  input: {
    readonly name: string
    readonly schema: TableSchema
    readonly file: EngineFile
    readonly optional: readonly string[]
  },
  outputWidth: number,
  container: BlobContainer,
  sizes: PieceSizes,
  patience: Patience,
  signal: AbortSignal,
): Promise<Examination & { readonly kind: 'pieces' }> {
  const { path, format } = input.file
  const { tag, bytes: totalBytes } = await findInput(container, path, patience, signal)
  const read = (length: number) => readRange(container, { path, start: 0, length, tag }, patience, signal)
  let sample = await read(Math.min(totalBytes, sampleBytes))
  const mark = readByteOrderMark(sample)
  const encoding = input.file.encoding ?? mark.encoding ?? 'utf-8'
  const markLength = mark.encoding === encoding ? mark.length : 0
  const delimiter = delimiterOf(format).charCodeAt(0)
  const cut = (maxRows: number, isLast: boolean) =>
    cutRows(toUnits(sample.subarray(markLength), encoding), {
      delimiter,
      maxUnits: Number.POSITIVE_INFINITY,
      maxRows,
      isLast,
    })

  let header = cut(1, sample.length === totalBytes)
  while (header === undefined) {
    if (sample.length > longestHeader) throw unreadable(container, path, 'its first row has no end')
    sample = await read(Math.min(totalBytes, sample.length * 4))
    header = cut(1, sample.length === totalBytes)
  }
  const unit = bytesPerUnit(encoding)
  const headerEnd = markLength + Math.min(header.units * unit, sample.length - markLength)
  const names = readNames(sample.subarray(markLength, headerEnd), encoding, delimiter)
  if (names === undefined)
    throw unreadable(container, path, 'its first row, with the names of the columns, is not well-formed')
  createNameCheck(input.name, input.schema, new Set(input.optional))(names)

  // Rows of the sample tell how much longer the output is; with none, the whole is small.
  const rest = toUnits(sample.subarray(headerEnd), encoding)
  const rows = countRows(rest, delimiter, sample.length === totalBytes)
  const rowBytes = rows === 0 ? rest.length * unit : Math.max(1, (rest.length * unit) / rows)
  const outputRowBytes = Math.max(1, outputWidth * 2)
  const expectedRows = (totalBytes - headerEnd) / Math.max(1, rowBytes)
  const chunkBytes = Math.max(sizes.chunkBytes, Math.ceil(totalBytes / mostChunks))
  const chunkRows = Math.max(
    1,
    Math.ceil(Math.max(blockBytes, (expectedRows * outputRowBytes) / mostChunks) / outputRowBytes),
  )
  const partBytes =
    sizes.partBytes === undefined ? undefined : Math.max(sizes.partBytes, Math.ceil(totalBytes / mostParts))
  const plan: BatchPlan = {
    tag,
    totalBytes,
    encoding,
    start: headerEnd,
    line: 1 + header.lines,
    width: names.length,
    places: input.schema.map(({ name }) => names.indexOf(name)),
    chunkBytes,
    chunkRows,
    ...(partBytes === undefined ? {} : { partChunks: Math.max(1, Math.ceil(partBytes / chunkBytes)) }),
  }
  return { kind: 'pieces', plan }
}

function readNames(bytes: Uint8Array, encoding: BatchPlan['encoding'], delimiter: number): string[] | undefined {
  let names: string[] | undefined
  scanRecords(
    toUtf8(bytes, encoding),
    { delimiter, quote: 34 },
    {
      onRow(fields) {
        names ??= Array.from({ length: fields.count }, (_, index) => fieldText(fields, index))
      },
      onBroken() {},
    },
  )
  return names
}

function countRows(units: Uint8Array | Uint16Array, delimiter: number, isLast: boolean): number {
  let rows = 0
  for (let rest = units; rest.length > 0; rows += 1) {
    const run = cutRows(rest, { delimiter, maxUnits: Number.POSITIVE_INFINITY, maxRows: 1, isLast })
    if (run === undefined) break
    rest = rest.subarray(run.units)
  }
  return rows
}

const unreadable = (container: BlobContainer, path: string, reason: string) =>
  new AppError('BatchInputUnreadable', { blob: `${container.address}/${path}`, reason })
