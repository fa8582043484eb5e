import type { DatasetAnswer, DatasetDocument } from '@sluice/contracts'
import { rowCountOf } from '../../datasets/content/dataset-contents.ts'
import { familyOf } from '../../datasets/dataset-documents.ts'

export const toDatasetAnswer = (dataset: DatasetDocument, isLatest: boolean): DatasetAnswer => ({
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
