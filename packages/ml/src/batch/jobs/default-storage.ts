import type { BlobAccess, Blobs, ReadLink } from '@sluice/platform'

/** The storage account of the installation, as batch jobs use it. */
export interface DefaultStorage {
  /** Where results go that a job names no place for; the container is there once it resolves. */
  openResults(): Promise<BlobAccess>
  /**
   * A link that whoever asks for a result can read it with, reachable by callers: signed anew where the key of the account
   * is known, else with the signature that the file was named with.
   */
  createReadLink(file: { readonly access: BlobAccess; readonly path: string }): Promise<ReadLink>
}

export interface AccountStorageOptions {
  readonly connectionString: string
  /** Default: `experimentoutput`. @see reference: AzureML, 2.3 */
  readonly container?: string
  /** Of the account's blob service as callers reach it, where that is not the address of the connection string. */
  readonly publicUrl?: string | undefined
}

/** Results in one container of an account. */
export function createAccountStorage(
  { connectionString, container = 'experimentoutput', publicUrl }: AccountStorageOptions,
  blobs: Pick<Blobs, 'openContainer' | 'createReadLink'>,
): DefaultStorage {
  const access: BlobAccess = { by: 'connection-string', connectionString, container }
  let serviceUrl: string | undefined
  const open = async (): Promise<string> => {
    if (serviceUrl !== undefined) return serviceUrl
    const opened = await blobs.openContainer(access)
    await opened.createIfMissing()
    serviceUrl = opened.address.slice(0, -container.length)
    return serviceUrl
  }
  return {
    async openResults() {
      await open()
      return access
    },
    async createReadLink(file) {
      const link = await blobs.createReadLink(file.access, file.path)
      if (publicUrl === undefined || link.baseLocation !== (await open())) return link
      return { ...link, baseLocation: `${publicUrl.replace(/\/+$/, '')}/` }
    },
  }
}
