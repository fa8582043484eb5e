import { createReadStream } from 'node:fs'
import { AppError, type ModuleRun, tableSchema } from '@sluice/contracts'
import { type Cell, type Table, toCellText, toRows } from '@sluice/dataflow'
import * as z from 'zod'
import { compareRuns, type ModuleOfBoth } from '../experiments/compare-runs.ts'
import { logFileName } from '../experiments/output-manifest.ts'
import { readModuleOfRun, readRunOutput } from '../experiments/run-outputs.ts'
import { readModules, readRun, readRunGraph } from '../experiments/run-records.ts'
import { readPackedValue } from '../experiments/task-files.ts'
import { toValueView } from '../experiments/value-view.ts'
import { isTable } from '../modules/port-values.ts'
import { graphChangesAnswer, moduleAnswer, toModuleAnswer } from './experiment-answers.ts'
import { defineStudioRoute } from './studio-route.ts'
import type { StudioServices } from './studio-services.ts'

const item = '/workspaces/{workspaceId}/experiments/{experimentId}/runs/{runId}'
const output = `${item}/modules/{node}/outputs/{port}` as const
const tag = 'Runs'
const mostCells = 200_000

const cellAnswer = z.union([z.string(), z.number(), z.boolean(), z.null()])
const rowsAnswer = z.strictObject({
  rowCount: z.int(),
  columnCount: z.int(),
  schema: tableSchema.describe('Of the columns that are shown'),
  rows: z.array(z.array(cellAnswer)).describe('Missing cells are null; numbers that JSON lacks and times are texts'),
})

export const readOutputRows = defineStudioRoute({
  method: 'GET',
  path: `${output}/rows`,
  tag,
  summary: 'Shows rows of a table that came out of a module.',
  needs: 'read',
  query: z.strictObject({
    skip: z.coerce.number().int().min(0).default(0),
    top: z.coerce.number().int().min(1).max(1_000).default(100),
    skipColumns: z.coerce.number().int().min(0).default(0),
    topColumns: z.coerce.number().int().min(1).max(2_000).default(100),
  }),
  answers: { 200: rowsAnswer },
  async handle({ workspaceId, params, query }, services) {
    const { experimentId, runId, node, port } = params
    const place = { workspaceId, experimentId }
    const cells = Math.floor(mostCells / query.topColumns)
    const page = { ...query, top: Math.min(query.top, Math.max(1, cells)) }
    return { status: 200, body: await readRows(services, place, runId, { node, port }, page) }
  },
})

interface RowPage {
  readonly skip: number
  readonly top: number
  readonly skipColumns: number
  readonly topColumns: number
}

async function readRows(
  { store, runs, tables }: StudioServices,
  place: { readonly workspaceId: string; readonly experimentId: string },
  runId: string,
  at: { readonly node: string; readonly port: string },
  { skip, top, skipColumns, topColumns }: RowPage,
) {
  const found = await readRunOutput({ store, cache: runs.cache }, place, runId, at)
  if (found.output.rowCount === undefined) {
    throw new AppError('RunOutputNotTable', { port: at.port, type: found.output.type })
  }
  const file = await tables.open(found.path)
  const start = Math.min(skip, file.rowCount)
  const lastColumn = Math.min(file.schema.length, skipColumns + topColumns)
  const columns = Array.from({ length: Math.max(0, lastColumn - skipColumns) }, (_, index) => skipColumns + index)
  const table = await tables.read(file, { columns, start, end: Math.min(file.rowCount, start + top) })
  return {
    rowCount: file.rowCount,
    columnCount: file.schema.length,
    schema: [...table.schema],
    rows: toJsonRows(table),
  }
}

const toJsonRows = (table: Table) =>
  toRows(table).map((row) => row.map((cell, index) => toJsonCell(cell, table.schema[index]?.type ?? 'String')))

function toJsonCell(cell: Cell, type: Table['schema'][number]['type']): string | number | boolean | null {
  if (cell === null || typeof cell === 'boolean' || typeof cell === 'string') return cell
  const isTime = type === 'DateTime' || type === 'DateTimeOffset' || type === 'TimeSpan'
  if (typeof cell === 'number' && Number.isFinite(cell) && !isTime) return cell
  if (typeof cell === 'bigint' && BigInt(Number(cell)) === cell && Number.isSafeInteger(Number(cell)))
    return Number(cell)
  return toCellText(type, cell)
}

export const readOutputValue = defineStudioRoute({
  method: 'GET',
  path: `${output}/value`,
  tag,
  summary: 'Shows a model or transformation that came out of a module, cut to a readable size.',
  needs: 'read',
  answers: { 200: z.strictObject({ type: z.string(), value: z.json() }) },
  async handle({ workspaceId, params }, { store, runs }) {
    const { experimentId, runId, node, port } = params
    const place = { workspaceId, experimentId }
    const found = await readRunOutput({ store, cache: runs.cache }, place, runId, { node, port })
    const { type, shape, rowCount } = found.output
    if (rowCount !== undefined) return { status: 200, body: { type, value: { rowCount, schema: shape } } }
    const value = await readPackedValue(found.path)
    if (isTable(value)) throw new Error('A packed file holds a table.')
    return { status: 200, body: { type, value: toValueView(value as unknown as Parameters<typeof toValueView>[0]) } }
  },
})

export const downloadOutput = defineStudioRoute({
  method: 'GET',
  path: `${output}/download`,
  tag,
  summary: 'Gives the file of an output: Parquet of a table, packed values of a model or transformation.',
  needs: 'read',
  answers: { 200: { contentType: 'application/octet-stream' } },
  async handle({ workspaceId, params }, { store, runs }) {
    const { experimentId, runId, node, port } = params
    const place = { workspaceId, experimentId }
    const found = await readRunOutput({ store, cache: runs.cache }, place, runId, { node, port })
    const isFileOfTable = found.output.rowCount !== undefined
    return {
      status: 200,
      stream: createReadStream(found.path),
      contentType: isFileOfTable ? 'application/vnd.apache.parquet' : 'application/octet-stream',
      fileName: `${found.module.title} - ${port}.${isFileOfTable ? 'parquet' : 'slu'}`,
      headers: { 'Content-Length': String(found.output.byteCount) },
    }
  },
})

export const readModuleLog = defineStudioRoute({
  method: 'GET',
  path: `${item}/modules/{node}/log`,
  tag,
  summary: 'Gives the whole log of a module.',
  needs: 'read',
  answers: { 200: { contentType: 'text/plain' } },
  async handle({ workspaceId, params: { experimentId, runId, node } }, { store, artifacts }) {
    const module = await readModuleOfRun(store, { workspaceId, experimentId }, runId, node)
    const key = module.logArtifact ?? module.artifact
    const artifact = key === undefined ? undefined : await artifacts.find(key)
    const contentType = 'text/plain; charset=utf-8'
    if (artifact !== undefined)
      return { status: 200, stream: createReadStream(artifact.path(logFileName)), contentType }
    // While it runs, its last lines are all there is.
    const lines = module.logTail.map((line) => `${line}\n`).join('')
    return { status: 200, stream: onePiece(Buffer.from(lines)), contentType }
  },
})

async function* onePiece(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  yield bytes
}

const metricRows = 20

export const compareRunsRoute = defineStudioRoute({
  method: 'GET',
  path: `${item}/compare`,
  tag,
  summary: 'Says what differs from an earlier run to this one: graph, modules, and metrics of models.',
  needs: 'read',
  query: z.strictObject({ with: z.string().describe('Id of the other run, taken for the earlier one') }),
  answers: {
    200: z.strictObject({
      graph: graphChangesAnswer,
      modules: z.array(
        z.strictObject({
          node: z.string(),
          title: z.string(),
          isSame: z.boolean().describe('Both have the same result'),
          before: moduleAnswer.optional(),
          after: moduleAnswer.optional(),
          metrics: z.array(
            z.strictObject({ port: z.string(), before: rowsAnswer.optional(), after: rowsAnswer.optional() }),
          ),
        }),
      ),
    }),
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
      const rows = await readRows(services, place, id, { node: module.node, port }, page).catch(ignoreCleanedUp)
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
