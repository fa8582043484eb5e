/** Blob storage that users name: Azure, or any service that speaks its protocol. */
export interface Blobs {
  /** Nothing is called yet. @throws AppError `BlobAddressInvalid` */
  openContainer(access: BlobAccess): Promise<BlobContainer>
  /**
   * Takes the address of a blob apart, or of several with wildcards.
   * @returns `path` decoded; empty where the address is that of a container
   * @throws AppError `BlobAddressInvalid`
   */
  locate(address: string): { readonly access: BlobAccess; readonly path: string }
  /**
   * A link to a blob for whoever has no key; good for about a day where the access holds a key, else as long as the
   * signature that it came with. Nothing is called. @throws AppError `BlobAddressInvalid`
   */
  createReadLink(access: BlobAccess, path: string): Promise<ReadLink>
}

/** The three, written one after another, are an address to be read by a plain GET. @see reference: AzureML, 2.4 */
export interface ReadLink {
  /** With a slash at its end. */
  readonly baseLocation: string
  /** Container and path, encoded. */
  readonly relativeLocation: string
  /** With its question mark; empty where the blob is public. */
  readonly sasBlobToken: string
}

/** A container and the right to use it. */
export type BlobAccess =
  | { readonly by: 'connection-string'; readonly connectionString: string; readonly container: string }
  /** `account`: its name, or the address of its blob service where that is not Azure's. */
  | { readonly by: 'key'; readonly account: string; readonly key: string; readonly container: string }
  /** The container's address, with a shared access signature where it is not public. */
  | { readonly by: 'url'; readonly url: string }

export interface BlobEntry {
  readonly path: string
  readonly bytes: number
  /** Changes with the content. */
  readonly tag: string
}

export interface ReadBlobOptions {
  /** First byte; default 0. */
  readonly start?: number
  /** Default: to the end. */
  readonly length?: number
  /** What is read must still be this. */
  readonly tag?: string
  readonly signal?: AbortSignal
}

export interface WriteBlobOptions {
  /** Fails with `BlobExists` when something is there. */
  readonly mustBeNew?: boolean
  readonly contentType?: string
  readonly signal?: AbortSignal
}

/**
 * Every method throws AppError `BlobContainerNotFound`, `BlobAccessRefused`, `BlobStorageFailed`,
 * `OutgoingAddressRefused`, or the reason of an aborted signal, beside what it names itself.
 */
export interface BlobContainer {
  /** As messages show it, without a signature. */
  readonly address: string
  /** Makes the container where it is not there; needs a key of the account. */
  createIfMissing(signal?: AbortSignal): Promise<void>
  /** Blobs whose paths begin so, in order of their paths. */
  list(prefix: string, signal?: AbortSignal): AsyncIterable<BlobEntry>
  /** @returns undefined when there is none */
  find(path: string, signal?: AbortSignal): Promise<BlobEntry | undefined>
  /** @throws AppError `BlobMissing`, `BlobChanged` */
  read(path: string, options?: ReadBlobOptions): Promise<AsyncIterable<Uint8Array>>
  /** The blob is there in whole once the promise is fulfilled, and never in part. @throws AppError `BlobExists` */
  write(path: string, content: AsyncIterable<Uint8Array>, options?: WriteBlobOptions): Promise<BlobEntry>
  /**
   * Sends a part of a blob that nobody sees until it is committed. One that is sent again takes the place of the former,
   * so that work which was interrupted can go on.
   */
  stageBlock(path: string, block: BlockName, bytes: Uint8Array, signal?: AbortSignal): Promise<void>
  /**
   * Makes the blob of these parts, in this order. Doing it again changes nothing.
   * @throws AppError `BlobExists`, `BlobBlocksLost` when one of them is not there any more
   */
  commitBlocks(path: string, blocks: readonly BlockName[], options?: WriteBlobOptions): Promise<BlobEntry>
  /** Nothing happens when there is none. */
  remove(path: string, signal?: AbortSignal): Promise<void>
}

export interface BlockName {
  /** Whose it is: blocks that others stage for the same blob are never taken for ours. 32 hexadecimal digits. */
  readonly series: string
  /** From 0 up to 999 999; a blob has at most 50 000 blocks. */
  readonly number: number
}
