import { AppError, isAppError, type TableSchema, type WebServiceDefinition } from '@sluice/contracts'
import {
  assertNoFaults,
  findModule,
  type PlannedNode,
  type PortSchemas,
  planWebService,
  type Table,
} from '@sluice/dataflow'
import { createSeededRandom } from '../algorithms/seeded-random.ts'
import type { Module, PortValues, RunContext } from '../modules/define-module.ts'
import type { ParameterOverrides } from './call-parameters.ts'
import type { NamedTables, ScorerServices } from './scorer.ts'

/** A graph with all parameters fixed. */
export interface ScoreGraph {
  readonly outputs: readonly { readonly name: string; readonly schema: TableSchema | undefined }[]
  score(tables: NamedTables, beforeStep?: () => void): NamedTables
}

/** What is on the wires: node id → port → table. */
type Wires = Map<string, PortValues>

type Step = (wires: Wires) => void

/** A module may draw random numbers; a web service gives equal rows equal scores, so all calls draw the same. */
const scoringSeed = 1

export function compileGraph(
  definition: WebServiceDefinition,
  services: ScorerServices,
  overrides: ParameterOverrides,
): ScoreGraph {
  const { plan, faults } = planWebService(definition.graph, services.modules)
  assertNoFaults(faults)
  const schemas = new Map<string, PortSchemas>()
  for (const { name, node } of plan.inputs) {
    const input = definition.inputs.find((candidate) => candidate.name === name)
    if (input === undefined) throw packageError(`the columns of the input ${name} are not part of the definition`)
    schemas.set(node, { data: input.schema })
  }
  const constants: Wires = new Map()
  const steps: Step[] = []
  for (const planned of plan.steps) {
    const step = compileStep(planned, services, overrides.get(planned.node.id), schemas)
    if (planned.dependsOnCall) steps.push(step)
    else step(constants)
  }
  return {
    outputs: plan.outputs.map(({ name, source }) => ({ name, schema: schemas.get(source.node)?.[source.port] })),
    score(tables, beforeStep) {
      const wires: Wires = new Map(constants)
      for (const { name, node } of plan.inputs) wires.set(node, { data: tables[name] })
      for (const step of steps) {
        beforeStep?.()
        step(wires)
      }
      const results: Record<string, Table> = {}
      for (const { name, source } of plan.outputs) {
        const table = wires.get(source.node)?.[source.port]
        if (table === undefined) throw packageError(`the output ${name} got no table`)
        results[name] = table
      }
      return results
    },
  }
}

function compileStep(
  { node, sources }: PlannedNode,
  services: ScorerServices,
  overrides: Readonly<Record<string, unknown>> | undefined,
  schemas: Map<string, PortSchemas>,
): Step {
  const module = findModule(services.modules, node.module) as Module | undefined
  if (module === undefined) throw packageError(`there is no module '${node.module}'`)
  const parsed = module.parameters.safeParse({ ...node.parameters, ...overrides })
  if (!parsed.success)
    throw packageError(`${module.title}: ${parsed.error.issues.map(({ message }) => message).join('; ')}`)
  const parameters = parsed.data
  const ports = Object.entries(sources)
  const inputSchemas = Object.fromEntries(ports.map(([port, from]) => [port, schemas.get(from.node)?.[from.port]]))
  const gather = (wires: Wires): PortValues => {
    const inputs: Record<string, Table | undefined> = {}
    for (const [port, from] of ports) inputs[port] = wires.get(from.node)?.[from.port]
    return inputs
  }
  const isKnown = Object.keys(module.inputs).every((port) => inputSchemas[port] !== undefined)
  if (module.compile !== undefined && isKnown) {
    const compiled = naming(module, () => (module.compile as NonNullable<Module['compile']>)(inputSchemas, parameters))
    schemas.set(node.id, compiled.outputSchemas)
    return (wires) => {
      wires.set(
        node.id,
        naming(module, () => compiled.run(gather(wires))),
      )
    }
  }
  const context = createRunContext(services)
  schemas.set(
    node.id,
    naming(module, () => module.outputSchema(inputSchemas, parameters, schemaContext(services))),
  )
  return (wires) => {
    wires.set(
      node.id,
      naming(module, () => module.run(gather(wires), parameters, context())),
    )
  }
}

const createRunContext =
  ({ dataset }: ScorerServices) =>
  (): RunContext => ({
    random: createSeededRandom(scoringSeed),
    dataset(id) {
      const table = dataset(id)
      if (table === undefined) throw new AppError('DatasetNotFound', { dataset: id })
      return table
    },
  })

const schemaContext = ({ dataset }: ScorerServices) => ({ datasetSchema: (id: string) => dataset(id)?.schema })

/** Runs a piece of a module; an error of it gets the module's title as its target. */
function naming<Result>(module: Module, work: () => Result): Result {
  try {
    return work()
  } catch (error) {
    if (!isAppError(error) || error.target !== undefined) throw error
    throw new AppError(error.code, error.parameters, { cause: error, target: module.title, faults: error.faults })
  }
}

const packageError = (details: string) => new AppError('WebServicePackageInvalid', { details: `${details}.` })
