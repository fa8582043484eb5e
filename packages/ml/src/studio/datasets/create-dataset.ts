import { AppError, columnSchema, datasetAnswer, readFormats, savedName, storedCell } from '@sluice/contracts'
import * as z from 'zod'
import { saveRows } from '../../datasets/save-rows.ts'
import { defineStudioRoute } from '../studio-route.ts'
import { toImportAnswer } from './dataset-imports.ts'
import { readAnswer } from './datasets.ts'

const tag = 'Datasets'
const collection = '/workspaces/{workspaceId}/datasets'
const yesNo = z.enum(['true', 'false']).transform((text) => text === 'true')

export const createDatasetOfBody = defineStudioRoute({
  method: 'POST',
  path: collection,
  tag,
  summary: 'Makes a dataset of the file that is sent: `curl --data-binary @file "…/datasets?name=Cars"`.',
  needs: 'write',
  query: z.strictObject({
    name: savedName,
    description: z.string().max(4000).default(''),
    fileName: z.string().max(1000).default('').describe('Its ending tells the format'),
    newVersionOf: z.string().optional().describe('Id of the dataset that gets a new version'),
    format: z.enum(readFormats).optional(),
    hasHeader: yesNo.optional(),
    delimiter: z.string().length(1).optional(),
    maxBadRows: z.coerce.number().int().min(0).max(1_000_000).default(10_000),
    wait: yesNo.default(true).describe('Whether to answer only when the dataset is there'),
  }),
  rawBody: { contentType: 'application/octet-stream' },
  answers: { 201: datasetAnswer, 202: z.unknown() },
  async handle({ workspaceId, query, call, actor, signal }, { store, datasets }) {
    const { name, description, fileName, newVersionOf, maxBadRows, wait, ...given } = query
    const { uploads, imports } = datasets
    const options = Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined))
    const upload = await uploads.receive({ workspaceId, metadata: { filename: fileName }, body: call.body })
    const begun = await imports
      .begin(workspaceId, actor, {
        name,
        description,
        ...(newVersionOf === undefined ? {} : { newVersionOf }),
        source: { kind: 'upload', uploadId: upload.id },
        options,
        maxBadRows,
      })
      .catch(async (error: unknown) => {
        await uploads.remove(workspaceId, upload.id)
        throw error
      })
    if (!wait) return { status: 202, body: toImportAnswer(begun) }
    let last = begun
    for await (const state of imports.follow(workspaceId, begun.id, signal)) last = state
    if (last.state !== 'completed') {
      // Nobody knows of this upload, so nobody can try again with it.
      await uploads.remove(workspaceId, upload.id)
      throw new AppError('DatasetNotMade', { reason: last.error?.message ?? 'The import was canceled.' })
    }
    return { status: 201, body: await readAnswer(store, workspaceId, begun.datasetId) }
  },
})

export const createDatasetOfRows = defineStudioRoute({
  method: 'POST',
  path: `${collection}/from-rows`,
  tag,
  summary: 'Makes a dataset of rows that stand in the call.',
  needs: 'write',
  body: z.strictObject({
    name: savedName,
    description: z.string().max(4000).default(''),
    newVersionOf: z.string().optional(),
    columns: z.array(z.strictObject({ ...columnSchema.shape })).min(1),
    rows: z.array(z.array(storedCell)),
  }),
  answers: { 201: datasetAnswer },
  async handle({ workspaceId, body, actor }, services) {
    const id = await saveRows({ workspaceId, owner: actor, ...body }, services)
    return { status: 201, body: await readAnswer(services.store, workspaceId, id) }
  },
})
