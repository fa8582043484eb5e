/** Where a web service's answers are, below the workspace. */
export const webServicePath = (webServiceId: string): string => `/web-services/${encodeURIComponent(webServiceId)}`
export const endpointPath = (webServiceId: string, name: string): string =>
  `${webServicePath(webServiceId)}/endpoints/${encodeURIComponent(name)}`

/** Pages about a web service. */
export const webServicesHref = (workspace: string): string => `/studio/${workspace}/web-services`
export const webServiceHref = (workspace: string, webServiceId: string, tab = 'dashboard'): string =>
  `${webServicesHref(workspace)}/${webServiceId}/${tab}`
export const endpointHref = (workspace: string, webServiceId: string, name: string): string =>
  `${webServicesHref(workspace)}/${webServiceId}/endpoints/${encodeURIComponent(name)}`
export const helpHref = (
  workspace: string,
  webServiceId: string,
  { endpoint, topic }: { readonly endpoint: string; readonly topic: 'request-response' | 'batch' },
): string => `${endpointHref(workspace, webServiceId, endpoint)}/help/${topic}`
export const jobHref = (workspace: string, jobId: string): string => `/studio/${workspace}/jobs/${jobId}`
