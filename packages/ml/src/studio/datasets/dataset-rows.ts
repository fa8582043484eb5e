import { AppError, badRowsAnswer, datasetRowsAnswer, statisticsAnswer, writeFormats } from '@sluice/contracts'
import * as z from 'zod'
import { rowCountOf } from '../../datasets/content/dataset-contents.ts'
import { readBadRows } from '../../datasets/content/read-bad-rows.ts'
import { contentTypes, fileEndings, toJsonRows } from '../../datasets/content/table-formats.ts'
import { findDataset } from '../../datasets/dataset-documents.ts'
import { datasetFiles } from '../../datasets/imports/run-import.ts'
import { sendFile } from '../send-file.ts'
import { defineStudioRoute } from '../studio-route.ts'
import { streamOfDataset } from './dataset-content.ts'
import { toStatisticsAnswer } from './statistics-answer.ts'

const tag = 'Datasets'
const item = '/workspaces/{workspaceId}/datasets/{datasetId}'

const page = {
  offset: z.coerce.number().int().min(0).default(0).describe('Rows to leave out'),
  limit: z.coerce.number().int().min(0).max(1000).default(100).describe('Rows at most'),
}

export const readDatasetRows = defineStudioRoute({
  method: 'GET',
  path: `${item}/rows`,
  tag,
  summary: 'Reads a page of rows, the first 100 unless asked otherwise.',
  needs: 'read',
  query: z.strictObject(page),
  answers: { 200: datasetRowsAnswer },
  async handle({ workspaceId, params, query: { offset, limit } }, { store, datasets }) {
    const dataset = await findDataset(store, workspaceId, params.datasetId)
    const table = await datasets.contents.rows(dataset, offset, offset + limit)
    const rowCount = rowCountOf(dataset)
    return { status: 200, body: { rowCount, offset, columns: dataset.schema, rows: toJsonRows(table) } }
  },
})

export const readDatasetBadRows = defineStudioRoute({
  method: 'GET',
  path: `${item}/bad-rows`,
  tag,
  summary: 'Reads a page of the rows of the original file that could not be read, each with its line and the reason.',
  needs: 'read',
  query: z.strictObject(page),
  answers: { 200: badRowsAnswer },
  async handle({ workspaceId, params, query: { offset, limit } }, { store, datasets }) {
    const dataset = await findDataset(store, workspaceId, params.datasetId)
    const folder = await datasets.contents.folder(dataset)
    const count = dataset.badRows?.count ?? 0
    const rows =
      folder === undefined || count === 0 ? [] : await readBadRows(folder.path(datasetFiles.badRows), { offset, limit })
    return { status: 200, body: { count, offset, rows } }
  },
})

export const downloadDataset = defineStudioRoute({
  method: 'GET',
  path: `${item}/content`,
  tag,
  summary: 'Downloads a dataset; `original` is the file as it was uploaded. Parts of it (Range) where it is a file.',
  needs: 'read',
  query: z.strictObject({ format: z.enum([...writeFormats, 'original']).default('csv') }),
  answers: { 200: { contentType: 'application/octet-stream' } },
  async handle({ workspaceId, params, query: { format }, call }, { store, datasets }) {
    const dataset = await findDataset(store, workspaceId, params.datasetId)
    const { contents } = datasets
    const folder = await contents.folder(dataset)
    if (format === 'original') {
      if (dataset.original === undefined || folder === undefined) {
        throw new AppError('OriginalFileMissing', { name: dataset.name })
      }
      const { fileName } = dataset.original
      return sendFile(call, folder.path(datasetFiles.original), { fileName, contentType: 'application/octet-stream' })
    }
    if (format !== 'parquet' || folder === undefined) return streamOfDataset(dataset, format, datasets)
    const fileName = `${dataset.name}.${fileEndings[format]}`
    const table = folder.path(datasetFiles.table)
    return sendFile(call, await datasets.exportBeside(table, folder.path(`export.${format}`), format), {
      fileName,
      contentType: contentTypes[format],
    })
  },
})

export const readDatasetStatistics = defineStudioRoute({
  method: 'GET',
  path: `${item}/statistics`,
  tag,
  summary: 'Gives exact figures of each column: counts, extremes, middle, most frequent values, histogram.',
  needs: 'read',
  answers: {
    200: statisticsAnswer,
  },
  async handle({ workspaceId, params, signal }, { store, datasets }) {
    const dataset = await findDataset(store, workspaceId, params.datasetId)
    const columns = (await datasets.statistics(dataset, signal)).map(toStatisticsAnswer)
    return { status: 200, body: { rowCount: rowCountOf(dataset), columns } }
  },
})
