/** Where the documents of workspaces stand in the store. */
export const workspacesCollection = '/workspaces'

export const workspaceKey = (workspace: string) => `/workspaces/${workspace}`
export const datasetKey = (workspace: string, id: string) => `/workspaces/${workspace}/datasets/${id}`
export const datasetImportKey = (workspace: string, id: string) => `/workspaces/${workspace}/datasetimports/${id}`
export const trainedModelKey = (workspace: string, id: string) => `/workspaces/${workspace}/trainedmodels/${id}`
export const transformKey = (workspace: string, id: string) => `/workspaces/${workspace}/transforms/${id}`
export const experimentKey = (workspace: string, id: string) => `/workspaces/${workspace}/experiments/${id}`
export const webServiceKey = (workspace: string, id: string) => `/workspaces/${workspace}/webservices/${id}`
export const endpointKey = (workspace: string, webService: string, name: string) =>
  `/workspaces/${workspace}/webservices/${webService}/endpoints/${name}`
/** What jobs are pinned to, by its hash. */
export const batchDefinitionKey = (workspace: string, hash: string) =>
  `/workspaces/${workspace}/batchdefinitions/${hash}`

export const collectionOf = (key: string): string => key.slice(0, key.lastIndexOf('/'))

const form =
  /^\/workspaces\/([0-9a-f]{32})(?:\/(datasets|trainedmodels|transforms|experiments|webservices)\/([0-9a-f]{32})(?:\/endpoints\/([a-z0-9]+))?)?$/
const batchDefinitionForm = /^\/workspaces\/([0-9a-f]{32})\/batchdefinitions\/[0-9a-f]{64}$/

export interface DocumentPlace {
  readonly kind:
    | 'workspace'
    | 'dataset'
    | 'trainedModel'
    | 'transform'
    | 'experiment'
    | 'webService'
    | 'endpoint'
    | 'batchDefinition'
  readonly workspaceId: string
}

/** What a key of the store names; undefined when it is none of ours. */
export function readDocumentKey(key: string): DocumentPlace | undefined {
  const match = form.exec(key)
  if (match === null) {
    const [, owner] = batchDefinitionForm.exec(key) ?? []
    return owner === undefined ? undefined : { kind: 'batchDefinition', workspaceId: owner }
  }
  const [, workspaceId = '', collection, , endpoint] = match
  if (collection === undefined) return { kind: 'workspace', workspaceId }
  if (collection === 'webservices') return { kind: endpoint === undefined ? 'webService' : 'endpoint', workspaceId }
  return endpoint === undefined
    ? { kind: kindByCollection[collection as keyof typeof kindByCollection], workspaceId }
    : undefined
}

const kindByCollection = {
  datasets: 'dataset',
  trainedmodels: 'trainedModel',
  transforms: 'transform',
  experiments: 'experiment',
} as const
