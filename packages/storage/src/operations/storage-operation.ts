import type { BlobStore } from '../blob-store.ts'
import type { UploadPace } from '../requests/receive-content.ts'
import type { StorageAnswer, StorageRequest } from '../requests/storage-request.ts'

/** What operations work with. */
export interface StorageServices {
  readonly store: BlobStore
  readonly pace: UploadPace
  /**
   * Finds the source of a copy, as far as the caller may read it.
   * @throws AppError `CannotVerifyCopySource`
   */
  locateSource(request: StorageRequest, source: string): { readonly container: string; readonly blob: string }
}

/** One call of the protocol. */
export interface StorageOperation {
  /** As the protocol's reference names it. */
  readonly title: string
  /** Permissions of a signature of which one is enough; empty: the account's key is needed. */
  readonly needs: string
  /** Whether a signature for a container or blob may do, or only one for the account. */
  readonly openTo: 'signatures' | 'account-signatures' | 'key'
  handle(request: StorageRequest, services: StorageServices): StorageAnswer | Promise<StorageAnswer>
}

/** Declares a call of the protocol. */
export const defineOperation = (operation: StorageOperation): StorageOperation => operation

/** The signature lets make what is not there, and nothing else. */
export const mayOnlyCreate = ({ access }: StorageRequest): boolean =>
  access.by !== 'key' && !access.permissions.includes('w')
