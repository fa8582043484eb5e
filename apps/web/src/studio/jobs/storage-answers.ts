/** What the storage routes tell of containers and blobs, as far as a choice of a file needs it. */
export interface ContainerList {
  readonly value: readonly { readonly name: string }[]
}
export interface BlobList {
  readonly value: readonly { readonly name: string; readonly bytes: number; readonly modifiedAt: string }[]
  readonly next: string | null
}
export const containersPath = '/storage/containers'
export const blobsPath = (container: string): string => `${containersPath}/${encodeURIComponent(container)}/blobs`
