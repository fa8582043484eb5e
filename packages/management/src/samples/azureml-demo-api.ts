import type { SampleResource } from './echo-api.ts'

const jobs = '/workspaces/{workspace}/services/{service}/jobs'
const version = '?api-version={apiversion}'

const operation = (id: string, displayName: string, method: string, urlTemplate: string): SampleResource => [
  `/apis/azureml-demo-api/operations/${id}`,
  { displayName, method, urlTemplate, responses: [{ statusCode: 200, description: '' }] },
]

/** Below the gateway; workspace and service stay to be filled in. */
export const sampleOperationPath =
  '/azureml-demo/workspaces/{workspace}/services/{service}/execute?api-version=2.0&details=true'

/** The API that the tutorial makes by hand. @see reference: API Management, 0 */
export const azuremlDemoApi: readonly SampleResource[] = [
  [
    '/apis/azureml-demo-api',
    {
      displayName: 'AzureML Demo API',
      path: 'azureml-demo',
      serviceUrl: 'https://ussouthcentral.services.azureml.net',
      protocols: ['http', 'https'],
      description: 'The request-response and batch execution services of a published experiment.',
    },
  ],
  operation(
    'rrs-execute',
    'RRS Execute',
    'POST',
    `/workspaces/{workspace}/services/{service}/execute${version}&details={details}`,
  ),
  operation('bes-submit', 'BES Submit', 'POST', `${jobs}${version}`),
  operation('bes-start', 'BES Start', 'POST', `${jobs}/{jobid}/start${version}`),
  operation('bes-status', 'BES Status', 'GET', `${jobs}/{jobid}${version}`),
  operation('bes-delete', 'BES Delete', 'DELETE', `${jobs}/{jobid}${version}`),
]
