import type { StudioRoute } from '../studio-route.ts'
import { compareDatasetColumns } from './compare-dataset-columns.ts'
import { createDatasetOfBody, createDatasetOfRows } from './create-dataset.ts'
import {
  beginDatasetImport,
  cancelDatasetImport,
  followDatasetImport,
  guessUpload,
  listDatasetImports,
  readDatasetImport,
} from './dataset-imports.ts'
import { downloadDataset, readDatasetBadRows, readDatasetRows, readDatasetStatistics } from './dataset-rows.ts'
import { deleteDataset, listDatasets, listDatasetVersions, readDataset, updateDataset } from './datasets.ts'

/** Everything below `/studio/workspaces/{workspaceId}` that is about datasets. */
export const datasetRoutes: readonly StudioRoute[] = [
  listDatasets,
  createDatasetOfBody,
  createDatasetOfRows,
  readDataset,
  listDatasetVersions,
  updateDataset,
  deleteDataset,
  readDatasetRows,
  readDatasetBadRows,
  readDatasetStatistics,
  compareDatasetColumns,
  downloadDataset,
  guessUpload,
  beginDatasetImport,
  listDatasetImports,
  readDatasetImport,
  followDatasetImport,
  cancelDatasetImport,
]
