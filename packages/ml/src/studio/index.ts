import { batchJobRoutes } from './batch/index.ts'
import { datasetRoutes } from './datasets/index.ts'
import { checkExperiment, planExperiment } from './experiment-checks.ts'
import {
  compareExperimentVersions,
  listExperimentVersions,
  readExperimentVersion,
  restoreExperimentVersion,
} from './experiment-versions.ts'
import {
  changeExperiment,
  createExperiment,
  deleteExperiment,
  listExperiments,
  listExperimentTemplates,
  readExperimentRoute,
  saveExperimentGraph,
} from './experiments.ts'
import { listModules, readModule } from './module-catalogue.ts'
import { outputRoutes } from './outputs/index.ts'
import {
  cancelRun,
  deleteRun,
  followRunRoute,
  listRuns,
  listRunsOfWorkspace,
  readGraphOfRun,
  readRunRoute,
  startRun,
} from './runs.ts'
import { importTrainedModel } from './saved/import-model.ts'
import { saveRunOutput } from './saved/save-run-output.ts'
import { savedRoutes } from './saved/saved.ts'
import { readSignedContent } from './saved/signed-content.ts'
import { storageRoutes } from './storage/index.ts'
import type { StudioRoute } from './studio-route.ts'
import {
  appendToUpload,
  createUpload,
  deleteUpload,
  describeUploads,
  listUploads,
  overrideUploadMethod,
  readUpload,
  readUploadOffset,
} from './uploads.ts'
import { webServiceRoutes } from './web-services/index.ts'
import {
  changeWorkspace,
  createWorkspace,
  listWorkspaces,
  readWorkspace,
  renewWorkspaceToken,
  showWorkspaceTokens,
} from './workspaces.ts'

/** Every route of the studio's API. */
export const studioRoutes: readonly StudioRoute[] = [
  listWorkspaces,
  createWorkspace,
  readWorkspace,
  changeWorkspace,
  showWorkspaceTokens,
  renewWorkspaceToken,
  describeUploads,
  createUpload,
  listUploads,
  readUploadOffset,
  readUpload,
  appendToUpload,
  overrideUploadMethod,
  deleteUpload,
  ...datasetRoutes,
  importTrainedModel,
  ...savedRoutes,
  readSignedContent,
  saveRunOutput,
  ...storageRoutes,
  ...webServiceRoutes,
  ...batchJobRoutes,
  listModules,
  readModule,
  listExperiments,
  listExperimentTemplates,
  createExperiment,
  readExperimentRoute,
  changeExperiment,
  saveExperimentGraph,
  deleteExperiment,
  listExperimentVersions,
  readExperimentVersion,
  restoreExperimentVersion,
  compareExperimentVersions,
  checkExperiment,
  planExperiment,
  startRun,
  listRuns,
  listRunsOfWorkspace,
  readRunRoute,
  readGraphOfRun,
  followRunRoute,
  cancelRun,
  deleteRun,
  ...outputRoutes,
]
