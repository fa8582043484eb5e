import { AppError } from '@sluice/contracts'
import type { BlobContainer, Blobs } from '@sluice/platform'
import * as z from 'zod'

/** How a blob is named, in Import Data and Export Data. */
export const blobParameters = (visibleWhen: Readonly<Record<string, readonly string[]>>) => ({
  authenticationType: z
    .enum(['account', 'public-or-sas'])
    .default('account')
    .meta({
      title: 'Authentication type',
      description: 'Whether the key of an account opens the container, or an address does.',
      valueTitles: { account: 'Account', 'public-or-sas': 'PublicOrSas' },
      visibleWhen,
    }),
  uri: z
    .string()
    .default('')
    .meta({
      title: 'URI',
      description: 'Address of the blob, with its shared access signature where it is not public.',
      visibleWhen: { ...visibleWhen, authenticationType: ['public-or-sas'] },
      // Whoever has the signature has the right.
      editor: 'secret',
    }),
  accountName: z
    .string()
    .default('')
    .meta({
      title: 'Account name',
      description: 'Name of the storage account, or the address of its blob service where that is not Azure.',
      visibleWhen: { ...visibleWhen, authenticationType: ['account'] },
    }),
  accountKey: z
    .string()
    .default('')
    .meta({
      title: 'Account key',
      description: 'One of the two keys of the account.',
      visibleWhen: { ...visibleWhen, authenticationType: ['account'] },
      editor: 'secret',
    }),
  path: z
    .string()
    .default('')
    .meta({
      title: 'Path to container, directory or blob',
      description: 'As in container/folder/data.csv.',
      visibleWhen: { ...visibleWhen, authenticationType: ['account'] },
    }),
})

export interface BlobLocation {
  readonly authenticationType: 'account' | 'public-or-sas'
  readonly uri: string
  readonly accountName: string
  readonly accountKey: string
  readonly path: string
}

/** @throws AppError `StorageNameIncorrect`, or what the storage says */
export async function openLocation(
  blobs: Blobs,
  location: BlobLocation,
): Promise<{ readonly container: BlobContainer; readonly path: string }> {
  if (location.authenticationType === 'public-or-sas') {
    const { access, path } = blobs.locate(location.uri)
    return { container: await blobs.openContainer(access), path: checkedPath(path) }
  }
  const [container = '', ...segments] = location.path.trim().replace(/^\/+/, '').split('/')
  if (/[*?]/.test(container)) throw incorrect('The container cannot have wildcards.')
  const access = {
    by: 'key',
    account: location.accountName.trim(),
    key: location.accountKey.trim(),
    container,
  } as const
  return { container: await blobs.openContainer(access), path: checkedPath(segments.join('/')) }
}

function checkedPath(path: string): string {
  if (path === '' || path.endsWith('/')) throw incorrect('The path names no blob.')
  return path
}

const incorrect = (details: string) => new AppError('StorageNameIncorrect', { details })
