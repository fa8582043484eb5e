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
import { readClassicWorkspace } from './classic-workspace.ts'

/** Every call of the studio's old API that is answered. */
export const classicRoutes: readonly ClassicRoute[] = [
  readClassicWorkspace,
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
