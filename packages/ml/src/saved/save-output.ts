import { copyFile, link, stat } from 'node:fs/promises'
import type { DatasetDocument, ModelShape, TableSchema, TransformationShape } from '@sluice/contracts'
import type { Table } from '@sluice/dataflow'
import type { ArtifactDraft, Artifacts, Clock, Store, TableFiles } from '@sluice/platform'
import { packedFileName, writePacked } from '../artifacts/saved-contents.ts'
import { listDatasets, placeOfNew, putDataset } from '../datasets/dataset-documents.ts'
import { datasetArtifact, datasetFiles } from '../datasets/imports/run-import.ts'
import type { Model } from '../modules/port-values.ts'
import { createMachineLearningId, type RandomBytes } from '../web-services/endpoint-keys.ts'
import { placeOfNewSaved, putSaved, type SavedDocument, type SavedKind, savedArtifact } from './saved-documents.ts'

/** What a module gave at a port, as the run keeps it. */
export type RunOutput =
  | { readonly kind: 'table'; readonly schema: TableSchema; readonly chunks: AsyncIterable<Table> }
  /** The packed file. */
  | { readonly kind: 'model'; readonly path: string; readonly shape: ModelShape }
  | { readonly kind: 'transformation'; readonly path: string; readonly shape: TransformationShape }

export interface SaveServices {
  readonly store: Store
  readonly artifacts: Artifacts
  readonly tables: TableFiles
  readonly clock: Clock
  readonly randomBytes: RandomBytes
}

export interface OutputToSave {
  readonly workspaceId: string
  readonly actor: string
  readonly name: string
  readonly description?: string
  /** One of which it becomes the next version. */
  readonly replaces: string | undefined
  readonly from: {
    readonly experimentId: string
    readonly runId?: string
    readonly node: string
    readonly port: string
  }
}

/**
 * Keeps what a module gave: files first, then the document.
 * @returns its id
 * @throws AppError `DatasetNameTaken`, `SavedNameTaken`, `DatasetUnknown`, `TrainedModelUnknown`, `TransformUnknown`
 */
export function saveOutput(output: RunOutput, given: OutputToSave, services: SaveServices): Promise<string> {
  if (output.kind === 'table') return saveDataset(output, given, services)
  return savePacked(output.kind === 'model' ? 'trained-model' : 'transform', output, given, services)
}

async function saveDataset(
  { schema, chunks }: Extract<RunOutput, { readonly kind: 'table' }>,
  given: OutputToSave,
  services: SaveServices,
): Promise<string> {
  const { store, artifacts, tables, clock, randomBytes } = services
  const { workspaceId, actor, name, description = '', replaces, from } = given
  const id = createMachineLearningId(randomBytes)
  const place = async (reader: Parameters<typeof listDatasets>[0]) =>
    placeOfNew(await listDatasets(reader, workspaceId), { id, name, newVersionOf: replaces })
  // Asked first, so that nobody waits for the files of a dataset that cannot be.
  await place(store)
  const draft = await artifacts.begin()
  const artifact = datasetArtifact(id)
  return keepOrRemove(artifact, artifacts, draft, async () => {
    const written = await tables.write(draft.path(datasetFiles.table), schema, chunks)
    await draft.commit(artifact)
    await store.transact({ actor }, async (transaction) => {
      const dataset: DatasetDocument = {
        id,
        ...(await place(transaction)),
        description,
        createdAt: new Date(clock.now()).toISOString(),
        owner: actor,
        schema: [...schema] as DatasetDocument['schema'],
        content: { kind: 'file', artifact, rowCount: written.rowCount, byteCount: written.byteCount },
        source: { kind: 'output', ...from },
      }
      await putDataset(transaction, workspaceId, dataset)
    })
    return id
  })
}

function savePacked(
  kind: SavedKind,
  { path, shape }: Exclude<RunOutput, { readonly kind: 'table' }>,
  given: OutputToSave,
  services: SaveServices,
): Promise<string> {
  const write = async (draft: ArtifactDraft) => {
    const target = draft.path(packedFileName)
    // Outputs are never changed, so that both may be the same file.
    await link(path, target).catch(() => copyFile(path, target))
  }
  return keepPacked(kind, { write, shape }, given, services)
}

/**
 * Keeps a model that no run has made.
 * @returns its id
 * @throws AppError `SavedNameTaken`, `TrainedModelUnknown`
 */
export const saveModel = (model: Model, given: Omit<OutputToSave, 'from'>, services: SaveServices): Promise<string> =>
  keepPacked('trained-model', { write: (draft) => writePacked(draft, model), shape: model.shape }, given, services)

async function keepPacked(
  kind: SavedKind,
  {
    write,
    shape,
  }: { readonly write: (draft: ArtifactDraft) => Promise<unknown>; readonly shape: ModelShape | TransformationShape },
  given: Omit<OutputToSave, 'from'> & Partial<Pick<OutputToSave, 'from'>>,
  services: SaveServices,
): Promise<string> {
  const { store, artifacts, clock, randomBytes } = services
  const { workspaceId, actor, name, description = '', replaces, from } = given
  const id = createMachineLearningId(randomBytes)
  const draft = await artifacts.begin()
  const artifact = savedArtifact(kind, id)
  return keepOrRemove(artifact, artifacts, draft, async () => {
    await write(draft)
    const byteCount = (await stat(draft.path(packedFileName))).size
    await draft.commit(artifact)
    await store.transact({ actor }, async (transaction) => {
      const place = await placeOfNewSaved(transaction, kind, workspaceId, { id, name, replaces })
      const document = {
        id,
        ...place,
        description,
        createdAt: new Date(clock.now()).toISOString(),
        artifact,
        byteCount,
        ...(from === undefined ? {} : { experimentId: from.experimentId }),
        ...(from?.runId === undefined ? {} : { runId: from.runId }),
        shape,
      } as SavedDocument
      await putSaved(transaction, kind, workspaceId, document)
    })
    return id
  })
}

async function keepOrRemove(
  artifact: string,
  artifacts: Artifacts,
  draft: { discard(): Promise<void> },
  work: () => Promise<string>,
): Promise<string> {
  try {
    return await work()
  } catch (error) {
    await draft.discard()
    await artifacts.remove(artifact)
    throw error
  }
}
