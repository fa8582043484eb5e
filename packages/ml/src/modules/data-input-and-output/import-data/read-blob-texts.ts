import { TextDecoder } from 'node:util'
import { AppError } from '@sluice/contracts'
import type { BlobContainer, BlobEntry } from '@sluice/platform'
import type { RunContext } from '../../module.ts'
import { openLocation } from '../blob-parameters.ts'
import type { ImportParameters } from './import-parameters.ts'

/** What is read as one text has to fit into memory several times over. */
export const maxImportBytes = 256 * 1024 * 1024

export interface NamedText {
  readonly name: string
  readonly text: string
}

/** The blob, or all that match the wildcards, in order of their paths. */
export async function readBlobTexts(
  parameters: ImportParameters,
  context: Pick<RunContext, 'blobs' | 'signal' | 'progress' | 'log'>,
): Promise<NamedText[]> {
  const { container, path } = await openLocation(context.blobs, parameters)
  const entries = await findBlobs(container, path, context.signal)
  const address = `${container.address}/${path}`
  if (entries.length === 0) throw new AppError('DownloadFailed', { address, reason: 'There is no such blob.' })
  const total = entries.reduce((sum, { bytes }) => sum + bytes, 0)
  if (total > maxImportBytes) {
    throw new AppError('DownloadFailed', { address, reason: `It has ${total} bytes; ${maxImportBytes} can be read.` })
  }
  const encoding = parameters.blobFormat === 'csv-with-encoding' ? parameters.encoding : 'utf-8'
  const texts: NamedText[] = []
  let done = 0
  for (const { path: name, tag } of entries) {
    const decoder = new TextDecoder(encoding, { fatal: true })
    let text = ''
    for await (const chunk of await container.read(name, { tag, signal: context.signal })) {
      text += decode(decoder, name, chunk)
      done += chunk.length
      context.progress(total === 0 ? 1 : done / total, `${done} of ${total} bytes`)
    }
    texts.push({ name, text: text + decode(decoder, name) })
    context.log(`Read ${container.address}/${name}.`)
  }
  return texts
}

async function findBlobs(container: BlobContainer, path: string, signal: AbortSignal): Promise<BlobEntry[]> {
  const wildcard = path.search(/[*?]/)
  if (wildcard < 0) {
    const found = await container.find(path, signal)
    return found === undefined ? [] : [found]
  }
  const matches = wildcardPattern(path)
  const entries: BlobEntry[] = []
  for await (const entry of container.list(path.slice(0, wildcard), signal)) {
    if (matches.test(entry.path)) entries.push(entry)
  }
  return entries
}

/** `*` stands for any characters of one name, `?` for one of them. */
const wildcardPattern = (path: string): RegExp =>
  new RegExp(
    `^${path
      .replace(/[.+^${}()|[\]\\]/g, '\\$&')
      .replaceAll('*', '[^/]*')
      .replaceAll('?', '[^/]')}$`,
    'u',
  )

/** @param chunk nothing at the end */
export function decode(decoder: TextDecoder, name: string, chunk?: Uint8Array): string {
  try {
    return chunk === undefined ? decoder.decode() : decoder.decode(chunk, { stream: true })
  } catch (cause) {
    throw new AppError('FileNotParsed', { details: `${name} is no text in ${decoder.encoding}.` }, { cause })
  }
}
