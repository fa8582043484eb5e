import {
  AppError,
  type ConversionKind,
  type ExperimentConversionDocument,
  type ExperimentDocument,
  type ExperimentGraph,
  experimentConversionDocument,
  experimentDocument,
} from '@sluice/contracts'
import type { Clock, SqlScripts, Store, Transaction } from '@sluice/platform'
import { putGraph } from '../experiments/experiment-records.ts'
import type { Modules } from '../modules/module.ts'
import { createSchemaContext } from '../modules/module-context.ts'
import { experimentKey } from '../web-services/document-keys.ts'
import { createMachineLearningId, type RandomBytes } from '../web-services/endpoint-keys.ts'
import { putDocument } from '../web-services/put-document.ts'
import type { WebServiceDirectory } from '../web-services/web-service-directory.ts'
import {
  type ConversionPlan,
  planPredictiveExperiment,
  type SavedPart,
  withSavedParts,
} from './predictive-experiment.ts'
import { planRetrainingExperiment } from './retraining-experiment.ts'

export const conversionsCollection = (workspaceId: string) => `/workspaces/${workspaceId}/conversions`
export const conversionKey = (workspaceId: string, experimentId: string) =>
  `${conversionsCollection(workspaceId)}/${experimentId}`

/** What conversions ask of the part that runs experiments. */
export interface OutputSaver {
  /**
   * Saves what the newest run gave at a port, as a dataset, trained model or transformation of the workspace.
   * @param request.replaces one that is there, of which this becomes the next version
   * @returns its id
   * @throws AppError when there is no such result
   */
  save(request: {
    readonly workspaceId: string
    readonly experimentId: string
    readonly from: SavedPart['from']
    readonly kind: SavedPart['kind']
    readonly name: string
    readonly replaces: string | undefined
    readonly actor: string
  }): Promise<string>
}

export interface ConversionServices {
  readonly store: Store
  readonly directory: WebServiceDirectory
  readonly modules: Modules
  readonly clock: Clock
  readonly randomBytes: RandomBytes
  readonly outputSaver?: OutputSaver
  /** For what scripts give without a run. */
  readonly sql?: Pick<SqlScripts, 'describe'>
}

export interface ConversionRequest {
  readonly workspaceId: string
  readonly experimentId: string
  readonly kind: ConversionKind
  /** Module that scores or trains; default: as before, else the first. */
  readonly chosen?: string | undefined
}

export interface Preview {
  readonly plan: ConversionPlan
  /** The experiment that was made of it before. */
  readonly existing: ExperimentDocument | undefined
  readonly conversion: ExperimentConversionDocument | undefined
  readonly training: ExperimentDocument
}

/** What a conversion would do. @throws AppError `ExperimentNotFound`, `ExperimentNotConvertible`, `WebServicePackageInvalid` */
export async function previewConversion(
  { workspaceId, experimentId, kind, chosen }: ConversionRequest,
  { store, directory, modules, sql }: ConversionServices,
): Promise<Preview> {
  const training = await loadExperiment(store, workspaceId, experimentId)
  const conversions = await listConversions(store, workspaceId)
  const conversion = conversions.find((one) => one.trainingExperimentId === experimentId && one.kind === kind)
  const existing = conversion && (await findExperiment(store, workspaceId, conversion.experimentId))
  await directory.catchUp()
  const holdings = directory.holdings(workspaceId)
  const saved = {
    datasetSchema: (id: string) => holdings.dataset(id)?.schema,
    trainedModelShape: (id: string) => holdings.trainedModel(id)?.shape,
    savedTransformationShape: (id: string) => holdings.transform(id)?.shape,
  }
  const context = createSchemaContext(modules, saved, sql)
  const before = training.graph.nodes.some(({ id }) => id === conversion?.chosen) ? conversion?.chosen : undefined
  const convert = kind === 'predictive' ? planPredictiveExperiment : planRetrainingExperiment
  const plan = convert(training.graph, modules, context, chosen ?? before)
  return { plan, existing, conversion: existing && conversion, training }
}

export interface Converted {
  readonly experiment: ExperimentDocument
  readonly isNew: boolean
  readonly plan: ConversionPlan
}

/**
 * Makes the experiment, or brings the one that was made before up to date: with `update`, what was saved of the last
 * run takes the place of what stood there, and what users changed since stays; with `replace`, it is made anew.
 * @throws AppError as `previewConversion`, and when a result is missing
 */
export async function convertExperiment(
  request: ConversionRequest & { readonly mode: 'update' | 'replace'; readonly actor: string },
  services: ConversionServices,
): Promise<Converted> {
  const { workspaceId, experimentId, kind, actor } = request
  const { plan, existing, conversion, training } = await previewConversion(request, services)
  const isUpdate = existing !== undefined && conversion !== undefined && request.mode === 'update'
  const present = existing?.graph.nodes ?? []
  const parts = isUpdate ? conversion.saved.filter(({ node }) => present.some(({ id }) => id === node)) : plan.saved
  const ids = await saveParts(parts, request, { training, existing, conversion }, services)
  const graph = withSavedParts(isUpdate ? existing.graph : plan.graph, parts, ids)
  const now = new Date(services.clock.now()).toISOString()
  const suffix = kind === 'predictive' ? 'Predictive Exp.' : 'Retraining Exp.'
  const head = existing ?? {
    id: createMachineLearningId(services.randomBytes),
    name: `${training.name.slice(0, 240)} [${suffix}]`,
    description: training.description,
    createdAt: now,
  }
  const experiment = experimentDocument.parse({ author: actor, ...head, updatedAt: now, updatedBy: actor, graph })
  const record: ExperimentConversionDocument = {
    experimentId: experiment.id,
    kind,
    trainingExperimentId: experimentId,
    chosen: plan.choices[0]?.node ?? '',
    convertedAt: now,
    saved: parts.map(({ kind: partKind, from, node, parameter }) => ({ kind: partKind, from, node, parameter })),
  }
  await services.store.transact({ actor }, (transaction) => putConverted(transaction, workspaceId, experiment, record))
  return { experiment, isNew: existing === undefined, plan }
}

async function putConverted(
  transaction: Transaction,
  workspaceId: string,
  experiment: ExperimentDocument,
  record: ExperimentConversionDocument,
): Promise<void> {
  const save = { actor: experiment.updatedBy, at: experiment.updatedAt, isKept: true }
  await putGraph(transaction, workspaceId, experiment, experiment.graph, save)
  await putDocument(transaction, conversionKey(workspaceId, experiment.id), record)
}

type Part = Pick<SavedPart, 'kind' | 'from' | 'node' | 'parameter'>

async function saveParts(
  parts: readonly Part[],
  { workspaceId, experimentId, actor }: ConversionRequest & { readonly actor: string },
  { training, existing, conversion }: Pick<Preview, 'training' | 'existing' | 'conversion'>,
  { outputSaver, modules }: ConversionServices,
): Promise<Map<string, string>> {
  const ids = new Map<string, string>()
  if (parts.length === 0) return ids
  if (outputSaver === undefined) {
    throw new AppError('ExperimentNotConvertible', {
      reason: 'Nothing here runs experiments, so there are no results.',
    })
  }
  const models = parts.filter(({ kind }) => kind === 'trained-model').length
  for (const { kind, from, node } of parts) {
    const module = training.graph.nodes.find(({ id }) => id === from.node)?.module ?? ''
    const title = modules[module]?.title ?? from.node
    const name = kind === 'trained-model' && models === 1 ? training.name : `${training.name.slice(0, 160)} ${title}`
    // The same part of the same training is the next version of what was saved before.
    const before = conversion?.saved.find((one) => one.from.node === from.node && one.from.port === from.port)
    const replaces = before && savedIdAt(existing?.graph, before.node, before.parameter)
    ids.set(node, await outputSaver.save({ workspaceId, experimentId, from, kind, name, replaces, actor }))
  }
  return ids
}

function savedIdAt(graph: ExperimentGraph | undefined, node: string, parameter: string): string | undefined {
  const value = graph?.nodes.find(({ id }) => id === node)?.parameters[parameter]
  return typeof value === 'string' ? value : undefined
}

export async function listConversions(store: Store, workspaceId: string): Promise<ExperimentConversionDocument[]> {
  const stored = await store.list(conversionsCollection(workspaceId))
  return stored.map(({ body }) => experimentConversionDocument.parse(body)).reverse()
}

async function findExperiment(store: Store, workspaceId: string, id: string): Promise<ExperimentDocument | undefined> {
  const stored = await store.get(experimentKey(workspaceId, id))
  return stored === undefined ? undefined : experimentDocument.parse(stored.body)
}

/** @throws AppError `ExperimentNotFound` */
export async function loadExperiment(store: Store, workspaceId: string, id: string): Promise<ExperimentDocument> {
  const found = await findExperiment(store, workspaceId, id)
  if (found === undefined) throw new AppError('ExperimentNotFound', { experiment: id })
  return found
}

/** The experiments that belong together as tabs of one: training, predictive, retraining. */
export async function linkedExperiments(store: Store, workspaceId: string, experimentId: string) {
  const conversions = await listConversions(store, workspaceId)
  const own = conversions.find((one) => one.experimentId === experimentId)
  const training = own?.trainingExperimentId ?? experimentId
  const idOf = async (kind: ConversionKind) => {
    const conversion = conversions.find((one) => one.trainingExperimentId === training && one.kind === kind)
    return (conversion && (await findExperiment(store, workspaceId, conversion.experimentId))?.id) ?? null
  }
  const isThere = (await findExperiment(store, workspaceId, training)) !== undefined
  return {
    training: isThere ? training : null,
    predictive: await idOf('predictive'),
    retraining: await idOf('retraining'),
  }
}
