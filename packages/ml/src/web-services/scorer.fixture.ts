import type { Table } from '@sluice/dataflow'
import { modules } from '../modules/index.ts'
import type { Modules } from '../modules/module.ts'
import { createRunContext } from '../modules/run-module.fixture.ts'
import type { ScorerServices } from './scorer.ts'

/** A workspace that holds these datasets, by their ids, and nothing else. */
export function createScorerServices(
  datasets: Readonly<Record<string, Table>>,
  registry: Modules = modules,
): ScorerServices {
  const { dataset, trainedModel, savedTransformation, outgoing, blobs, sql } = createRunContext()
  return {
    modules: registry,
    openGraph: (graph) => graph,
    datasetSchema: (id) => datasets[id]?.schema,
    dataset: (id) => datasets[id] ?? dataset(id),
    trainedModel,
    savedTransformation,
    outgoing,
    blobs,
    sql,
  }
}
