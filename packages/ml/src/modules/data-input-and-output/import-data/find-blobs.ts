import { AppError } from '@sluice/contracts'
import type { BlobContainer, BlobEntry } from '@sluice/platform'
import type { RunContext } from '../../module.ts'
import { openLocation } from '../blob-parameters.ts'
import type { ImportParameters } from './import-parameters.ts'

/**
 * The blob, or all that match the wildcards, in order of their paths.
 * @throws AppError `DownloadFailed` when there is none, or they are larger together
 */
export async function findBlobs(
  parameters: ImportParameters,
  { blobs, signal }: Pick<RunContext, 'blobs' | 'signal'>,
  maxBytes: number,
): Promise<{ readonly container: BlobContainer; readonly entries: readonly BlobEntry[]; readonly totalBytes: number }> {
  const { container, path } = await openLocation(blobs, parameters)
  const entries = await matchBlobs(container, path, signal)
  const address = `${container.address}/${path}`
  if (entries.length === 0) throw new AppError('DownloadFailed', { address, reason: 'There is no such blob.' })
  const totalBytes = entries.reduce((sum, { bytes }) => sum + bytes, 0)
  if (totalBytes > maxBytes) {
    throw new AppError('DownloadFailed', { address, reason: `It has ${totalBytes} bytes; ${maxBytes} can be read.` })
  }
  return { container, entries, totalBytes }
}

async function matchBlobs(container: BlobContainer, path: string, signal: AbortSignal): Promise<BlobEntry[]> {
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
