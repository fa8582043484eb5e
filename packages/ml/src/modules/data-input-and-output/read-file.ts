import { AppError } from '@sluice/contracts'
import type { RunContext } from '../module.ts'
import { type BlobLocation, openLocation } from './blob-parameters.ts'
import { toModuleFailure, withoutQuery } from './storage-failure.ts'

/** The bytes of a file, with its address as messages may show it. */
export interface NamedBytes {
  readonly name: string
  readonly bytes: Uint8Array
}

/** @throws AppError `AddressInvalid` */
export function assertWebAddress(url: string): void {
  if (!/^https?:\/\/./i.test(url) || !URL.canParse(url)) {
    throw new AppError('AddressInvalid', { address: withoutQuery(url) })
  }
}

/** @throws AppError `AddressInvalid`, `DownloadFailed` */
export async function readWebFile(
  url: string,
  { outgoing, signal }: Pick<RunContext, 'outgoing' | 'signal'>,
): Promise<NamedBytes> {
  assertWebAddress(url)
  const name = withoutQuery(url)
  const failed = (reason: string, cause?: Error) => new AppError('DownloadFailed', { address: name, reason }, { cause })
  const response = await outgoing.fetch(url, { signal }).catch((cause: Error) => {
    signal.throwIfAborted()
    throw failed(cause.message, cause)
  })
  if (!response.ok) throw failed(`The answer was ${response.status}.`)
  return { name, bytes: new Uint8Array(await response.arrayBuffer()) }
}

/** @throws AppError `StorageNameIncorrect`, `StorageKeyIncorrect`, `DownloadFailed` */
export async function readBlobFile(
  location: BlobLocation,
  { blobs, signal }: Pick<RunContext, 'blobs' | 'signal'>,
): Promise<NamedBytes> {
  const isAccount = location.authenticationType === 'account'
  try {
    const { container, path } = await openLocation(blobs, location)
    const chunks: Uint8Array[] = []
    for await (const chunk of await container.read(path, { signal })) chunks.push(chunk)
    return { name: `${container.address}/${path}`, bytes: Buffer.concat(chunks) }
  } catch (error) {
    const { uri, path, accountName } = location
    const names = { address: isAccount ? path : withoutQuery(uri), account: isAccount ? accountName : '' }
    throw toModuleFailure(error, names)
  }
}
