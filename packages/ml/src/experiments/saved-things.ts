import {
  type DatasetDocument,
  datasetDocument,
  type ExperimentGraph,
  type ExperimentNode,
  type TrainedModelDocument,
  type TransformDocument,
  trainedModelDocument,
  transformDocument,
} from '@sluice/contracts'
import type { StoreReader } from '@sluice/platform'
import type { SavedShapes } from '../modules/module-context.ts'
import { datasetKey, trainedModelKey, transformKey } from '../web-services/document-keys.ts'
import { hashValue } from './recipe.ts'

/** What an experiment names of the things that its workspace has saved, as they stand at that moment. */
export interface SavedThings {
  readonly shapes: SavedShapes
  /** Ids that stand in the parameters of a module → hash of what the saved thing holds. */
  hashesFor(parameters: unknown): Record<string, string>
  nameOf(id: string): string
}

const idPattern = /(?<![0-9a-f])[0-9a-f]{32}(?![0-9a-f])/g

/** Ids are found wherever they stand in parameters, so that no module has to say which of its parameters name something. */
export async function loadSavedThings(
  reader: Pick<StoreReader, 'get'>,
  workspaceId: string,
  graph: ExperimentGraph,
): Promise<SavedThings> {
  const datasets = new Map<string, DatasetDocument>()
  const models = new Map<string, TrainedModelDocument>()
  const transforms = new Map<string, TransformDocument>()
  const hashes = new Map<string, string>()
  const load = async (id: string) => {
    const [dataset, model, transform] = await Promise.all([
      reader.get(datasetKey(workspaceId, id)),
      reader.get(trainedModelKey(workspaceId, id)),
      reader.get(transformKey(workspaceId, id)),
    ])
    if (dataset !== undefined) {
      const document = datasetDocument.parse(dataset.body)
      datasets.set(id, document)
      hashes.set(id, hashValue([document.schema, document.content]))
    } else if (model !== undefined) {
      const document = trainedModelDocument.parse(model.body)
      models.set(id, document)
      hashes.set(id, hashValue([document.shape, document.artifact]))
    } else if (transform !== undefined) {
      const document = transformDocument.parse(transform.body)
      transforms.set(id, document)
      hashes.set(id, hashValue([document.shape, document.artifact]))
    }
  }
  await Promise.all([...idsIn(graph.nodes)].map(load))
  return {
    shapes: {
      datasetSchema: (id) => datasets.get(id)?.schema,
      trainedModelShape: (id) => models.get(id)?.shape,
      savedTransformationShape: (id) => transforms.get(id)?.shape,
    },
    hashesFor: (parameters) =>
      Object.fromEntries(
        [...idsIn(parameters)].sort().flatMap((id) => {
          const hash = hashes.get(id)
          return hash === undefined ? [] : [[id, hash]]
        }),
      ),
    nameOf: (id) => (datasets.get(id) ?? models.get(id) ?? transforms.get(id))?.name ?? id,
  }
}

const idsIn = (value: readonly ExperimentNode[] | unknown): Set<string> =>
  new Set(JSON.stringify(value).match(idPattern) ?? [])
