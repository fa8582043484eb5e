import { type DatasetDocument, datasetSource, tableSchema } from '@sluice/contracts'
import * as z from 'zod'
import { rowCountOf } from '../../datasets/content/dataset-contents.ts'
import { familyOf } from '../../datasets/dataset-documents.ts'

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

export const toDatasetAnswer = (dataset: DatasetDocument, isLatest: boolean): z.infer<typeof datasetAnswer> => ({
  id: dataset.id,
  familyId: familyOf(dataset),
  version: dataset.version,
  isLatest,
  name: dataset.name,
  description: dataset.description,
  createdAt: dataset.createdAt,
  owner: dataset.owner,
  rowCount: rowCountOf(dataset),
  byteCount: dataset.content.kind === 'inline' ? null : dataset.content.byteCount,
  columns: dataset.schema,
  source: dataset.source ?? null,
  original: dataset.original ?? null,
  badRowCount: dataset.badRows?.count ?? 0,
})
