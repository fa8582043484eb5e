import { canvasRoutes } from './canvas/routes.ts'
import { datasetRoutes } from './datasets/routes.ts'
import { experimentRoutes } from './experiments/routes.ts'
import { jobRoutes } from './jobs/routes.ts'
import { storageRoutes } from './storage/routes.ts'
import { studioRoute } from './studio-route.ts'
import { trainedModelRoutes } from './trained-models/routes.ts'
import { webServiceRoutes } from './web-services/routes.ts'
import { workspaceRoutes } from './workspace/routes.ts'

/** Every page of the studio. */
export const studioRoutes = studioRoute.addChildren([
  ...experimentRoutes,
  ...canvasRoutes,
  ...datasetRoutes,
  ...trainedModelRoutes,
  ...storageRoutes,
  ...webServiceRoutes,
  ...jobRoutes,
  ...workspaceRoutes,
])
