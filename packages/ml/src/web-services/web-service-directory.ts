import {
  type DatasetDocument,
  datasetDocument,
  type WebServiceDocument,
  type WebServiceEndpointDocument,
  type WorkspaceDocument,
  webServiceDocument,
  webServiceEndpointDocument,
  workspaceDocument,
} from '@sluice/contracts'
import type { Table } from '@sluice/dataflow'
import type { Log, Store, StoredDocument } from '@sluice/platform'
import type { Module } from '../modules/define-module.ts'
import { toDatasetTable } from './dataset-table.ts'
import { datasetKey, readDocumentKey } from './document-keys.ts'
import { compileScorer, type Scorer } from './scorer.ts'

/** An endpoint as calls meet it. */
export interface ServedEndpoint {
  readonly workspaceId: string
  readonly document: WebServiceEndpointDocument
  /** The compiled scorer. @throws AppError, always the same, when what was published does not compile */
  scorer(): Scorer
}

/** Workspaces, web services and endpoints in memory, kept in step with the store: no database on the way of a call. */
export interface WebServiceDirectory {
  workspaces(): WorkspaceDocument[]
  workspace(id: string): WorkspaceDocument | undefined
  webServices(workspaceId: string): WebServiceDocument[]
  endpoints(workspaceId: string, webServiceId: string): ServedEndpoint[]
  endpointById(id: string): ServedEndpoint | undefined
  close(): void
}

export interface DirectoryServices {
  readonly store: Store
  readonly modules: Readonly<Record<string, Module>>
  readonly log: Log
}

const changesPerRead = 500

interface Entries {
  readonly workspaces: Map<string, WorkspaceDocument>
  readonly datasets: Map<string, DatasetDocument>
  readonly webServices: Map<string, { readonly workspaceId: string; readonly document: WebServiceDocument }>
  readonly endpoints: Map<string, ServedEndpoint>
}

/** Reads everything once, then follows the changes of all processes. */
export async function openWebServiceDirectory(services: DirectoryServices): Promise<WebServiceDirectory> {
  const { store, log } = services
  const entries: Entries = { workspaces: new Map(), datasets: new Map(), webServices: new Map(), endpoints: new Map() }
  let endpointsById = new Map<string, ServedEndpoint>()
  let changeNumber = 0
  let isClosed = false

  const index = () => {
    endpointsById = new Map([...entries.endpoints.values()].map((endpoint) => [endpoint.document.id, endpoint]))
  }
  const put = (document: StoredDocument) => {
    try {
      putEntry(entries, document, services)
    } catch (error) {
      // One damaged document must not take the others out of service.
      log.error('A document could not be read and is not served.', { documentKey: document.key, error })
    }
  }
  const readAll = async () => {
    const all = await store.readAll()
    for (const map of Object.values(entries) as Map<string, unknown>[]) map.clear()
    for (const document of all.documents) put(document)
    changeNumber = all.changeNumber
    index()
  }
  const follow = async (newest: number) => {
    while (changeNumber < newest && !isClosed) {
      const changes = await store.changesAfter(changeNumber, changesPerRead)
      if (changes === undefined) return readAll()
      if (changes.length === 0) return
      for (const change of changes) {
        for (const key of change.removed) removeEntry(entries, key)
        for (const document of change.put) put(document)
        changeNumber = change.changeNumber
      }
      index()
    }
  }

  // One after another, behind the first reading: changes must be applied in their order.
  const firstReading = readAll()
  let following = firstReading
  const stopFollowing = store.onChange((newest) => {
    following = following
      .then(() => follow(newest))
      .catch((error: unknown) => {
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
    workspaces: () => [...entries.workspaces.values()],
    workspace: (id) => [...entries.workspaces.values()].find((workspace) => workspace.id === id),
    webServices: (workspaceId) =>
      [...entries.webServices.values()]
        .filter((entry) => entry.workspaceId === workspaceId)
        .map(({ document }) => document),
    endpoints: (workspaceId, webServiceId) =>
      [...entries.endpoints.values()].filter(
        (endpoint) => endpoint.workspaceId === workspaceId && endpoint.document.webServiceId === webServiceId,
      ),
    endpointById: (id) => endpointsById.get(id),
    close() {
      isClosed = true
      stopFollowing()
    },
  }
}

function putEntry(entries: Entries, { key, body }: StoredDocument, services: DirectoryServices): void {
  const place = readDocumentKey(key)
  if (place === undefined) return
  const { workspaceId } = place
  switch (place.kind) {
    case 'workspace':
      entries.workspaces.set(key, workspaceDocument.parse(body))
      return
    case 'dataset':
      entries.datasets.set(key, datasetDocument.parse(body))
      return
    case 'webService':
      entries.webServices.set(key, { workspaceId, document: webServiceDocument.parse(body) })
      return
    case 'endpoint': {
      const document = webServiceEndpointDocument.parse(body)
      const dataset = (id: string): Table | undefined => {
        const found = entries.datasets.get(datasetKey(workspaceId, id))
        return found && toDatasetTable(found)
      }
      entries.endpoints.set(key, createServedEndpoint(workspaceId, document, dataset, services))
      return
    }
    case 'experiment':
      return
  }
}

function removeEntry(entries: Entries, key: string): void {
  for (const map of Object.values(entries) as Map<string, unknown>[]) map.delete(key)
}

function createServedEndpoint(
  workspaceId: string,
  document: WebServiceEndpointDocument,
  dataset: (id: string) => Table | undefined,
  { modules, log }: DirectoryServices,
): ServedEndpoint {
  let compiled: { readonly scorer: Scorer } | { readonly error: unknown } | undefined
  return {
    workspaceId,
    document,
    scorer() {
      // Compiled at the first call: the datasets that it may need are put in any order.
      if (compiled === undefined) {
        try {
          compiled = { scorer: compileScorer(document.definition, { modules, dataset }) }
        } catch (error) {
          compiled = { error }
          log.error('A web service does not compile; its calls are answered 500.', { endpointId: document.id, error })
        }
      }
      if ('error' in compiled) throw compiled.error
      return compiled.scorer
    },
  }
}
