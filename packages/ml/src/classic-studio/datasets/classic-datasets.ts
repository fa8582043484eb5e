import { AppError, savedName } from '@sluice/contracts'
import * as z from 'zod'
import {
  changeDataset,
  deleteDatasets,
  familyOf,
  findDataset,
  latestVersions,
  listDatasets,
} from '../../datasets/dataset-documents.ts'
import { readClassicBody } from '../classic-body.ts'
import { type ClassicRequest, type ClassicServices, defineClassicRoute } from '../classic-route.ts'
import {
  readClassicDatasetId,
  toClassicDataset,
  toClassicDatasetId,
  toClassicPending,
} from './classic-dataset-object.ts'
import { promote, promotion } from './classic-promotion.ts'
import { readOptionsOf } from './classic-type.ts'

export const listClassicDatasets = defineClassicRoute({
  method: 'GET',
  path: 'workspaces/{workspaceId}/datasources',
  async handle({ call, workspaceId }, services) {
    const datasets = latestVersions(await listDatasets(services.store, workspaceId))
    const body = datasets.map((dataset) => toClassicDataset(call, { workspaceId, dataset, isLatest: true }, services))
    return { status: 200, body }
  },
})

export const readClassicDataset = defineClassicRoute({
  method: 'GET',
  path: 'workspaces/{workspaceId}/datasources/{datasetId}',
  async handle({ call, workspaceId, params }, services) {
    const id = readClassicDatasetId(params.datasetId)
    const { store, datasets } = services
    const all = await listDatasets(store, workspaceId)
    const dataset = all.find((candidate) => candidate.id === id)
    if (dataset !== undefined) {
      const isLatest = latestVersions(all).includes(dataset)
      return { status: 200, body: toClassicDataset(call, { workspaceId, dataset, isLatest }, services) }
    }
    const pending = (await datasets.imports.list(workspaceId)).find(({ datasetId }) => datasetId === id)
    if (pending === undefined) throw new AppError('DatasetUnknown', { id: params.datasetId })
    return { status: 200, body: toClassicPending(workspaceId, pending) }
  },
})

export const deleteClassicDatasets = defineClassicRoute({
  method: 'DELETE',
  path: 'workspaces/{workspaceId}/datasources/family/{familyId}',
  async handle({ workspaceId, actor, params }, { store, datasets }) {
    const deletion = { id: readClassicDatasetId(params.familyId), ofFamily: true, isForced: false }
    const deleted = await store.transact({ actor }, (transaction) => deleteDatasets(transaction, workspaceId, deletion))
    await datasets.removeFiles(deleted)
    return { status: 200, body: {} }
  },
})

const upload = z.object({
  DataSource: z.object({
    Name: savedName,
    DataTypeId: z.string(),
    Description: z.string().max(4000).nullish(),
    FamilyId: z.string().nullish(),
    Owner: z.string().max(260).nullish(),
    SourceOrigin: z.literal('FromResourceUpload'),
  }),
  UploadId: z.string(),
  UploadedFromFileName: z.string().max(1000).nullish(),
})

const creation = z.union([upload, promotion('DataSource')], {
  error: 'must be an upload (SourceOrigin FromResourceUpload) or an output (FromOutputPromotion)',
})

/** Longer than this no client waits; it asks again until SchemaStatus says that all is there. */
const longestWaitMs = 100_000

export const createClassicDataset = defineClassicRoute({
  method: 'POST',
  path: 'workspaces/{workspaceId}/datasources',
  async handle(request, services) {
    const body = await readClassicBody(request, creation)
    if (!('UploadId' in body)) return promote(request, 'dataset', body.DataSource, body, services)
    return { status: 200, body: await makeOfUpload(request, body, services) }
  },
})

async function makeOfUpload(
  { workspaceId, actor }: Pick<ClassicRequest<string>, 'workspaceId' | 'actor'>,
  { DataSource, UploadId: uploadId, UploadedFromFileName }: z.infer<typeof upload>,
  services: ClassicServices,
): Promise<string> {
  const { store, datasets } = services
  const { Name: name, DataTypeId, Description, FamilyId, Owner } = DataSource
  const options = readOptionsOf(DataTypeId)
  if (options === undefined) throw new AppError('DataTypeNotSupported', { dataTypeId: DataTypeId })
  const newVersionOf = FamilyId ? readClassicDatasetId(FamilyId) : undefined
  await datasets.uploads.joinBlocks(workspaceId, uploadId)
  await datasets.uploads.rename(workspaceId, uploadId, UploadedFromFileName ?? '')
  const begun = await datasets.imports.begin(workspaceId, Owner || actor, {
    name,
    description: Description ?? '',
    ...(newVersionOf === undefined ? {} : { newVersionOf }),
    source: { kind: 'upload', uploadId },
    options,
    maxBadRows: 10_000,
  })
  let last = begun
  for await (const state of datasets.imports.follow(workspaceId, begun.id, AbortSignal.timeout(longestWaitMs))) {
    last = state
  }
  if (last.state === 'failed' || last.state === 'canceled') {
    throw new AppError('DatasetNotMade', { reason: last.error?.message ?? 'The import was canceled.' })
  }
  if (last.state === 'completed' && newVersionOf !== undefined) {
    // Here a version brings its own name along, which is then the name of all.
    const made = await findDataset(store, workspaceId, begun.datasetId)
    if (made.name !== name && familyOf(made) !== made.id) {
      await store.transact({ actor }, (transaction) => changeDataset(transaction, workspaceId, made.id, { name }))
    }
  }
  return toClassicDatasetId(workspaceId, begun.datasetId)
}
