import { createHash } from 'node:crypto'
import {
  AppError,
  isAppError,
  type ModelShape,
  modelShape,
  type TableSchema,
  type TransformationShape,
  transformationShape,
  type WebServiceDefinition,
  type WebServiceResource,
} from '@sluice/contracts'
import type { Artifacts } from '@sluice/platform'
import { unpackValue } from '../artifacts/pack.ts'
import { writePacked } from '../artifacts/saved-contents.ts'
import type { Model, Transformation } from '../modules/port-values.ts'
import { toNameList } from './name-list.ts'
import { createScorerServices, type ResourceServices, type WorkspaceHoldings } from './published-resources.ts'
import { compileScorer } from './scorer.ts'

type Replaceable = Exclude<WebServiceResource, { kind: 'Dataset' }>

export interface ReplaceServices extends ResourceServices {
  readonly artifacts: Pick<Artifacts, 'begin'>
}

/** Resources that a file can take the place of. */
export const replaceableResources = ({ resources = [] }: WebServiceDefinition): Replaceable[] =>
  resources.filter((resource): resource is Replaceable => resource.kind !== 'Dataset')

/** @throws AppError `NoUpdatableResources`, `UpdatableResourceUnknown` */
export function findReplaceable(definition: WebServiceDefinition, name: string): Replaceable {
  const known = replaceableResources(definition)
  if (known.length === 0) throw new AppError('NoUpdatableResources', {})
  const found = known.find((resource) => resource.name === name)
  if (found !== undefined) return found
  const names = toNameList(
    known.map((resource) => resource.name),
    (one) => `'${one}'`,
  )
  throw new AppError('UpdatableResourceUnknown', { name, names })
}

/**
 * Makes a file of a model, or of a transformation, the resource's content, when it does the same work on the same columns.
 * @returns the resource with the key of the stored file
 * @throws AppError `IncompatibleModel`
 */
export async function storeReplacement(
  resource: Replaceable,
  file: Uint8Array,
  { artifacts }: Pick<ReplaceServices, 'artifacts'>,
): Promise<Replaceable> {
  const refuse = (reason: string, cause?: unknown) =>
    new AppError('IncompatibleModel', { resource: resource.name, reason }, { cause })
  const value = readPacked(file, resource.name, refuse)
  const replaced =
    resource.kind === 'TrainedModel'
      ? { ...resource, shape: checkModel(resource.shape, value, refuse) }
      : { ...resource, shape: checkTransformation(resource.shape, value, refuse) }
  const draft = await artifacts.begin()
  try {
    // Written anew, so that only what was understood is kept.
    const bytes = await writePacked(draft, value as Model | Transformation)
    const { key } = await draft.commit(`models/${createHash('sha256').update(bytes).digest('hex')}`)
    return { ...replaced, artifact: key, byteCount: bytes.byteLength }
  } catch (error) {
    await draft.discard()
    throw error
  }
}

/**
 * The definition with these in the place of the resources of the same names; its outputs are described anew.
 * @throws AppError `IncompatibleModel` when it does not compile with them
 */
export async function withReplacements(
  definition: WebServiceDefinition,
  replacements: readonly Replaceable[],
  holdings: WorkspaceHoldings,
  services: ResourceServices,
): Promise<WebServiceDefinition> {
  const resources = (definition.resources ?? []).map(
    (resource) => replacements.find(({ name }) => name === resource.name) ?? resource,
  )
  const changed = { ...definition, resources }
  try {
    const { outputs } = await compileScorer(changed, createScorerServices(changed, holdings, services))
    return {
      ...changed,
      outputs: definition.outputs.map((output) => {
        const schema = outputs.find(({ name }) => name === output.name)?.schema
        return { ...output, schema: schema === undefined ? null : [...schema] }
      }),
    }
  } catch (error) {
    if (!isAppError(error)) throw error
    const resource = replacements.map(({ name }) => name).join(', ')
    throw new AppError('IncompatibleModel', { resource, reason: error.message }, { cause: error })
  }
}

type Refuse = (reason: string, cause?: unknown) => AppError

function readPacked(file: Uint8Array, name: string, refuse: Refuse): unknown {
  try {
    return unpackValue(file, name)
  } catch (error) {
    throw refuse(isAppError(error) ? error.message : 'It is no file that this program wrote.', error)
  }
}

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null

function checkModel(expected: ModelShape, value: unknown, refuse: Refuse): ModelShape {
  const parsed = modelShape.safeParse(isObject(value) ? value.shape : undefined)
  if (!isObject(value) || value.kind !== 'model' || !parsed.success) throw refuse('The file holds no trained model.')
  const shape: ModelShape = parsed.data
  if (shape.training === undefined) throw refuse('The model was not trained.')
  if (shape.task !== expected.task) throw refuse(`Its task is ${shape.task}, not ${expected.task}.`)
  const before = expected.training
  if (before === undefined) return shape
  if (shape.training.label?.name !== before.label?.name) {
    const named = (label: string | undefined) => (label === undefined ? 'no label' : `the label '${label}'`)
    throw refuse(`It predicts ${named(shape.training.label?.name)}, not ${named(before.label?.name)}.`)
  }
  const difference = compareColumns(before.features, shape.training.features)
  if (difference !== undefined) throw refuse(`Its features differ: ${difference}.`)
  return shape
}

function checkTransformation(expected: TransformationShape, value: unknown, refuse: Refuse): TransformationShape {
  const parsed = transformationShape.safeParse(isObject(value) ? value.shape : undefined)
  if (!isObject(value) || value.kind !== 'transformation' || !parsed.success) {
    throw refuse('The file holds no transformation.')
  }
  const shape: TransformationShape = parsed.data
  if (shape.module !== expected.module) throw refuse(`It was made by ${shape.module}, not by ${expected.module}.`)
  const difference = compareColumns(expected.columns, shape.columns)
  if (difference !== undefined) throw refuse(`Its columns differ: ${difference}.`)
  return shape
}

function compareColumns(expected: TableSchema, found: TableSchema): string | undefined {
  const write = ({ name, type }: TableSchema[number]) => `'${name}' (${type})`
  const wanted = expected.map(write)
  const given = found.map(write)
  const missing = wanted.filter((column) => !given.includes(column))
  const unknown = given.filter((column) => !wanted.includes(column))
  const parts = [
    ...(missing.length === 0 ? [] : [`it lacks ${toNameList(missing)}`]),
    ...(unknown.length === 0 ? [] : [`it needs ${toNameList(unknown)} as well`]),
  ]
  return parts.length === 0 ? undefined : parts.join(', ')
}
