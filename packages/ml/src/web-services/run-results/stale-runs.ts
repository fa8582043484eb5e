import { AppError, type ExperimentDocument, type StoredCell } from '@sluice/contracts'
import { columnAt, findModule, readCell, type Table, toCellText } from '@sluice/dataflow'
import { followRun } from '../../experiments/run-events.ts'
import { readModules } from '../../experiments/run-records.ts'
import type { Modules } from '../../modules/module.ts'
import type { SampleRows } from '../prepare-publication.ts'
import type { StaleRuns } from '../publishing/publisher.ts'
import { findOutput, type RunResultServices } from './last-results.ts'

/** Runs an experiment before it is published; what has a result for what stands in the graph is not run again. */
export const createStaleRuns = (services: RunResultServices & { readonly modules: Modules }): StaleRuns => ({
  async runWhatIsStale(workspaceId, experiment, { actor, progress }) {
    const { store, runs } = services
    const place = { workspaceId, experimentId: experiment.id }
    const { id: runId } = await runs.start({
      ...place,
      experimentName: experiment.name,
      version: experiment.version,
      graph: experiment.graph,
      author: actor,
      request: {},
    })
    let title = ''
    for await (const event of followRun(store, place, runId, new AbortController().signal)) {
      if (event.event === 'module' && event.module.state === 'running') title = event.module.title
      if (event.event === 'run' || event.event === 'end') {
        const { total, done } = event.run.counts
        progress(total === 0 ? 1 : done / total, title)
      }
      if (event.event !== 'end' || event.run.state === 'finished') continue
      const { error, state } = event.run
      const message = error?.message ?? `The run is ${state}.`
      const faults = [{ code: error?.code ?? 'RunFailed', target: error?.node ?? '', message }]
      throw new AppError('PublicationRunFailed', { module: error?.title ?? 'The experiment', message }, { faults })
    }
    return readSampleRows(experiment, await readModules(store, place, runId), services)
  },
})

/** The first row of what reaches the port of each web-service input. */
async function readSampleRows(
  { graph }: ExperimentDocument,
  modules: Awaited<ReturnType<typeof readModules>>,
  services: RunResultServices & { readonly modules: Modules },
): Promise<SampleRows> {
  const samples: Record<string, Record<string, StoredCell>> = Object.create(null)
  for (const node of graph.nodes) {
    const module = findModule(services.modules, node.module)
    if (module?.webServicePort !== 'input') continue
    const { to } = graph.edges.find(({ from }) => from.node === node.id) ?? {}
    const beside = graph.edges.find(
      ({ from, to: other }) => from.node !== node.id && other.node === to?.node && other.port === to.port,
    )
    const ran = modules.find((one) => one.node === beside?.from.node)
    if (beside === undefined || ran?.artifact === undefined) continue
    const { output, path } = await findOutput(modules, beside.from, services)
    if (output.type !== 'table' || !Array.isArray(output.shape) || output.rowCount === 0) continue
    const table = await services.tables.read(await services.tables.open(path), { end: 1 })
    samples[String(module.parameters.parse(node.parameters).name)] = firstRow(table)
  }
  return samples
}

function firstRow(table: Table): Record<string, StoredCell> {
  return Object.fromEntries(
    columnsOf(table).map((column) => {
      const cell = readCell(column, 0)
      const isPlain = column.type === 'Boolean' || column.type === 'String' || cell === null
      // Times and large whole numbers are texts where they are stored; so is what JSON has no number for.
      const isNumber = typeof cell === 'number' && Number.isFinite(cell) && !/^(Date|TimeSpan)/.test(column.type)
      const stored = isPlain || isNumber ? (cell as StoredCell) : toCellText(column.type, cell)
      return [column.name, stored]
    }),
  )
}

const columnsOf = (table: Table) => table.schema.map((_, index) => columnAt(table, index))
