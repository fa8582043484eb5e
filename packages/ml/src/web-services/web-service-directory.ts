import type { WebServiceDocument, WebServiceResource, WorkspaceDocument } from '@sluice/contracts'
import type { Log, Store, StoredDocument } from '@sluice/platform'
import { createDirectoryEntries } from './directory-entries.ts'
import type { ResourceServices, WorkspaceHoldings } from './published-resources.ts'
import { createScorerPool } from './scorer-pool.ts'
import type { ServedEndpoint } from './served-endpoint.ts'

export type { ServedEndpoint } from './served-endpoint.ts'

/** Workspaces, web services and endpoints in memory, kept in step with the store: no database on the way of a call. */
export interface WebServiceDirectory {
  workspaces(): WorkspaceDocument[]
  workspace(id: string): WorkspaceDocument | undefined
  webServices(workspaceId: string): WebServiceDocument[]
  webService(workspaceId: string, id: string): WebServiceDocument | undefined
  endpoints(workspaceId: string, webServiceId: string): ServedEndpoint[]
  endpointCount(workspaceId: string, webServiceId: string): number
  endpoint(workspaceId: string, webServiceId: string, name: string): ServedEndpoint | undefined
  endpointById(id: string): ServedEndpoint | undefined
  /** Saved datasets, models and transformations of a workspace, as they stand at that moment. */
  holdings(workspaceId: string): WorkspaceHoldings
  /** Resolves when everything that is in the store now is to be seen here: who wrote it reads what was written. */
  catchUp(): Promise<void>
  /** Keys of the folders that web services, endpoints and batch jobs work with: none of these may be cleaned away. */
  artifactsInUse(): Set<string>
  close(): void
}

export interface DirectoryServices extends ResourceServices {
  readonly store: Store
  readonly log: Log
}

const changesPerRead = 500
const nothing = () => {}

/** Reads everything once, then follows the changes of all processes. */
export async function openWebServiceDirectory(services: DirectoryServices): Promise<WebServiceDirectory> {
  const { store, log } = services
  const entries = createDirectoryEntries((holdings) => createScorerPool({ ...services, holdings }))
  let changeNumber = 0
  let isClosed = false

  const put = (document: StoredDocument) => {
    try {
      entries.put(document)
    } catch (error) {
      // One damaged document must not take the others out of service.
      log.error('A document could not be read and is not served.', { documentKey: document.key, error })
    }
  }
  const readAll = async () => {
    const all = await store.readAll()
    entries.clear()
    for (const document of all.documents) put(document)
    changeNumber = all.changeNumber
  }
  const follow = async (newest: number) => {
    while (changeNumber < newest && !isClosed) {
      const changes = await store.changesAfter(changeNumber, changesPerRead)
      if (changes === undefined) return readAll()
      if (changes.length === 0) return
      for (const change of changes) {
        for (const key of change.removed) entries.remove(key)
        for (const document of change.put) put(document)
        changeNumber = change.changeNumber
      }
    }
  }

  // One after another, behind the first reading: changes must be applied in their order.
  const firstReading = readAll()
  let following = firstReading
  const followTo = (newest: number): Promise<void> => {
    const followed = following.then(() => follow(newest))
    // Who asked hears of a failure; whoever comes next begins where it stopped.
    following = followed.then(nothing, nothing)
    return followed
  }
  const stopFollowing = store.onChange((newest) => {
    followTo(newest).catch((error: unknown) => {
      if (!isClosed) log.error('Changes could not be read; the next one tries again.', { error })
    })
  })
  try {
    await firstReading
  } catch (error) {
    stopFollowing()
    throw error
  }

  return {
    workspaces: () => [...entries.workspacesById.values()],
    workspace: (id) => entries.workspacesById.get(id),
    webServices: (workspaceId) => [...entries.webServices(workspaceId).values()],
    webService: (workspaceId, id) => entries.webServices(workspaceId).get(id),
    endpoints: (workspaceId, webServiceId) => [...entries.endpoints(workspaceId, webServiceId).values()],
    endpointCount: (workspaceId, webServiceId) => entries.endpoints(workspaceId, webServiceId).size,
    endpoint: (workspaceId, webServiceId, name) => entries.endpoints(workspaceId, webServiceId).get(name),
    endpointById: (id) => entries.endpointsById.get(id),
    holdings: entries.holdings,
    catchUp: () => followTo(Number.POSITIVE_INFINITY),
    artifactsInUse() {
      const used = new Set<string>()
      const noteAll = (resources: readonly WebServiceResource[]) => {
        for (const resource of resources) for (const key of artifactsOf(resource)) used.add(key)
      }
      const note = ({ resources = [] }: WebServiceDocument['definition']) => noteAll(resources)
      for (const { id } of entries.workspacesById.values()) {
        for (const { definition } of entries.webServices(id).values()) note(definition)
      }
      for (const { document } of entries.endpointsById.values()) note(document.definition)
      for (const resources of entries.pinnedResources()) noteAll(resources)
      return used
    },
    close() {
      isClosed = true
      stopFollowing()
    },
  }
}

function artifactsOf(resource: WebServiceResource): string[] {
  if (resource.kind !== 'Dataset') return [resource.artifact]
  const content: { readonly kind: string; readonly artifact?: string } = resource.dataset.content
  return content.artifact === undefined ? [] : [content.artifact]
}
