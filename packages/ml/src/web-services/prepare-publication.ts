import {
  type AppError,
  type ExperimentGraph,
  isAppError,
  type StoredCell,
  type WebServiceDefinition,
} from '@sluice/contracts'
import { createTableFromRows, parseCell, type Table } from '@sluice/dataflow'
import { createSchemaContext } from '../modules/module-context.ts'
import { describeWebService } from './describe-web-service.ts'
import { compileWithResources, type ResourceServices, type WorkspaceHoldings } from './published-resources.ts'
import type { Scorer } from './scorer.ts'

/** Input → a row of what reaches it in the experiment. */
export type SampleRows = NonNullable<WebServiceDefinition['sampleRows']>

/**
 * What a web service made of this graph takes and gives.
 * @throws AppError `WebServicePackageInvalid` with every fault of the graph
 */
export function describeGraph(
  graph: ExperimentGraph,
  holdings: WorkspaceHoldings,
  { modules, sql }: Pick<ResourceServices, 'modules' | 'sql'>,
): WebServiceDefinition {
  const saved = {
    datasetSchema: (id: string) => holdings.dataset(id)?.schema,
    trainedModelShape: (id: string) => holdings.trainedModel(id)?.shape,
    savedTransformationShape: (id: string) => holdings.transform(id)?.shape,
  }
  const schemas = createSchemaContext(modules, saved, sql)
  return describeWebService(graph, modules, schemas)
}

/**
 * Compiles a definition and puts what it works with into it, complete from then on.
 * @throws AppError of a module, or `WebServicePackageInvalid`
 */
export async function completeDefinition(
  described: WebServiceDefinition,
  holdings: WorkspaceHoldings,
  services: ResourceServices,
): Promise<{ readonly definition: WebServiceDefinition; readonly scorer: Scorer }> {
  const { scorer, resources } = await compileWithResources(described, holdings, services)
  return { definition: { ...described, resources }, scorer }
}

/**
 * Scores one row of each input.
 * @returns why it cannot be scored; undefined when it can. A row without a sample has only missing cells.
 */
export async function scoreSampleRow(scorer: Scorer, samples: SampleRows): Promise<AppError | undefined> {
  const tables = Object.fromEntries(
    scorer.inputs.map(({ name, schema }): [string, Table] => {
      const sample: Readonly<Record<string, StoredCell>> = samples[name] ?? {}
      const row = schema.map((column) => parseCell(column.type, sample[column.name] ?? null) ?? null)
      return [name, createTableFromRows(schema, [row])]
    }),
  )
  try {
    await scorer.score(tables, {})
    return undefined
  } catch (error) {
    if (isAppError(error)) return error
    throw error
  }
}
