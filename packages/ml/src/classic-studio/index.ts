import { deployClassicWebService, exportClassicDefinition, readClassicDeployment } from './classic-deployment.ts'
import {
  createClassicExperiment,
  deleteClassicExperiment,
  listClassicExperiments,
  readClassicExperiment,
  readClassicOutput,
  saveClassicExperiment,
} from './classic-experiments.ts'
import type { ClassicRoute } from './classic-route.ts'
import { listClassicUsers, readClassicWorkspace } from './classic-workspace.ts'
import {
  createClassicDataset,
  deleteClassicDatasets,
  listClassicDatasets,
  readClassicDataset,
} from './datasets/classic-datasets.ts'
import {
  listClassicTrainedModels,
  listClassicTransforms,
  promoteClassicTrainedModel,
  promoteClassicTransform,
} from './datasets/classic-saved.ts'
import { beginClassicUpload, putClassicBlock } from './datasets/classic-uploads.ts'

/** Every call of the studio's old API that is answered. */
export const classicRoutes: readonly ClassicRoute[] = [
  readClassicWorkspace,
  listClassicUsers,
  listClassicDatasets,
  readClassicDataset,
  createClassicDataset,
  deleteClassicDatasets,
  beginClassicUpload,
  putClassicBlock,
  listClassicTrainedModels,
  promoteClassicTrainedModel,
  listClassicTransforms,
  promoteClassicTransform,
  listClassicExperiments,
  readClassicExperiment,
  createClassicExperiment,
  saveClassicExperiment,
  deleteClassicExperiment,
  readClassicOutput,
  deployClassicWebService,
  readClassicDeployment,
  exportClassicDefinition,
]
