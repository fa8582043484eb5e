import * as z from 'zod'
import { columnSchema, tableSchema } from '../ml/column-schema.ts'
import { datasetSource } from '../ml/dataset.ts'
import { importStates } from '../ml/dataset-import.ts'
import { readFormats } from '../ml/read-options.ts'

export const datasetAnswer = z.strictObject({
  id: z.string(),
  familyId: z.string().describe('Shared by all versions of a dataset'),
  version: z.int().min(1),
  isLatest: z.boolean(),
  name: z.string(),
  description: z.string(),
  createdAt: z.string(),
  owner: z.string(),
  rowCount: z.int(),
  byteCount: z.int().nullable().describe('Of its file; null where the rows stand in the document'),
  columns: tableSchema,
  source: datasetSource.nullable(),
  original: z.strictObject({ dataTypeId: z.string(), fileName: z.string(), byteCount: z.int() }).nullable(),
  badRowCount: z.int().describe('Rows of the original file that could not be read'),
})
export type DatasetAnswer = Readonly<z.infer<typeof datasetAnswer>>

export const datasetRowsAnswer = z.strictObject({
  rowCount: z.int(),
  offset: z.int(),
  columns: tableSchema,
  rows: z.array(z.array(z.union([z.string(), z.number(), z.boolean(), z.null()]))),
})
export type DatasetRowsAnswer = Readonly<z.infer<typeof datasetRowsAnswer>>

export const badRowsAnswer = z.strictObject({
  count: z.int(),
  offset: z.int(),
  rows: z.array(
    z.strictObject({
      line: z.int().describe('Of the original file'),
      reason: z.string(),
      text: z.string().describe('The row as it stands there, cut after 1000 characters'),
    }),
  ),
})
export type BadRowsAnswer = Readonly<z.infer<typeof badRowsAnswer>>

export const datasetImportAnswer = z.strictObject({
  id: z.string(),
  datasetId: z.string().describe('Of the dataset that is being made'),
  name: z.string(),
  state: z.enum(importStates),
  createdAt: z.string(),
  finishedAt: z.string().nullable(),
  progress: z.strictObject({ bytesRead: z.int(), totalBytes: z.int(), rowsRead: z.int() }).nullable(),
  error: z.strictObject({ code: z.string(), message: z.string() }).nullable(),
})
export type DatasetImportAnswer = Readonly<z.infer<typeof datasetImportAnswer>>

/** How an uploaded file would be read. */
export const uploadGuessAnswer = z.strictObject({
  format: z.enum(readFormats),
  hasHeader: z.boolean(),
  delimiter: z.string(),
  encoding: z.string(),
  rowCount: z.int(),
  badRowCount: z.int(),
  columns: z.array(z.strictObject({ ...columnSchema.shape, reason: z.string() })),
  sampleRows: z.array(z.array(z.union([z.string(), z.null()]))),
})
export type UploadGuessAnswer = Readonly<z.infer<typeof uploadGuessAnswer>>

export const uploadAnswer = z.strictObject({
  id: z.string(),
  fileName: z.string(),
  byteLength: z.int().min(0),
  offset: z.int().min(0).describe('Bytes that are here and on disk'),
  isComplete: z.boolean(),
  createdAt: z.string(),
  expiresAt: z.string(),
})
export type UploadAnswer = Readonly<z.infer<typeof uploadAnswer>>
