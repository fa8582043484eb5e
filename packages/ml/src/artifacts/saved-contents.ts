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

/** @throws AppError `DataInvalid` from its functions when a file is gone or damaged */
export function createSavedContents(
  artifacts: Pick<Artifacts, 'find'>,
  tables: Pick<TableFiles, 'open' | 'read' | 'chunks'>,
): SavedContents {
  const read = async (key: string, name: string): Promise<Packable> => {
    const artifact = await artifacts.find(key)
    if (artifact === undefined) throw new AppError('DataInvalid', { dataset: name, reason: 'Its file is gone.' })
    return unpackValue(await readFile(artifact.path(packedFileName)), name)
  }
  const datasets = createDatasetContents(artifacts, tables)
  return {
    dataset: datasets.table,
    datasetFile: datasets.file,
    // The checksum of the file has told that it is what `writePacked` wrote.
    trainedModel: async ({ name, artifact }) => (await read(artifact, name)) as unknown as Model,
    transformation: async ({ name, artifact }) => (await read(artifact, name)) as unknown as Transformation,
  }
}

/** Writes a model or a transformation into a folder that is being made. @returns the bytes written */
export async function writePacked(draft: ArtifactDraft, value: Model | Transformation): Promise<Uint8Array> {
  const bytes = packValue(value as unknown as Packable)
  await writeFile(draft.path(packedFileName), bytes)
  return bytes
}
