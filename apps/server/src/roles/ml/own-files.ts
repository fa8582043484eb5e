import type { StorageAccount } from '@sluice/contracts'
import { AppError, isAppError } from '@sluice/contracts/errors'
import type { MachineLearningServices } from '@sluice/ml'
import type { Blobs } from '@sluice/platform'

type OwnFiles = NonNullable<MachineLearningServices['ownFiles']>

/** A model that is larger was made by no module. */
const maxBytes = 1_000_000_000

/** Files of the embedded account, which is reached also where the address policy would refuse its address. */
export const createOwnFiles = (account: StorageAccount, blobs: Pick<Blobs, 'locate' | 'openContainer'>): OwnFiles => ({
  async read(url) {
    const endpoint = account.endpoint()
    const located = locate(url, blobs)
    if (endpoint === undefined || located === undefined) return undefined
    const container = await blobs.openContainer(located.access)
    if (new URL(container.address).origin !== new URL(endpoint).origin) return undefined
    const blob = `${url.origin}${url.pathname}`
    try {
      const found = await container.find(located.path)
      if (found === undefined) throw new AppError('BlobNotFound', { blob, reason: 'The file is not there.' })
      if (found.bytes > maxBytes) throw new AppError('BlobNotFound', { blob, reason: 'The file is too large.' })
      const chunks: Uint8Array[] = []
      for await (const chunk of await container.read(located.path, { tag: found.tag })) chunks.push(chunk)
      return Buffer.concat(chunks)
    } catch (error) {
      if (!isAppError(error) || error.code === 'BlobNotFound') throw error
      throw new AppError('BlobNotFound', { blob, reason: error.message }, { cause: error })
    }
  },
})

function locate(url: URL, blobs: Pick<Blobs, 'locate'>): ReturnType<Blobs['locate']> | undefined {
  try {
    const located = blobs.locate(url.href)
    return located.path === '' ? undefined : located
  } catch {
    // No address of a blob: it may be one of any other server.
    return undefined
  }
}
