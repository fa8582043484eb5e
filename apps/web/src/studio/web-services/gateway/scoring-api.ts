/** Where the operations of a web service lead; workspace and service stay to be filled in. */
const base = '/workspaces/{workspace}/services/{service}'
const jobs = `${base}/jobs`
const version = '?api-version={apiversion}'

/** Address that the installation leads to its own scoring service, as the scoring services of the cloud were called. */
export const scoringHost = 'https://ussouthcentral.services.azureml.net'

const declarations = [
  ['rrs-execute', 'RRS Execute', 'POST', `${base}/execute${version}&details={details}`],
  ['bes-submit', 'BES Submit', 'POST', `${jobs}${version}`],
  ['bes-start', 'BES Start', 'POST', `${jobs}/{jobid}/start${version}`],
  ['bes-status', 'BES Status', 'GET', `${jobs}/{jobid}${version}`],
  ['bes-delete', 'BES Delete', 'DELETE', `${jobs}/{jobid}${version}`],
] as const

export interface ScoringOperation {
  readonly name: string
  readonly properties: {
    readonly displayName: string
    readonly method: string
    readonly urlTemplate: string
    readonly templateParameters: readonly {
      readonly name: string
      readonly type: string
      readonly required: boolean
      readonly defaultValue: string | null
    }[]
    readonly responses: readonly { readonly statusCode: number; readonly description: string }[]
  }
}

/** The five operations of a web service. What is known of it is filled in where somebody tries them. */
export function scoringOperations(target: {
  readonly workspaceId: string
  readonly serviceId: string
}): readonly ScoringOperation[] {
  const defaults: Readonly<Record<string, string>> = {
    workspace: target.workspaceId,
    service: target.serviceId,
    apiversion: '2.0',
    details: 'true',
  }
  return declarations.map(([name, displayName, method, urlTemplate]) => ({
    name,
    properties: {
      displayName,
      method,
      urlTemplate,
      templateParameters: [...urlTemplate.matchAll(/\{(\w+)\}/g)].map(([, parameter = '']) => ({
        name: parameter,
        type: 'string',
        required: true,
        defaultValue: defaults[parameter] ?? null,
      })),
      responses: [{ statusCode: 200, description: '' }],
    },
  }))
}
