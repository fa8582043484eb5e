import type { StudioRoute } from '../studio-route.ts'
import { convertExperimentRoute, previewConversionRoute, readLinkedExperiments } from './conversions.ts'
import {
  changeEndpoint,
  createEndpoint,
  deleteEndpoint,
  listEndpoints,
  readEndpoint,
  refreshEndpoint,
  renewEndpointKeyRoute,
  showEndpointKeys,
} from './endpoints.ts'
import { readEndpointHelp } from './help.ts'
import { exportClassicExperiment, importClassicExperiment } from './import-experiment.ts'
import { listPublicationsRoute, publishExperiment, readPublication, watchPublication } from './publications.ts'
import { replaceResource } from './replace-resource.ts'
import { testEndpoint } from './test-call.ts'
import { changeWebService, deleteWebService, listWebServices, readWebService } from './web-services.ts'

/** Publishing, web services and endpoints. */
export const webServiceRoutes: readonly StudioRoute[] = [
  publishExperiment,
  listPublicationsRoute,
  readPublication,
  watchPublication,
  listWebServices,
  readWebService,
  changeWebService,
  deleteWebService,
  listEndpoints,
  readEndpoint,
  createEndpoint,
  changeEndpoint,
  deleteEndpoint,
  showEndpointKeys,
  renewEndpointKeyRoute,
  refreshEndpoint,
  replaceResource,
  testEndpoint,
  readEndpointHelp,
  previewConversionRoute,
  convertExperimentRoute,
  readLinkedExperiments,
  importClassicExperiment,
  exportClassicExperiment,
]
