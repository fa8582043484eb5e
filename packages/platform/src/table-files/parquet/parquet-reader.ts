import { type FileHandle, open } from 'node:fs/promises'
import { type ColumnTarget, decodeChunk } from './decode-column.ts'
import { type ColumnChunk, type FileMetadata, readFileMetadata } from './file-metadata.ts'
import { magic } from './parquet-writer.ts'

export interface ParquetReader {
  readonly metadata: FileMetadata
  readonly byteCount: number
  /** Reads columns of one row group into targets, each from the row `start`. */
  readRowGroup(
    group: number,
    columns: readonly { readonly index: number; readonly target: ColumnTarget }[],
    start: number,
  ): Promise<void>
  close(): Promise<void>
}

const tailLength = 8

/** @throws RangeError when the file is damaged or none of Parquet, and what the file system throws */
export async function openParquet(path: string): Promise<ParquetReader> {
  const file = await open(path, 'r')
  try {
    const { size } = await file.stat()
    const metadata = await readMetadata(file, size)
    assertReadable(metadata)
    return {
      metadata,
      byteCount: size,
      async readRowGroup(group, columns, start) {
        const { chunks } = metadata.rowGroups[group] as { chunks: readonly ColumnChunk[] }
        for (const { index, target } of columns) {
          const chunk = chunks[index] as ColumnChunk
          decodeChunk(await readBytes(file, chunk.offset, chunk.byteCount, size), chunk, target, start)
        }
      },
      close: () => file.close(),
    }
  } catch (error) {
    await file.close()
    throw error
  }
}

/** Far above what this program or DuckDB writes. Whoever reads a row group makes arrays for all of its cells. */
const maxGroupRows = 1_048_576
const maxGroupCells = 67_108_864
const maxChunkBytes = 1_073_741_824

/** A few bytes can say that they are billions of values: what is read at once must have a size that can be held. */
function assertReadable({ rowGroups, columns }: FileMetadata): void {
  for (const { rowCount, chunks } of rowGroups) {
    if (rowCount < 0 || rowCount > maxGroupRows || rowCount * columns.length > maxGroupCells) {
      throw new RangeError(`A row group of ${rowCount} rows and ${columns.length} columns is too large to be read.`)
    }
    for (const { valueCount, uncompressedByteCount } of chunks) {
      if (valueCount !== rowCount) throw new RangeError('A column has not as many values as its row group has rows.')
      if (uncompressedByteCount < 0 || uncompressedByteCount > maxChunkBytes) {
        throw new RangeError(`A column of ${uncompressedByteCount} bytes in one row group is too large to be read.`)
      }
    }
  }
}

async function readMetadata(file: FileHandle, size: number): Promise<FileMetadata> {
  if (size < magic.length + tailLength) throw new RangeError('The file is too short.')
  const tail = await readBytes(file, size - tailLength, tailLength, size)
  if (!tail.subarray(4).equals(magic)) throw new RangeError('The file does not end as one of Parquet.')
  const length = tail.readUInt32LE(0)
  return readFileMetadata(await readBytes(file, size - tailLength - length, length, size))
}

async function readBytes(file: FileHandle, offset: number, length: number, size: number): Promise<Buffer> {
  if (offset < 0 || length < 0 || offset + length > size) throw new RangeError('The file is shorter than it says.')
  const bytes = Buffer.allocUnsafe(length)
  for (let at = 0; at < length; ) {
    const { bytesRead } = await file.read(bytes, at, length - at, offset + at)
    if (bytesRead === 0) throw new RangeError('The file ends too early.')
    at += bytesRead
  }
  return bytes
}
