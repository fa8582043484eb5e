import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { DatasetDocument, ExperimentGraph, RunDocument, RunRequest } from '@sluice/contracts'
import { createTable, createTableFromRows, type Table } from '@sluice/dataflow'
import {
  createMemoryLog,
  createMemoryStore,
  createSecrets,
  createSystemClock,
  createTableFiles,
  createTemporaryArtifacts,
} from '@sluice/platform'
import * as z from 'zod'
import { createSeededRandom } from '../algorithms/seeded-random.ts'
import { createSavedContents } from '../artifacts/saved-contents.ts'
import { defineModule } from '../modules/define-module.ts'
import { modules as ourModules } from '../modules/index.ts'
import { createRunContext } from '../modules/run-module.fixture.ts'
import { datasetKey } from '../web-services/document-keys.ts'
import { putDocument } from '../web-services/put-document.ts'
import { createInProcessExecutor } from './in-process-executor.ts'
import type { ModuleExecutor } from './module-executor.ts'
import { isActive, readModules, readRun } from './run-records.ts'
import { type RunServiceOptions, startRunService } from './run-service.ts'
import { createSavedReader } from './saved-reader.ts'

export const workspaceId = 'a'.repeat(32)
export const experimentId = 'e'.repeat(32)
export const place = { workspaceId, experimentId }
export const datasetId = 'd'.repeat(32)

const common = { category: 'Test', summary: 'For tests.' }
const column = (name: string) => ({ name, type: 'Double' as const, isCategorical: false, roles: ['feature' as const] })

/** What modules of these tests were asked to do, and what they wait for. */
export interface Probe {
  /** Ids of the modules that ran, in the order in which they began. */
  readonly ran: string[]
  readonly seeds: number[]
  /** Called in every run of `step`, with its label. */
  onStep: (label: string, signal: AbortSignal) => Promise<void> | void
}

/** A few modules whose runs can be watched. */
export function createTestModules(probe: Probe) {
  const source = defineModule({
    ...common,
    id: 'source',
    title: 'Source',
    inputs: {},
    outputs: { data: { type: 'table', title: 'Data' } },
    parameters: z.strictObject({ rows: z.int().default(3).meta({ title: 'Rows' }) }),
    outputShapes: () => ({ data: [column('x')] }),
    run(_, { rows }) {
      probe.ran.push('source')
      return {
        data: createTableFromRows(
          [column('x')],
          Array.from({ length: rows }, (_, row) => [row]),
        ),
      }
    },
  })
  const step = defineModule({
    ...common,
    id: 'step',
    title: 'Step',
    inputs: { data: { type: 'table', title: 'Data' }, more: { type: 'table', title: 'More', isOptional: true } },
    outputs: { data: { type: 'table', title: 'Data' } },
    parameters: z.strictObject({
      label: z.string().default('').meta({ title: 'Label' }),
      add: z.number().default(0).meta({ title: 'Add' }),
    }),
    outputShapes: ({ data }) => ({ data }),
    async run({ data }, { label, add }, { log, progress, signal }) {
      probe.ran.push(label)
      progress(0.5, 'half')
      log(`adding ${add}`)
      await probe.onStep(label, signal)
      const rows = [...((data.parts[0] as { values: Iterable<number> }).values ?? [])].map((x) => [x + add])
      return { data: createTableFromRows([column('x')], rows) }
    },
  })
  const random = defineModule({
    ...common,
    id: 'random',
    title: 'Random',
    inputs: { data: 'table' },
    outputs: { data: 'table' },
    parameters: z.strictObject({}),
    outputShapes: ({ data }) => ({ data }),
    run({ data }, _, context) {
      probe.ran.push('random')
      const { seed } = context
      probe.seeds.push(seed)
      return { data: createTable(data.rowCount, data.parts, data.schema) }
    },
  })
  const exporter = defineModule({
    ...common,
    id: 'export-data',
    title: 'Export Data',
    isCached: () => false,
    inputs: { data: 'table' },
    outputs: {},
    parameters: z.strictObject({}),
    outputShapes: () => ({}),
    run() {
      probe.ran.push('export')
      return {}
    },
  })
  return { ...ourModules, source, step, random, 'export-data': exporter }
}

type NodeText = readonly [id: string, module: string, parameters?: Readonly<Record<string, string | number | boolean>>]

/** A graph from `['a', 'source'], ['b', 'step', { add: 1 }]` and `a.data > b.data`. */
export const graphOf = (nodes: readonly NodeText[], edges: readonly string[]): ExperimentGraph => ({
  nodes: nodes.map(([id, module, parameters = {}]) => ({ id, module, parameters, webServiceParameters: {} })),
  edges: edges.map((edge) => {
    const [from, to] = edge.split(' > ').map((place) => {
      const [node = '', port = ''] = place.split('.')
      return { node, port }
    })
    return { from, to } as ExperimentGraph['edges'][number]
  }),
  webServiceParameters: [],
})

export interface RunsFixtureOptions extends Partial<RunServiceOptions> {
  readonly largeBytes?: number
  readonly memoryBytes?: number
  wrapExecutor?(executor: ModuleExecutor): ModuleExecutor
}

/** The run service with modules in this process, in memory and a temporary folder. */
export async function startRuns({ wrapExecutor = (one) => one, ...options }: RunsFixtureOptions = {}) {
  const clock = options.clock ?? createSystemClock()
  const store = options.store ?? createMemoryStore({ clock })
  const artifacts = options.artifacts ?? createTemporaryArtifacts()
  const log = createMemoryLog()
  const probe: Probe = { ran: [], seeds: [], onStep: () => undefined }
  const modules = createTestModules(probe)
  const random = createSeededRandom(Math.floor(Math.random() * 1e9))
  const randomBytes = (count: number) => Uint8Array.from({ length: count }, () => Math.floor(random() * 256))
  const tables = createTableFiles({ temporaryFolder: join(tmpdir(), `sluice-spill-${process.pid}`) })
  const contents = createSavedContents(artifacts, tables)
  const executor = wrapExecutor(
    createInProcessExecutor({
      modules,
      tables,
      clock,
      largeBytes: options.largeBytes ?? 1e9,
      memoryBytes: options.memoryBytes ?? 1e9,
      outgoing: createRunContext().outgoing,
      blobs: createRunContext().blobs,
      sql: createRunContext().sql,
      saved: (workspace) => createSavedReader((key) => store.get(key), contents, workspace),
    }),
  )
  const dataset: DatasetDocument = {
    id: datasetId,
    version: 1,
    owner: '',
    name: 'Numbers',
    description: '',
    createdAt: '2026-01-01T00:00:00.000Z',
    schema: [column('x')],
    content: { kind: 'inline', rows: [[1], [2]] },
  }
  await store.transact({ actor: 'test' }, (transaction) =>
    putDocument(transaction, datasetKey(workspaceId, datasetId), dataset),
  )
  const runs = startRunService({
    store,
    artifacts,
    modules,
    executor,
    clock,
    log,
    randomBytes,
    secrets: createSecrets(new Uint8Array(32).fill(3)),
    isAlone: true,
    cacheLimits: { maxBytes: 1e9, maxAgeMs: 1e9 },
    pauseMs: 5,
    lookEveryMs: 50,
    ...options,
  })
  const start = (graph: ExperimentGraph, request: RunRequest = {}) =>
    runs.start({ ...place, experimentName: 'Test', version: 1, graph, author: 'ada', request })
  const untilOver = async (id: string): Promise<RunDocument> => {
    for (;;) {
      const run = await readRun(store, place, id)
      if (!isActive(run) && run.lease === undefined) return run
      await new Promise((resolve) => setTimeout(resolve, 2))
    }
  }
  const statesOf = async (id: string) =>
    Object.fromEntries((await readModules(store, place, id)).map(({ node, state }) => [node, state]))
  return {
    store,
    artifacts,
    log,
    probe,
    modules,
    tables,
    runs,
    start,
    untilOver,
    statesOf,
    dataset,
    modulesOf: (id: string) => readModules(store, place, id),
    /** Runs to the end. */
    async run(graph: ExperimentGraph, request: RunRequest = {}) {
      const { id } = await start(graph, request)
      const run = await untilOver(id)
      return { run, states: await statesOf(id), modules: await readModules(store, place, id) }
    },
    async tableOf(id: string, node: string, port = 'data'): Promise<Table> {
      const found = (await readModules(store, place, id)).find((one) => one.node === node)
      const kept = await runs.cache.read(found?.artifact ?? '')
      const output = kept?.manifest.ports[port]
      if (kept === undefined || output === undefined) throw new Error(`There is nothing at ${node}.${port}.`)
      return tables.read(await tables.open(kept.artifact.path(output.file)))
    },
  }
}
