import { datasetAnswer, savedName } from '@sluice/contracts'
import type { StoreReader } from '@sluice/platform'
import * as z from 'zod'
import {
  changeDataset,
  deleteDatasets,
  familyOf,
  findDataset,
  latestVersions,
  listDatasets as listDocuments,
} from '../../datasets/dataset-documents.ts'
import { defineStudioRoute } from '../studio-route.ts'
import { toDatasetAnswer } from './dataset-answer.ts'

const tag = 'Datasets'
const collection = '/workspaces/{workspaceId}/datasets'
const item = '/workspaces/{workspaceId}/datasets/{datasetId}'
const listAnswer = z.strictObject({ value: z.array(datasetAnswer) })

export const listDatasets = defineStudioRoute({
  method: 'GET',
  path: collection,
  tag,
  summary: 'Lists the datasets of a workspace.',
  needs: 'read',
  query: z.strictObject({
    versions: z.enum(['latest', 'all']).default('latest').describe('Only the newest version of each, or all'),
    search: z.string().default('').describe('Text that the name or the description holds'),
  }),
  answers: { 200: listAnswer },
  async handle({ workspaceId, query }, { store }) {
    const all = await listDocuments(store, workspaceId)
    const latest = new Set(latestVersions(all))
    const wanted = query.search.toLowerCase()
    const value = all
      .filter((dataset) => query.versions === 'all' || latest.has(dataset))
      .filter(({ name, description }) => `${name}\n${description}`.toLowerCase().includes(wanted))
      .map((dataset) => toDatasetAnswer(dataset, latest.has(dataset)))
    return { status: 200, body: { value } }
  },
})

export const readDataset = defineStudioRoute({
  method: 'GET',
  path: item,
  tag,
  summary: 'Reads what is known of a dataset.',
  needs: 'read',
  answers: { 200: datasetAnswer },
  handle: async ({ workspaceId, params }, { store }) => ({
    status: 200,
    body: await readAnswer(store, workspaceId, params.datasetId),
  }),
})

export const listDatasetVersions = defineStudioRoute({
  method: 'GET',
  path: `${item}/versions`,
  tag,
  summary: 'Lists all versions of a dataset, the newest first.',
  needs: 'read',
  answers: { 200: listAnswer },
  async handle({ workspaceId, params }, { store }) {
    const dataset = await findDataset(store, workspaceId, params.datasetId)
    const versions = (await listDocuments(store, workspaceId))
      .filter((candidate) => familyOf(candidate) === familyOf(dataset))
      .sort((a, b) => b.version - a.version)
    return { status: 200, body: { value: versions.map((version, index) => toDatasetAnswer(version, index === 0)) } }
  },
})

export const updateDataset = defineStudioRoute({
  method: 'PATCH',
  path: item,
  tag,
  summary: 'Renames a dataset with all its versions, or describes this version.',
  needs: 'write',
  body: z.strictObject({ name: savedName.optional(), description: z.string().max(4000).optional() }),
  answers: { 200: datasetAnswer },
  async handle({ workspaceId, params, body, actor }, { store }) {
    await store.transact({ actor }, (transaction) => changeDataset(transaction, workspaceId, params.datasetId, body))
    return { status: 200, body: await readAnswer(store, workspaceId, params.datasetId) }
  },
})

const flag = z
  .enum(['true', 'false'])
  .default('false')
  .transform((text) => text === 'true')

export const deleteDataset = defineStudioRoute({
  method: 'DELETE',
  path: item,
  tag,
  summary: 'Deletes a version of a dataset, or all of them.',
  needs: 'write',
  query: z.strictObject({
    family: flag.describe('All versions'),
    force: flag.describe('Also where experiments use it'),
  }),
  answers: { 204: undefined },
  async handle({ workspaceId, params, query, actor }, { store, datasets }) {
    const deletion = { id: params.datasetId, ofFamily: query.family, isForced: query.force }
    const deleted = await store.transact({ actor }, (transaction) => deleteDatasets(transaction, workspaceId, deletion))
    await datasets.removeFiles(deleted)
    return { status: 204 }
  },
})

export async function readAnswer(store: StoreReader, workspaceId: string, id: string) {
  const dataset = await findDataset(store, workspaceId, id)
  const all = await listDocuments(store, workspaceId)
  const latest = latestVersions(all.filter((candidate) => familyOf(candidate) === familyOf(dataset)))
  return toDatasetAnswer(dataset, latest[0]?.id === dataset.id)
}
