import { AppError, type RunState } from '@sluice/contracts'
import { cellWriter, columnAt, findModule, isMissing, type Table } from '@sluice/dataflow'
import { toClassicTime } from '../../classic-studio/classic-experiments.ts'
import type { ClassicRuns, ClassicStatus } from '../../classic-studio/classic-route.ts'
import { findPort } from '../../classic-studio/graph/parameter-values.ts'
import { loadExperiment } from '../../conversions/convert-experiment.ts'
import { readLastRun, readModules } from '../../experiments/run-records.ts'
import type { Modules } from '../../modules/module.ts'
import { findOutput, type RunResultServices } from './last-results.ts'

const states: Readonly<Record<RunState, ClassicStatus['StatusCode']>> = {
  queued: 'Queued',
  running: 'Running',
  finished: 'Finished',
  failed: 'Failed',
  cancelled: 'Canceled',
}

/** Runs and their results for clients of the studio's old API. */
export const createClassicRuns = (services: RunResultServices & { readonly modules: Modules }): ClassicRuns => ({
  async status(workspaceId, experimentId) {
    const run = await readLastRun(services.store, { workspaceId, experimentId })
    if (run === undefined) return undefined
    return {
      StatusCode: states[run.state],
      StatusDetail: run.error?.message ?? '',
      CreationTime: toClassicTime(run.createdAt) ?? '/Date(0)/',
      StartTime: toClassicTime(run.startedAt),
      EndTime: toClassicTime(run.finishedAt),
    }
  },
  async run(workspaceId, experimentId, actor) {
    const { name, version, graph } = await loadExperiment(services.store, workspaceId, experimentId)
    const place = { workspaceId, experimentId }
    await services.runs.start({ ...place, experimentName: name, version, graph, author: actor, request: {} })
  },
  async outputCsv(workspaceId, experimentId, node, port) {
    const place = { workspaceId, experimentId }
    const run = await readLastRun(services.store, place)
    const modules = run === undefined ? [] : await readModules(services.store, place, run.id)
    const module = findModule(services.modules, modules.find((one) => one.node === node)?.module ?? '')
    const found = module && findPort(module.outputs, port, undefined)
    const { output, path } = await findOutput(modules, { node, port: found ?? port }, services)
    if (output.type !== 'table' || !Array.isArray(output.shape)) {
      throw new AppError('RunOutputNotTable', { port, type: output.type })
    }
    return toCsv(await services.tables.read(await services.tables.open(path)))
  },
})

/** @see RFC 4180; what is missing is empty. */
function toCsv(table: Table): string {
  const columns = table.schema.map((_, index) => {
    const column = columnAt(table, index)
    const write = cellWriter(column.type)
    return (row: number) => (isMissing(column.missing, row) ? '' : quote(write(column.values[row] as string)))
  })
  const lines = [table.schema.map(({ name }) => quote(name)).join(',')]
  for (let row = 0; row < table.rowCount; row += 1) lines.push(columns.map((write) => write(row)).join(','))
  return `${lines.join('\r\n')}\r\n`
}

const quote = (text: string): string => (/[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text)
