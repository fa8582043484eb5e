/** Where the answers about the storage are, below the workspace. */
export const containersPath = '/storage/containers'
export const containerPath = (container: string): string => `${containersPath}/${encodeURIComponent(container)}`
export const blobsPath = (container: string): string => `${containerPath(container)}/blobs`
export const blobPath = (container: string, blob: string): string =>
  `${blobsPath(container)}/${encodeURIComponent(blob)}`

const nameForm = /^[a-z0-9](?:-?[a-z0-9])*$/

/** As the storage wants it of a container. */
export const isContainerName = (text: string): boolean => text.length >= 3 && text.length <= 63 && nameForm.test(text)
