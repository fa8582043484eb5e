import { readFile, writeFile } from 'node:fs/promises'
import { AppError, type DatasetDocument, type TrainedModelDocument, type TransformDocument } from '@sluice/contracts'
import type { Table } from '@sluice/dataflow'
import type { ArtifactDraft, Artifacts, TableFile, TableFiles } from '@sluice/platform'
import { createDatasetContents } from '../datasets/content/dataset-contents.ts'
import type { Model, Packable, Transformation } from '../modules/port-values.ts'
import { packValue, unpackValue } from './pack.ts'

/** Name of the file that holds a model or a transformation. */
export const packedFileName = 'value.slu'

/** Reads what documents of a workspace stand for. */
export interface SavedContents {
  dataset(document: DatasetDocument): Table | Promise<Table>
  /** Undefined where its rows stand in the document. */
  datasetFile(document: DatasetDocument): Promise<TableFile | undefined>
  trainedModel(document: Pick<TrainedModelDocument, 'name' | 'artifact'>): Promise<Model>
  transformation(document: Pick<TransformDocument, 'name' | 'artifact'>): Promise<Transformation>
}

/** Path of the file of a model or a transformation. @throws AppError `DataInvalid` when it is gone */
export async function findPacked(
  artifacts: Pick<Artifacts, 'find'>,
  { name, artifact: key }: Pick<TrainedModelDocument | TransformDocument, 'name' | 'artifact'>,
): Promise<string> {
  const artifact = await artifacts.find(key)
  if (artifact === undefined) throw new AppError('DataInvalid', { dataset: name, reason: 'Its file is gone.' })
  return artifact.path(packedFileName)
}

/** @throws AppError `DataInvalid` from its functions when a file is gone or damaged */
export function createSavedContents(
  artifacts: Pick<Artifacts, 'find'>,
  tables: Pick<TableFiles, 'open' | 'read' | 'chunks'>,
): SavedContents {
  const read = async (saved: Pick<TrainedModelDocument, 'name' | 'artifact'>): Promise<Packable> =>
    unpackValue(await readFile(await findPacked(artifacts, saved)), saved.name)
  const datasets = createDatasetContents(artifacts, tables)
  return {
    dataset: datasets.table,
    datasetFile: datasets.file,
    // The checksum of the file has told that it is what `writePacked` wrote.
    trainedModel: async (saved) => (await read(saved)) as unknown as Model,
    transformation: async (saved) => (await read(saved)) as unknown as Transformation,
  }
}

/** Writes a model or a transformation into a folder that is being made. @returns the bytes written */
export async function writePacked(draft: ArtifactDraft, value: Model | Transformation): Promise<Uint8Array> {
  const bytes = packValue(value as unknown as Packable)
  await writeFile(draft.path(packedFileName), bytes)
  return bytes
}
