import {
  AppError,
  type DatasetDocument,
  datasetDocument,
  type TrainedModelDocument,
  type TransformDocument,
  trainedModelDocument,
  transformDocument,
  type WebServiceDocument,
  type WebServiceEndpointDocument,
  type WorkspaceDocument,
  webServiceDocument,
  webServiceEndpointDocument,
  workspaceDocument,
} from '@sluice/contracts'
import type { Log, OutgoingHttp, Store, StoredDocument } from '@sluice/platform'
import type { SavedContents } from '../artifacts/saved-contents.ts'
import type { Modules } from '../modules/module.ts'
import { datasetKey, readDocumentKey, trainedModelKey, transformKey } from './document-keys.ts'
import { compileScorer, type Scorer, type ScorerServices } from './scorer.ts'

/** An endpoint as calls meet it. */
export interface ServedEndpoint {
  readonly workspaceId: string
  readonly document: WebServiceEndpointDocument
  /**
   * The compiled scorer; a promise while it is being compiled.
   * @throws AppError, always the same, when what was published does not compile
   */
  scorer(): Scorer | Promise<Scorer>
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
  readonly modules: Modules
  readonly savedContents: SavedContents
  /** For modules of web services that fetch from addresses. */
  readonly outgoing: OutgoingHttp
  readonly log: Log
}

const changesPerRead = 500

interface Entries {
  readonly workspaces: Map<string, WorkspaceDocument>
  readonly datasets: Map<string, DatasetDocument>
  readonly trainedModels: Map<string, TrainedModelDocument>
  readonly transforms: Map<string, TransformDocument>
  readonly webServices: Map<string, { readonly workspaceId: string; readonly document: WebServiceDocument }>
  readonly endpoints: Map<string, ServedEndpoint>
}

/** Reads everything once, then follows the changes of all processes. */
export async function openWebServiceDirectory(services: DirectoryServices): Promise<WebServiceDirectory> {
  const { store, log } = services
  const entries: Entries = {
    workspaces: new Map(),
    datasets: new Map(),
    trainedModels: new Map(),
    transforms: new Map(),
    webServices: new Map(),
    endpoints: new Map(),
  }
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
    case 'trainedModel':
      entries.trainedModels.set(key, trainedModelDocument.parse(body))
      return
    case 'transform':
      entries.transforms.set(key, transformDocument.parse(body))
      return
    case 'webService':
      entries.webServices.set(key, { workspaceId, document: webServiceDocument.parse(body) })
      return
    case 'endpoint': {
      const document = webServiceEndpointDocument.parse(body)
      const scorerServices = createScorerServices(entries, workspaceId, services)
      entries.endpoints.set(key, createServedEndpoint(workspaceId, document, scorerServices, services))
      return
    }
    case 'experiment':
      return
  }
}

/** What scorers of a workspace may ask for, as it stands at that moment. */
function createScorerServices(entries: Entries, workspaceId: string, services: DirectoryServices): ScorerServices {
  const { modules, savedContents, outgoing } = services
  const datasetOf = (id: string) => entries.datasets.get(datasetKey(workspaceId, id))
  const modelOf = (id: string) => entries.trainedModels.get(trainedModelKey(workspaceId, id))
  const transformOf = (id: string) => entries.transforms.get(transformKey(workspaceId, id))
  return {
    modules,
    outgoing,
    datasetSchema: (id) => datasetOf(id)?.schema,
    trainedModelShape: (id) => modelOf(id)?.shape,
    savedTransformationShape: (id) => transformOf(id)?.shape,
    dataset(id) {
      const found = datasetOf(id)
      if (found === undefined) throw new AppError('DatasetNotFound', { dataset: id })
      return savedContents.dataset(found)
    },
    async trainedModel(id) {
      const found = modelOf(id)
      if (found === undefined) throw new AppError('TrainedModelNotFound', { model: id })
      return savedContents.trainedModel(found)
    },
    async savedTransformation(id) {
      const found = transformOf(id)
      if (found === undefined) throw new AppError('SavedTransformationNotFound', { transformation: id })
      return savedContents.transformation(found)
    },
  }
}

function removeEntry(entries: Entries, key: string): void {
  for (const map of Object.values(entries) as Map<string, unknown>[]) map.delete(key)
}

function createServedEndpoint(
  workspaceId: string,
  document: WebServiceEndpointDocument,
  scorerServices: ScorerServices,
  { log }: DirectoryServices,
): ServedEndpoint {
  let compiled: { readonly scorer: Scorer | Promise<Scorer> } | { readonly error: unknown } | undefined
  const compile = async (): Promise<Scorer> => {
    try {
      const scorer = await compileScorer(document.definition, scorerServices)
      compiled = { scorer }
      return scorer
    } catch (error) {
      compiled = { error }
      log.error('A web service does not compile; its calls are answered 500.', { endpointId: document.id, error })
      throw error
    }
  }
  return {
    workspaceId,
    document,
    scorer() {
      // Compiled at the first call: the datasets that it may need are put in any order.
      compiled ??= { scorer: compile() }
      if ('error' in compiled) throw compiled.error
      return compiled.scorer
    },
  }
}
