import { getAccountInformation } from './account-information.ts'
import { getBlobMetadata, setBlobMetadata, setBlobProperties } from './blob-metadata.ts'
import { getContainerAcl, setContainerAcl } from './container-policies.ts'
import {
  createContainer,
  deleteContainer,
  getContainerMetadata,
  getContainerProperties,
  setContainerMetadata,
} from './containers.ts'
import { copyBlob } from './copy-blob.ts'
import { deleteBlob } from './delete-blob.ts'
import { getBlob, getBlobProperties } from './get-blob.ts'
import { getBlockList } from './get-block-list.ts'
import { listBlobs } from './list-blobs.ts'
import { listContainers } from './list-containers.ts'
import { putBlob } from './put-blob.ts'
import { putBlock } from './put-block.ts'
import { putBlockList } from './put-block-list.ts'
import { getServiceProperties, setServiceProperties } from './service-properties.ts'
import type { StorageOperation } from './storage-operation.ts'

/** Every call of the protocol that is served: verb, level, and the parameter `comp` where there is one. */
export const operations: Readonly<Record<string, StorageOperation>> = {
  'GET account?properties': getAccountInformation,
  'HEAD account?properties': getAccountInformation,
  'GET service?list': listContainers,
  'GET service?properties': getServiceProperties,
  'PUT service?properties': setServiceProperties,
  'PUT container': createContainer,
  'GET container': getContainerProperties,
  'HEAD container': getContainerProperties,
  'DELETE container': deleteContainer,
  'GET container?metadata': getContainerMetadata,
  'HEAD container?metadata': getContainerMetadata,
  'PUT container?metadata': setContainerMetadata,
  'GET container?acl': getContainerAcl,
  'HEAD container?acl': getContainerAcl,
  'PUT container?acl': setContainerAcl,
  'GET container?list': listBlobs,
  'PUT blob': putBlob,
  'PUT blob?copy': copyBlob,
  'GET blob': getBlob,
  'HEAD blob': getBlobProperties,
  'DELETE blob': deleteBlob,
  'GET blob?metadata': getBlobMetadata,
  'HEAD blob?metadata': getBlobMetadata,
  'PUT blob?metadata': setBlobMetadata,
  'PUT blob?properties': setBlobProperties,
  'PUT blob?block': putBlock,
  'PUT blob?blocklist': putBlockList,
  'GET blob?blocklist': getBlockList,
}
