import {
  type DatasetDocument,
  datasetDocument,
  type TrainedModelDocument,
  type TransformDocument,
  trainedModelDocument,
  transformDocument,
  type WebServiceDocument,
  type WebServiceResource,
  type WorkspaceDocument,
  webServiceDefinition,
  webServiceDocument,
  workspaceDocument,
} from '@sluice/contracts'
import type { StoredDocument } from '@sluice/platform'
import { datasetKey, readDocumentKey, trainedModelKey, transformKey } from './document-keys.ts'
import type { WorkspaceHoldings } from './published-resources.ts'
import type { ScorerPool } from './scorer-pool.ts'
import { createServedEndpoint, type ServedEndpoint } from './served-endpoint.ts'

/** Documents in memory, by their keys and by what calls look for. */
export interface DirectoryEntries {
  readonly workspacesById: ReadonlyMap<string, WorkspaceDocument>
  readonly endpointsById: ReadonlyMap<string, ServedEndpoint>
  webServices(workspaceId: string): ReadonlyMap<string, WebServiceDocument>
  /** By name. */
  endpoints(workspaceId: string, webServiceId: string): ReadonlyMap<string, ServedEndpoint>
  holdings(workspaceId: string): WorkspaceHoldings
  /** What the definitions that jobs are pinned to work with. */
  pinnedResources(): Iterable<readonly WebServiceResource[]>
  /** @throws ZodError when the document is not what its key says; what was there before stays */
  put(document: StoredDocument): void
  remove(key: string): void
  clear(): void
}

type Remover = () => void

export function createDirectoryEntries(createPool: (holdings: DirectoryEntries['holdings']) => ScorerPool) {
  const workspacesById = new Map<string, WorkspaceDocument>()
  const datasets = new Map<string, DatasetDocument>()
  const trainedModels = new Map<string, TrainedModelDocument>()
  const transforms = new Map<string, TransformDocument>()
  const webServices = new Map<string, Map<string, WebServiceDocument>>()
  const endpoints = new Map<string, Map<string, ServedEndpoint>>()
  const endpointsById = new Map<string, ServedEndpoint>()
  const pinned = new Map<string, readonly WebServiceResource[]>()
  /** Key → how to take out what stands there: keys of removed documents come without their bodies. */
  const removers = new Map<string, Remover>()

  const holdings = (workspaceId: string): WorkspaceHoldings => ({
    workspaceId,
    dataset: (id) => datasets.get(datasetKey(workspaceId, id)),
    trainedModel: (id) => trainedModels.get(trainedModelKey(workspaceId, id)),
    transform: (id) => transforms.get(transformKey(workspaceId, id)),
  })
  const pool = createPool(holdings)

  const putInto = <Document>(map: Map<string, Document>, key: string, document: Document): Remover => {
    map.set(key, document)
    return () => map.delete(key)
  }
  const putWebService = (workspaceId: string, document: WebServiceDocument): Remover => {
    const list = webServices.get(workspaceId) ?? new Map()
    webServices.set(workspaceId, list.set(document.id, document))
    return () => list.delete(document.id)
  }
  const putEndpoint = (endpoint: ServedEndpoint): Remover => {
    const { id, name, webServiceId } = endpoint.document
    const place = `${endpoint.workspaceId} ${webServiceId}`
    const list = endpoints.get(place) ?? new Map()
    const before = list.get(name)
    // A name that was deleted and made again between two readings has another id.
    if (before !== undefined && before.document.id !== id) endpointsById.delete(before.document.id)
    endpoints.set(place, list.set(name, endpoint))
    endpointsById.set(id, endpoint)
    return () => {
      list.delete(name)
      if (list.size === 0) endpoints.delete(place)
      endpointsById.delete(id)
    }
  }

  const putAt = ({ key, body }: StoredDocument): Remover | undefined => {
    const place = readDocumentKey(key)
    switch (place?.kind) {
      case 'workspace': {
        const document = workspaceDocument.parse(body)
        return putInto(workspacesById, document.id, document)
      }
      case 'dataset':
        return putInto(datasets, key, datasetDocument.parse(body))
      case 'trainedModel':
        return putInto(trainedModels, key, trainedModelDocument.parse(body))
      case 'transform':
        return putInto(transforms, key, transformDocument.parse(body))
      case 'webService':
        return putWebService(place.workspaceId, webServiceDocument.parse(body))
      case 'endpoint':
        return putEndpoint(createServedEndpoint(place.workspaceId, body, pool))
      case 'batchDefinition':
        return putInto(pinned, key, webServiceDefinition.parse(body).resources ?? [])
      default:
        return undefined
    }
  }

  const entries: DirectoryEntries = {
    workspacesById,
    endpointsById,
    webServices: (workspaceId) => webServices.get(workspaceId) ?? new Map(),
    endpoints: (workspaceId, webServiceId) => endpoints.get(`${workspaceId} ${webServiceId}`) ?? new Map(),
    holdings,
    pinnedResources: () => pinned.values(),
    put(document) {
      const remover = putAt(document)
      if (remover !== undefined) removers.set(document.key, remover)
    },
    remove(key) {
      removers.get(key)?.()
      removers.delete(key)
    },
    clear() {
      for (const remover of removers.values()) remover()
      removers.clear()
    },
  }
  return entries
}
