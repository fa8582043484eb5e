import { AppError, isAppError, type TableSchema, type WebServiceDefinition } from '@sluice/contracts'
import {
  assertNoFaults,
  findModule,
  type PlannedNode,
  type PortShapes,
  planWebService,
  type Table,
  toTableSchema,
} from '@sluice/dataflow'
import type { Module, RunContext } from '../modules/module.ts'
import { createModuleContext, createSchemaContext } from '../modules/module-context.ts'
import { type PortValue, type PortValues, shapeOfValue } from '../modules/port-values.ts'
import type { ParameterOverrides } from './call-parameters.ts'
import type { NamedTables, NamedValues, ScorerServices } from './scorer.ts'

/** A graph with all parameters fixed. */
export interface ScoreGraph {
  readonly outputs: readonly { readonly name: string; readonly schema: TableSchema | undefined }[]
  /** Every output row follows from one row of the only input, whatever rows come with it and whenever it is scored. */
  readonly isRowWise: boolean
  score(tables: NamedTables, beforeStep?: (module: string) => void): NamedValues | Promise<NamedValues>
}

/** What is on the wires: node id → port → value. */
type Wires = Map<string, PortValues>
type Step = (wires: Wires) => void | Promise<void>

interface CompiledStep {
  /** Of its module. */
  readonly title: string
  readonly run: Step
  readonly isRowWise: boolean
  /** Its result may be kept: the same inputs give the same again. */
  readonly isRepeatable: boolean
  /** Outputs that no row decides. */
  readonly constantPorts: readonly string[]
}

/** A module may draw random numbers; a web service gives equal rows equal scores, so all calls draw the same. */
const scoringSeed = 1

export async function compileGraph(
  definition: WebServiceDefinition,
  services: ScorerServices,
  overrides: ParameterOverrides,
): Promise<ScoreGraph> {
  const { plan, faults } = planWebService(definition.graph, services.modules)
  assertNoFaults(faults)
  const shapes = new Map<string, PortShapes>()
  for (const { name, node } of plan.inputs) {
    const input = definition.inputs.find((candidate) => candidate.name === name)
    if (input === undefined) throw packageError(`the columns of the input ${name} are not part of the definition`)
    shapes.set(node, { data: input.schema })
  }
  const constants: Wires = new Map()
  const steps: CompiledStep[] = []
  const ofCall = new Set(plan.inputs.map(({ node }) => node))
  /** Outputs of steps that no row decides, though rows go through the step. */
  const ofNoRow = new Set<string>()
  let isRowWise = plan.inputs.length === 1
  for (const planned of plan.steps) {
    const step = compileStep(planned, services, overrides.get(planned.node.id), { shapes, constants })
    if (planned.dependsOnCall ? !step.isRowWise : !step.isRepeatable) isRowWise = false
    if (Object.values(planned.sources).some((from) => ofNoRow.has(portKey(from)))) isRowWise = false
    for (const port of step.constantPorts) ofNoRow.add(portKey({ node: planned.node.id, port }))
    if (planned.dependsOnCall) {
      ofCall.add(planned.node.id)
      steps.push(step)
      continue
    }
    await step.run(constants)
    // What is there says more than what could be known before.
    const outputs = constants.get(planned.node.id)
    if (outputs !== undefined) shapes.set(planned.node.id, shapesOf(outputs))
  }
  const gatherResults = (wires: Wires): NamedValues => {
    const results: Record<string, PortValue> = Object.create(null)
    for (const { name, source } of plan.outputs) {
      const value = wires.get(source.node)?.[source.port]
      if (value === undefined) throw packageError(`the output ${name} got nothing`)
      results[name] = value
    }
    return results
  }
  return {
    outputs: plan.outputs.map(({ name, source }) => ({
      name,
      schema: toTableSchema(shapes.get(source.node)?.[source.port]),
    })),
    isRowWise:
      isRowWise && plan.outputs.every(({ source }) => ofCall.has(source.node) && !ofNoRow.has(portKey(source))),
    score(tables, beforeStep) {
      const wires: Wires = new Map(constants)
      for (const { name, node } of plan.inputs) wires.set(node, { data: tables[name] })
      const pending = runSteps(steps, 0, wires, beforeStep)
      return pending === undefined ? gatherResults(wires) : pending.then(() => gatherResults(wires))
    },
  }
}

/** Runs steps one after another; a promise is made only when one of them gives one. */
function runSteps(
  steps: readonly CompiledStep[],
  first: number,
  wires: Wires,
  beforeStep: ((module: string) => void) | undefined,
): Promise<void> | undefined {
  for (let index = first; index < steps.length; index += 1) {
    const { title, run } = steps[index] as CompiledStep
    beforeStep?.(title)
    const pending = run(wires)
    if (pending !== undefined) return pending.then(() => runSteps(steps, index + 1, wires, beforeStep))
  }
  return undefined
}

const portKey = ({ node, port }: { readonly node: string; readonly port: string }): string =>
  JSON.stringify([node, port])

interface Known {
  readonly shapes: Map<string, PortShapes>
  /** What is the same for every call. */
  readonly constants: Wires
}

function compileStep(
  { node, sources }: PlannedNode,
  services: ScorerServices,
  overrides: Readonly<Record<string, unknown>> | undefined,
  { shapes, constants }: Known,
): CompiledStep {
  const module = findModule(services.modules, node.module) as Module | undefined
  if (module === undefined) throw packageError(`there is no module '${node.module}'`)
  const parsed = module.parameters.safeParse({ ...node.parameters, ...overrides })
  if (!parsed.success)
    throw packageError(`${module.title}: ${parsed.error.issues.map(({ message }) => message).join('; ')}`)
  const parameters = parsed.data
  const ports = Object.entries(sources)
  const gather = (wires: Wires): PortValues => {
    const inputs: Record<string, PortValues[string]> = {}
    for (const [port, from] of ports) inputs[port] = wires.get(from.node)?.[from.port]
    return inputs
  }
  const finish = (wires: Wires, outputs: PortValues | Promise<PortValues>): void | Promise<void> => {
    if (!(outputs instanceof Promise)) {
      wires.set(node.id, outputs)
      return
    }
    return outputs.then(
      (values) => void wires.set(node.id, values),
      (error: unknown) => {
        throw withTarget(error, module)
      },
    )
  }
  const inputShapes = Object.fromEntries(ports.map(([port, from]) => [port, shapes.get(from.node)?.[from.port]]))
  const isRepeatable = module.isCached(parameters)
  const { compile } = module
  if (compile !== undefined && module.isRowWise(parameters)) {
    const compileFrom = toCompileInputs(module, sources, inputShapes, constants)
    if (compileFrom !== undefined) {
      const compiled = naming(module, () => compile(compileFrom, parameters, createModuleContext(services.modules)))
      shapes.set(node.id, compiled.outputSchemas)
      const run: Step = (wires) =>
        finish(
          wires,
          naming(module, () => compiled.run(gather(wires) as Readonly<Record<string, Table>>)),
        )
      return {
        title: module.title,
        run,
        isRowWise: true,
        isRepeatable,
        constantPorts: Object.keys(compiled.constantOutputs ?? {}),
      }
    }
  }
  const saved = { ...services, datasetSchema: (id: string) => services.datasetSchema(id) }
  const schemaContext = createSchemaContext(services.modules, saved, services.sql)
  shapes.set(
    node.id,
    naming(module, () => module.outputShapes(inputShapes, parameters, schemaContext)),
  )
  const context = createScoringContext(services)
  const run: Step = (wires) =>
    finish(
      wires,
      naming(module, () => module.run(gather(wires), parameters, context)),
    )
  return { title: module.title, run, isRowWise: false, isRepeatable, constantPorts: [] }
}

/** Columns at streamed ports, values at the others; undefined when a column set is not known or a value is none yet. */
function toCompileInputs(
  module: Module,
  sources: PlannedNode['sources'],
  inputShapes: PortShapes,
  constants: Wires,
): PortValues | undefined {
  const inputs: Record<string, unknown> = {}
  for (const [port, { type, isStatic, isOptional }] of Object.entries(module.inputs)) {
    const source = sources[port]
    const value = source && constants.get(source.node)?.[source.port]
    inputs[port] = type === 'table' && isStatic !== true ? toTableSchema(inputShapes[port]) : value
    if (inputs[port] === undefined && !(source === undefined && isOptional === true)) return undefined
  }
  return inputs as PortValues
}

function shapesOf(values: PortValues): PortShapes {
  const shapes: Record<string, PortShapes[string]> = {}
  for (const [port, value] of Object.entries(values)) if (value !== undefined) shapes[port] = shapeOfValue(value)
  return shapes
}

const createScoringContext = (services: ScorerServices): RunContext => ({
  ...createModuleContext(services.modules),
  seed: scoringSeed,
  signal: new AbortController().signal,
  progress() {},
  log() {},
  dataset: services.dataset,
  trainedModel: services.trainedModel,
  savedTransformation: services.savedTransformation,
  outgoing: services.outgoing,
  blobs: services.blobs,
  sql: services.sql,
})

/** Runs a piece of a module; an error of it gets the module's title as its target. */
function naming<Result>(module: Module, work: () => Result): Result {
  try {
    return work()
  } catch (error) {
    throw withTarget(error, module)
  }
}

function withTarget(error: unknown, module: Module): unknown {
  if (!isAppError(error) || error.target !== undefined) return error
  return new AppError(error.code, error.parameters, { cause: error, target: module.title, faults: error.faults })
}

const packageError = (details: string) => new AppError('WebServicePackageInvalid', { details: `${details}.` })
