import { createReadStream } from 'node:fs'
import type { DatasetDocument, WriteFormat } from '@sluice/contracts'
import { contentTypes, fileEndings } from '../../datasets/content/table-formats.ts'
import type { Datasets } from '../../datasets/datasets.ts'
import type { StudioAnswer } from '../studio-route.ts'

/** A dataset as an answer in a format, made while it is sent. */
export async function streamOfDataset(
  dataset: DatasetDocument,
  format: WriteFormat,
  datasets: Datasets,
): Promise<StudioAnswer> {
  const described = { fileName: `${dataset.name}.${fileEndings[format]}`, contentType: contentTypes[format] }
  const { path, remove } = await datasets.tableFile(dataset)
  try {
    const file = await datasets.tables.open(path)
    if (format !== 'parquet') {
      return { status: 200, ...described, stream: endingWith(datasets.tables.exportBytes(file, format), remove) }
    }
    const stream = endingWith(createReadStream(path), remove)
    return { status: 200, ...described, stream, headers: { 'Content-Length': String(file.byteCount) } }
  } catch (error) {
    await remove()
    throw error
  }
}

async function* endingWith(chunks: AsyncIterable<Uint8Array>, end: () => Promise<void>): AsyncGenerator<Uint8Array> {
  try {
    yield* chunks
  } finally {
    await end()
  }
}
