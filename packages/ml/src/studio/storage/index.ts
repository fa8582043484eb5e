import type { StudioRoute } from '../studio-route.ts'
import { showStorageAccount } from './account.ts'
import { deleteBlob, downloadBlob, listBlobs, readBlobProperties, uploadBlob } from './blobs.ts'
import { createContainer, deleteContainer, listContainers } from './containers.ts'
import { createStorageLink } from './links.ts'

/** Everything about the embedded storage account. */
export const storageRoutes: readonly StudioRoute[] = [
  showStorageAccount,
  listContainers,
  createContainer,
  deleteContainer,
  listBlobs,
  readBlobProperties,
  uploadBlob,
  downloadBlob,
  deleteBlob,
  createStorageLink,
]
