import {
  AppError,
  type DatasetDocument,
  datasetDocument,
  trainedModelDocument,
  transformDocument,
} from '@sluice/contracts'
import type { StoredDocument } from '@sluice/platform'
import type { SavedContents } from '../artifacts/saved-contents.ts'
import { datasetKey, trainedModelKey, transformKey } from '../web-services/document-keys.ts'
import type { SavedReader } from './run-task.ts'

/** Reads a document of the store, perhaps one that another process has. */
export type ReadDocument = (key: string) => Promise<Pick<StoredDocument, 'body'> | undefined>

/** Opens what a workspace has saved, by the documents that tell of it. */
export function createSavedReader(read: ReadDocument, contents: SavedContents, workspaceId: string): SavedReader {
  const readDataset = async (id: string): Promise<DatasetDocument> => {
    const found = await read(datasetKey(workspaceId, id))
    if (found === undefined) throw new AppError('DatasetNotFound', { dataset: id })
    return datasetDocument.parse(found.body)
  }
  return {
    dataset: async (id) => contents.dataset(await readDataset(id)),
    datasetFile: async (id) => contents.datasetFile(await readDataset(id)),
    async trainedModel(id) {
      const found = await read(trainedModelKey(workspaceId, id))
      if (found === undefined) throw new AppError('TrainedModelNotFound', { model: id })
      return contents.trainedModel(trainedModelDocument.parse(found.body))
    },
    async savedTransformation(id) {
      const found = await read(transformKey(workspaceId, id))
      if (found === undefined) throw new AppError('SavedTransformationNotFound', { transformation: id })
      return contents.transformation(transformDocument.parse(found.body))
    },
  }
}
