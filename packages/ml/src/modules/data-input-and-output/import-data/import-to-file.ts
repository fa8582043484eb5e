import { readFile } from 'node:fs/promises'
import { AppError, isAppError } from '@sluice/contracts'
import { readTextTable, type TextFormat } from '@sluice/dataflow'
import type { TableFile } from '@sluice/platform'
import { openAddress } from '../../../downloads/download-address.ts'
import { readBlobInRanges } from '../../../downloads/read-blob-in-ranges.ts'
import type { FileRunContext } from '../../module.ts'
import { findBlobs } from './find-blobs.ts'
import { type GatheredText, gatherText, type IncomingText, placeOfLine } from './gather-text.ts'
import type { ImportParameters } from './import-parameters.ts'
import { blobEncoding, maxTextBytes } from './read-blob-texts.ts'
import { checkedAddress } from './read-url-text.ts'
import { decoderFor, strictDecoder } from './text-decoding.ts'

export interface TextShape {
  readonly format: TextFormat
  readonly hasHeader: boolean
}

/** Of the work, what fetching the files is. */
const fetchShare = 0.5

/** Reads files of any size into a table file, by the importer of datasets. */
export async function importToFile(
  parameters: ImportParameters,
  shape: TextShape,
  context: FileRunContext,
): Promise<TableFile> {
  const path = context.temporaryPath()
  const gathered =
    parameters.source === 'blob'
      ? await fetchBlobs(parameters, shape, path, context)
      : await gatherText(path, addressAsText(parameters.url, context), undefined)
  context.signal.throwIfAborted()
  const { tableFiles, signal, progress } = context
  const into = context.outputPath('resultsDataset')
  const { format, hasHeader } = shape
  try {
    // What has no rows has no columns to be guessed, and few formats are read as a whole.
    if (gathered.byteCount === 0 || format === 'svm-light') {
      const table = readTextTable(await readSmall(path, gathered), format, hasHeader)
      return await tableFiles.write(into, table.schema, table, signal)
    }
    const source = { path, format, hasHeader, delimiter: format === 'tsv' ? '\t' : ',', encoding: 'utf-8' } as const
    const { file } = await tableFiles.importFile(source, into, {
      signal,
      maxBadRows: 0,
      onProgress: ({ readBytes, totalBytes, rowCount }) =>
        progress(fetchShare + ((1 - fetchShare) * readBytes) / Math.max(1, totalBytes), `${rowCount} rows`),
    })
    return file
  } catch (error) {
    throw naming(error, gathered)
  }
}

async function fetchBlobs(
  parameters: ImportParameters,
  { format, hasHeader }: TextShape,
  path: string,
  context: FileRunContext,
): Promise<GatheredText> {
  const { signal, progress, log, maxDownloadBytes } = context
  const { container, entries, totalBytes } = await findBlobs(parameters, context, maxDownloadBytes)
  const isDelimited = format === 'csv' || format === 'tsv'
  if (entries.length > 1 && !isDelimited) throw notJoined(entries.length)
  let done = 0
  const files = async function* (): AsyncGenerator<IncomingText> {
    for (const entry of entries) {
      const chunks = counting(readBlobInRanges(container, entry, { signal }), (count) => {
        done += count
        progress((fetchShare * done) / Math.max(1, totalBytes), `${done} of ${totalBytes} bytes`)
      })
      yield { name: entry.path, decoder: strictDecoder(blobEncoding(parameters)), chunks }
      log(`Read ${container.address}/${entry.path}.`)
    }
  }
  const joining = entries.length > 1 ? ({ separator: format === 'csv' ? ',' : '\t', hasHeader } as const) : undefined
  return gatherText(path, files(), joining)
}

export const notJoined = (count: number) =>
  new AppError('FileNotParsed', { details: `${count} files match, and only CSV and TSV are read together.` })

async function* addressAsText(url: string, context: FileRunContext): AsyncGenerator<IncomingText> {
  const { outgoing, signal, progress, log, maxDownloadBytes } = context
  const address = checkedAddress(url)
  const found = await openAddress(outgoing, url.trim(), { maxBytes: maxDownloadBytes, signal })
  if ('status' in found) {
    throw new AppError('DownloadFailed', { address, reason: `It was answered with status ${found.status}.` })
  }
  const { totalBytes, contentType } = found
  let done = 0
  const chunks = counting(found.chunks, (count) => {
    done += count
    const text = totalBytes === 0 ? `${done} bytes` : `${done} of ${totalBytes} bytes`
    // Without a length nobody knows how much is to come.
    progress(totalBytes === 0 ? 0 : fetchShare * Math.min(1, done / totalBytes), text)
  })
  yield { name: address, decoder: decoderFor(contentType), chunks }
  log(`Read ${address}.`)
}

async function* counting(
  chunks: AsyncIterable<Uint8Array>,
  see: (byteCount: number) => void,
): AsyncGenerator<Uint8Array> {
  for await (const chunk of chunks) {
    see(chunk.length)
    yield chunk
  }
}

async function readSmall(path: string, { byteCount, parts }: GatheredText): Promise<string> {
  if (byteCount > maxTextBytes) {
    const details = `it has ${byteCount} bytes; of this format ${maxTextBytes} can be read.`
    throw new AppError('FileNotParsed', { details: `${parts[0]?.name ?? ''}: ${details}` })
  }
  return readFile(path, 'utf8')
}

/** Says of which file a fault is, and where in it. */
function naming(error: unknown, gathered: GatheredText): unknown {
  if (!isAppError(error)) return error
  const name = gathered.parts[0]?.name ?? ''
  if (error.code === 'BadRowsTooMany') {
    const [fault] = error.faults
    const place = placeOfLine(gathered, Number(/\d+/.exec(fault?.target ?? '')?.[0] ?? 1))
    const details = `${place.name}: line ${place.line}: ${fault?.message ?? ''}.`
    return new AppError('FileNotParsed', { details }, { cause: error })
  }
  if (error.code !== 'FileNotParsed') return error
  const { details } = error.parameters as { readonly details: string }
  return details.startsWith(name)
    ? error
    : new AppError('FileNotParsed', { details: `${name}: ${details}` }, { cause: error })
}
