import { AppError, type ModuleRun, runComparisonAnswer } from '@sluice/contracts'
import * as z from 'zod'
import { compareRuns, type ModuleOfBoth } from '../../experiments/compare-runs.ts'
import { readModules, readRun, readRunGraph } from '../../experiments/run-records.ts'
import { toModuleAnswer } from '../experiment-answers.ts'
import { defineStudioRoute } from '../studio-route.ts'
import { runPath, tag } from './output-place.ts'
import { readRows } from './output-rows.ts'

const metricRows = 20

export const compareRunsRoute = defineStudioRoute({
  method: 'GET',
  path: `${runPath}/compare`,
  tag,
  summary: 'Says what differs from an earlier run to this one: graph, modules, and metrics of models.',
  needs: 'read',
  query: z.strictObject({ with: z.string().describe('Id of the other run, taken for the earlier one') }),
  answers: {
    200: runComparisonAnswer,
  },
  async handle({ workspaceId, params: { experimentId, runId }, query }, services) {
    const { store, modules } = services
    const place = { workspaceId, experimentId }
    const read = async (id: string) => {
      await readRun(store, place, id)
      return { graph: await readRunGraph(store, place, id), modules: await readModules(store, place, id) }
    }
    const changes = compareRuns(await read(query.with), await read(runId), modules)
    const metricsOf = ({ before, after, metricPorts }: ModuleOfBoth) =>
      Promise.all(
        metricPorts.map(async (port) => ({
          port,
          ...(await named('before', before, query.with, port)),
          ...(await named('after', after, runId, port)),
        })),
      )
    const named = async (name: 'before' | 'after', module: ModuleRun | undefined, id: string, port: string) => {
      if (module?.outputs?.some((one) => one.port === port) !== true) return {}
      const page = { skip: 0, top: metricRows, skipColumns: 0, topColumns: 200 }
      const params = { experimentId, runId: id, node: module.node, port }
      const rows = await readRows(services, { workspaceId, params }, page).catch(ignoreCleanedUp)
      return rows === undefined ? {} : { [name]: rows }
    }
    const shown = changes.modules.map(async (one) => ({
      node: one.node,
      title: one.title,
      isSame: one.isSame,
      ...(one.before === undefined ? {} : { before: toModuleAnswer(one.before) }),
      ...(one.after === undefined ? {} : { after: toModuleAnswer(one.after) }),
      metrics: await metricsOf(one),
    }))
    return { status: 200, body: { graph: changes.graph, modules: await Promise.all(shown) } }
  },
})

function ignoreCleanedUp(error: unknown): undefined {
  if (!(error instanceof AppError) || error.code !== 'RunOutputCleanedUp') throw error
  return undefined
}
