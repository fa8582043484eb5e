import type {
  DatasetDocument,
  TrainedModelDocument,
  TransformDocument,
  WebServiceDefinition,
  WebServiceResource,
} from '@sluice/contracts'
import { AppError } from '@sluice/contracts'
import type { Blobs, OutgoingHttp, Secrets, SqlScripts } from '@sluice/platform'
import type { SavedContents } from '../artifacts/saved-contents.ts'
import type { Modules } from '../modules/module.ts'
import { openGraph } from '../modules/secret-parameters.ts'
import { compileScorer, type Scorer, type ScorerServices } from './scorer.ts'

/** What a workspace holds, by the ids that graphs name; undefined when there is none. */
export interface WorkspaceHoldings {
  readonly workspaceId: string
  dataset(id: string): DatasetDocument | undefined
  trainedModel(id: string): TrainedModelDocument | undefined
  transform(id: string): TransformDocument | undefined
}

export interface ResourceServices {
  readonly modules: Modules
  readonly savedContents: SavedContents
  /** Opens the secrets of graphs, such as keys of storage accounts. */
  readonly secrets: Pick<Secrets, 'open'>
  readonly outgoing: OutgoingHttp
  /** For those that read or write blobs. */
  readonly blobs: Blobs
  /** For those that run scripts; it must not hold up other calls. */
  readonly sql: SqlScripts
}

/** What a scorer of this definition works with: what was published with it, and what that does not hold, the workspace. */
export function createScorerServices(
  definition: Pick<WebServiceDefinition, 'resources'>,
  holdings: WorkspaceHoldings,
  services: ResourceServices,
): ScorerServices {
  return scorerServicesFor(withResources(definition.resources ?? [], holdings), services)
}

/**
 * Compiles a definition, and finds what it works with while doing so: what a scorer never asks for is not part of it.
 * @throws AppError `WebServicePackageInvalid`, or that of a module
 */
export async function compileWithResources(
  definition: WebServiceDefinition,
  holdings: WorkspaceHoldings,
  services: ResourceServices,
): Promise<{ readonly scorer: Scorer; readonly resources: WebServiceResource[] }> {
  const found = new Map<string, WebServiceResource>()
  const note = <Document>(document: Document | undefined, toResource: (document: Document) => WebServiceResource) => {
    if (document !== undefined) {
      const resource = toResource(document)
      found.set(`${resource.kind} ${resource.id}`, resource)
    }
    return document
  }
  const noting: WorkspaceHoldings = {
    workspaceId: holdings.workspaceId,
    dataset: (id) => note(holdings.dataset(id), toDatasetResource),
    trainedModel: (id) => note(holdings.trainedModel(id), toModelResource),
    transform: (id) => note(holdings.transform(id), toTransformResource),
  }
  const scorer = await compileScorer(definition, scorerServicesFor(noting, services))
  return { scorer, resources: withDistinctNames([...found.values()]) }
}

/** Two models of one name must be told apart by who patches one of them. */
function withDistinctNames(resources: readonly WebServiceResource[]): WebServiceResource[] {
  const taken = new Set<string>()
  return resources.map((resource) => {
    let name = resource.name
    for (let attempt = 2; taken.has(name); attempt += 1) name = `${resource.name} (${attempt})`
    taken.add(name)
    return name === resource.name ? resource : { ...resource, name }
  })
}

const toDatasetResource = (dataset: DatasetDocument): WebServiceResource => ({
  kind: 'Dataset',
  id: dataset.id,
  name: `${dataset.name} [dataset]`,
  dataset,
})

export const toModelResource = ({
  id,
  name,
  artifact,
  byteCount,
  shape,
}: TrainedModelDocument): WebServiceResource => ({
  kind: 'TrainedModel',
  id,
  name: `${name} [trained model]`,
  artifact,
  byteCount,
  shape,
})

const toTransformResource = ({ id, name, artifact, byteCount, shape }: TransformDocument): WebServiceResource => ({
  kind: 'Transformation',
  id,
  name: `${name} [transform]`,
  artifact,
  byteCount,
  shape,
})

/** The part of saved documents that is needed to read what they stand for. */
interface Holdings {
  readonly workspaceId: string
  dataset(id: string): DatasetDocument | undefined
  trainedModel(id: string): Pick<TrainedModelDocument, 'name' | 'artifact' | 'shape'> | undefined
  transform(id: string): Pick<TransformDocument, 'name' | 'artifact' | 'shape'> | undefined
}

function withResources(resources: readonly WebServiceResource[], holdings: WorkspaceHoldings): Holdings {
  const find = <Kind extends WebServiceResource['kind']>(kind: Kind, id: string) =>
    resources.find(
      (resource): resource is Extract<WebServiceResource, { kind: Kind }> =>
        resource.kind === kind && resource.id === id,
    )
  return {
    workspaceId: holdings.workspaceId,
    dataset: (id) => find('Dataset', id)?.dataset ?? holdings.dataset(id),
    trainedModel: (id) => find('TrainedModel', id) ?? holdings.trainedModel(id),
    transform: (id) => find('Transformation', id) ?? holdings.transform(id),
  }
}

function scorerServicesFor(
  holdings: Holdings,
  { modules, savedContents, secrets, outgoing, blobs, sql }: ResourceServices,
): ScorerServices {
  return {
    modules,
    outgoing,
    blobs,
    openGraph: (graph) => openGraph(graph, { modules, secrets, workspaceId: holdings.workspaceId }),
    sql,
    datasetSchema: (id) => holdings.dataset(id)?.schema,
    trainedModelShape: (id) => holdings.trainedModel(id)?.shape,
    savedTransformationShape: (id) => holdings.transform(id)?.shape,
    dataset: once((id) => {
      const found = holdings.dataset(id)
      if (found === undefined) throw new AppError('DatasetNotFound', { dataset: id })
      return savedContents.dataset(found)
    }),
    trainedModel: once(async (id) => {
      const found = holdings.trainedModel(id)
      if (found === undefined) throw new AppError('TrainedModelNotFound', { model: id })
      return savedContents.trainedModel(found)
    }),
    savedTransformation: once(async (id) => {
      const found = holdings.transform(id)
      if (found === undefined) throw new AppError('SavedTransformationNotFound', { transformation: id })
      return savedContents.transformation(found)
    }),
  }
}

/** Each set of web-service parameters is compiled by itself, but what it works with is read from disk once. */
function once<Value>(read: (id: string) => Value): (id: string) => Value {
  const known = new Map<string, Value>()
  return (id) => {
    const value = known.get(id) ?? read(id)
    known.set(id, value)
    if (value instanceof Promise) value.catch(() => known.delete(id))
    return value
  }
}
