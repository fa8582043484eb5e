import {
  type ColumnWish,
  type DatasetImportAnswer,
  datasetImportAnswer,
  datasetImportRequest,
  readOptions,
  uploadGuessAnswer,
} from '@sluice/contracts'
import type { GuessedColumn } from '@sluice/platform'
import * as z from 'zod'
import type { ImportState } from '../../datasets/imports/dataset-imports.ts'
import { defineStudioRoute, type StudioEvent } from '../studio-route.ts'

const tag = 'Datasets'
const collection = '/workspaces/{workspaceId}/dataset-imports'
const item = '/workspaces/{workspaceId}/dataset-imports/{importId}'

export const toImportAnswer = (state: ImportState): DatasetImportAnswer => ({
  id: state.id,
  datasetId: state.datasetId,
  name: state.request.name,
  state: state.state,
  createdAt: state.createdAt,
  finishedAt: state.finishedAt ?? null,
  progress: state.progress ?? null,
  error: state.error ?? null,
})

export const guessUpload = defineStudioRoute({
  method: 'POST',
  path: '/workspaces/{workspaceId}/uploads/{uploadId}/guess',
  tag: 'Uploads',
  summary: 'Says how an uploaded file would be read, and why; what is sent along is taken as given.',
  needs: 'write',
  body: readOptions,
  answers: { 200: uploadGuessAnswer },
  async handle({ workspaceId, params, body, signal }, { datasets }) {
    const { upload, path } = await datasets.uploads.file(workspaceId, params.uploadId)
    const source = { path, fileName: upload.metadata.filename ?? '' }
    const guessed = await datasets.work.guess(source, body, { signal })
    return { status: 200, body: { ...guessed, columns: withWishes(guessed.columns, body.columns) } }
  },
})

/** The guess with what was said of the columns in its place. */
const withWishes = (columns: readonly GuessedColumn[], wishes: readonly ColumnWish[] = []) =>
  columns.map((column, index) => {
    const given = Object.entries(wishes[index] ?? {}).filter(([, value]) => value !== undefined)
    return given.length === 0 ? column : { ...column, ...Object.fromEntries(given), reason: 'You chose it.' }
  })

export const beginDatasetImport = defineStudioRoute({
  method: 'POST',
  path: collection,
  tag,
  summary: 'Makes a dataset, or a new version of one, of an uploaded file or of a file at an address.',
  needs: 'write',
  body: datasetImportRequest,
  answers: { 202: datasetImportAnswer },
  async handle({ workspaceId, body, actor }, { datasets }) {
    const begun = await datasets.imports.begin(workspaceId, actor, body)
    const headers = { Location: `/studio/workspaces/${workspaceId}/dataset-imports/${begun.id}` }
    return { status: 202, headers, body: toImportAnswer(begun) }
  },
})

export const listDatasetImports = defineStudioRoute({
  method: 'GET',
  path: collection,
  tag,
  summary: 'Lists the imports of the last week and those that go on.',
  needs: 'read',
  answers: { 200: z.strictObject({ value: z.array(datasetImportAnswer) }) },
  handle: async ({ workspaceId }, { datasets }) => ({
    status: 200,
    body: { value: (await datasets.imports.list(workspaceId)).map(toImportAnswer) },
  }),
})

export const readDatasetImport = defineStudioRoute({
  method: 'GET',
  path: item,
  tag,
  summary: 'Says how far an import has come.',
  needs: 'read',
  answers: { 200: datasetImportAnswer },
  handle: async ({ workspaceId, params }, { datasets }) => ({
    status: 200,
    body: toImportAnswer(await datasets.imports.find(workspaceId, params.importId)),
  }),
})

export const followDatasetImport = defineStudioRoute({
  method: 'GET',
  path: `${item}/events`,
  tag,
  summary: 'Sends an event `import` with each change of an import until it has ended.',
  needs: 'read',
  answers: { 200: { contentType: 'text/event-stream' } },
  async handle({ workspaceId, params, signal }, { datasets }) {
    const { imports } = datasets
    // Asked before the head goes out, so that an import that is not there is answered 404.
    await imports.find(workspaceId, params.importId)
    return { status: 200, events: toEvents(imports.follow(workspaceId, params.importId, signal)) }
  },
})

async function* toEvents(states: AsyncIterable<ImportState>): AsyncGenerator<StudioEvent> {
  for await (const state of states) yield { event: 'import', data: toImportAnswer(state) }
}

export const cancelDatasetImport = defineStudioRoute({
  method: 'POST',
  path: `${item}/cancel`,
  tag,
  summary: 'Ends an import; nothing of it is kept.',
  needs: 'write',
  answers: { 200: datasetImportAnswer },
  handle: async ({ workspaceId, params }, { datasets }) => ({
    status: 200,
    body: toImportAnswer(await datasets.imports.cancel(workspaceId, params.importId)),
  }),
})
