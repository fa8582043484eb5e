import type { BlobContainer } from './blobs.ts'

export interface ListedContainer {
  readonly name: string
  /** ISO 8601. */
  readonly modifiedAt: string
}

export interface ListedBlob {
  readonly name: string
  readonly bytes: number
  readonly contentType: string
  /** ISO 8601. */
  readonly modifiedAt: string
  readonly tag: string
}

export interface ListPage<Entry> {
  readonly entries: readonly Entry[]
  /** Gives the next page; undefined at the end. */
  readonly next: string | undefined
}

export interface BlobPage extends ListPage<ListedBlob> {
  /** Beginnings of names up to the delimiter, each with it. */
  readonly prefixes: readonly string[]
}

export interface BlobPageOptions {
  readonly prefix: string
  /** Empty: every name by itself. */
  readonly delimiter: string
  readonly limit: number
  readonly marker?: string
}

/**
 * Everything that the owner of a storage account does with it. Besides what each method names, they throw `BlobContainerNotFound`,
 * `BlobAccessRefused`, `BlobStorageFailed`, or the reason of an aborted signal.
 */
export interface AccountClient {
  /** What others need to open it. */
  access(): AccountAccess
  listContainers(options: { readonly limit: number; readonly marker?: string }): Promise<ListPage<ListedContainer>>
  /** @throws AppError `BlobContainerExists` */
  createContainer(name: string): Promise<void>
  deleteContainer(name: string): Promise<void>
  listBlobs(container: string, options: BlobPageOptions): Promise<BlobPage>
  /** Nothing is called yet. @throws AppError `BlobAddressInvalid` */
  openContainer(name: string): Promise<BlobContainer>
  /** @throws AppError `BlobMissing` */
  findBlob(container: string, name: string): Promise<ListedBlob>
  /** @throws AppError `BlobMissing` */
  deleteBlob(container: string, name: string): Promise<void>
  /** A shared access signature, without its question mark. */
  createSasToken(options: SasRequest): string
  /** Of a blob, or of a container where none is named: where callers reach it. @throws AppError `BlobStorageFailed` while there is no address */
  publicUrl(container: string, blob?: string): string
}

export interface AccountAccess {
  readonly name: string
  /** Base64. Secret. */
  readonly key: string
  /** Where callers reach it; undefined while there is no address, and then no connection string either. */
  readonly endpoint: string | undefined
  readonly connectionString: string | undefined
}

export interface SasRequest {
  readonly container: string
  readonly blob?: string
  readonly permissions: readonly ('r' | 'a' | 'c' | 'w' | 'd' | 'l')[]
  /** Milliseconds since 1970. */
  readonly startsAt?: number
  readonly expiresAt: number
}
