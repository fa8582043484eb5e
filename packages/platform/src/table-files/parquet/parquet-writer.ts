import type { FileHandle } from 'node:fs/promises'
import { type EncodedValues, toPages } from './encode-column.ts'
import { type ColumnChunk, type ParquetColumn, type RowGroup, writeFileMetadata } from './file-metadata.ts'

/** First and last bytes of every file. */
export const magic = Buffer.from('PAR1')

/** Writes row groups one after another; only what stands at the end is kept in memory. */
export interface ParquetWriter {
  writeRowGroup(rowCount: number, columns: readonly EncodedValues[]): Promise<void>
  /** @returns bytes of the file */
  finish(): Promise<number>
}

export function createParquetWriter(
  file: FileHandle,
  columns: readonly ParquetColumn[],
  keyValues: ReadonlyMap<string, string>,
): ParquetWriter {
  const rowGroups: RowGroup[] = []
  let offset = 0
  let rowCount = 0
  const write = async (pieces: readonly Uint8Array[]) => {
    for (const piece of pieces) {
      for (let at = 0; at < piece.length; ) at += (await file.write(piece, at, piece.length - at)).bytesWritten
      offset += piece.length
    }
  }
  return {
    async writeRowGroup(groupRows, values) {
      if (values.length !== columns.length) throw new RangeError('A row group has all columns.')
      if (offset === 0) await write([magic])
      // Compressing runs on other threads, several columns at once.
      const encoded = await Promise.all(
        values.map((value, index) => toPages(value, (columns[index] as ParquetColumn).isOptional)),
      )
      const chunks: ColumnChunk[] = []
      for (const { pages, ...chunk } of encoded) {
        chunks.push({ ...chunk, offset })
        await write(pages)
      }
      rowGroups.push({ rowCount: groupRows, chunks })
      rowCount += groupRows
    },
    async finish() {
      if (offset === 0) await write([magic])
      const metadata = writeFileMetadata({ columns, rowCount, rowGroups, keyValues })
      const length = Buffer.alloc(4)
      length.writeUInt32LE(metadata.length)
      await write([metadata, length, magic])
      return offset
    },
  }
}
