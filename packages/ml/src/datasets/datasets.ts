import { join } from 'node:path'
import type { Clock } from '@sluice/platform'
import type { RandomBytes } from '../web-services/endpoint-keys.ts'
import { openUploads, type Uploads } from './uploads/upload-files.ts'

/** All that belongs to datasets: files on their way, what is made of them, and the work on them. */
export interface Datasets {
  readonly uploads: Uploads
  close(): Promise<void>
}

export interface DatasetOptions {
  /** Where uploads are kept; on the file system of the artifacts, so that a file goes there without being copied. */
  readonly folder: string
  readonly clock: Clock
  readonly randomBytes: RandomBytes
  /** Default 10 GB. @see reference: AzureML, 4.1 */
  readonly maxUploadBytes?: number
}

const defaultMaxUploadBytes = 10_000_000_000

export async function openDatasets(options: DatasetOptions): Promise<Datasets> {
  const { folder, clock, randomBytes, maxUploadBytes = defaultMaxUploadBytes } = options
  const uploads = await openUploads({ folder: join(folder, 'uploads'), clock, randomBytes, maxBytes: maxUploadBytes })
  return {
    uploads,
    async close() {},
  }
}
