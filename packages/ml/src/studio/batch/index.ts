import type { StudioRoute } from '../studio-route.ts'
import { cancelBatchJob, deleteBatchJob, followBatchJob, readBatchJobRoute } from './batch-job.ts'
import { listBatchJobsOfEndpoint, listBatchJobsOfWorkspace, startBatchJob, submitBatchJob } from './batch-jobs.ts'

/** Jobs of batch execution. */
export const batchJobRoutes: readonly StudioRoute[] = [
  listBatchJobsOfWorkspace,
  listBatchJobsOfEndpoint,
  submitBatchJob,
  readBatchJobRoute,
  startBatchJob,
  followBatchJob,
  cancelBatchJob,
  deleteBatchJob,
]
