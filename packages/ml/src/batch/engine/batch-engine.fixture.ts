import { type BatchCheckpoint, experimentGraph, type WebServiceDefinition } from '@sluice/contracts'
import { createTableFromRows, toColumnSchema } from '@sluice/dataflow'
import { type Blobs, createMemoryBlobs } from '@sluice/platform'
import { modules } from '../../modules/index.ts'
import { createSchemaContext } from '../../modules/module-context.ts'
import { describeWebService } from '../../web-services/describe-web-service.ts'
import { createScorerServices } from '../../web-services/scorer.fixture.ts'
import { compileScorer } from '../../web-services/scorer.ts'
import { type BatchEngine, createBatchEngine } from './batch-engine.ts'
import { firstCheckpoint } from './checkpoints.ts'
import type { EngineJob, PartRange } from './engine-job.ts'
import { startOf } from './find-parts.ts'
import { scoreChunk } from './score-chunk.ts'

const datasetId = 'd'.repeat(32)
const schema = [toColumnSchema('n', 'Int32'), toColumnSchema('text', 'String')]
const stored = createTableFromRows(schema, [[1, 'stored words']])
export const scorerServices = createScorerServices({ [datasetId]: stored })

/** Hashes `text` into four columns; with `whole`, rows are also counted off against one another. */
export function hashingService({ isWhole = false } = {}): WebServiceDefinition {
  const graph = experimentGraph.parse({
    nodes: [
      { id: 'd', module: 'saved-dataset', parameters: { datasetId } },
      { id: 'h', module: 'feature-hashing', parameters: { bitsize: 2, nGrams: 2 } },
      ...(isWhole ? [{ id: 'r', module: 'remove-duplicate-rows' }] : []),
      { id: 'i', module: 'web-service-input' },
      { id: 'o', module: 'web-service-output' },
    ],
    edges: [
      { from: { node: 'd', port: 'dataset' }, to: { node: 'h', port: 'dataset' } },
      { from: { node: 'i', port: 'data' }, to: { node: 'h', port: 'dataset' } },
      ...(isWhole
        ? [
            { from: { node: 'h', port: 'transformedDataset' }, to: { node: 'r', port: 'dataset' } },
            { from: { node: 'r', port: 'resultsDataset' }, to: { node: 'o', port: 'data' } },
          ]
        : [{ from: { node: 'h', port: 'transformedDataset' }, to: { node: 'o', port: 'data' } }]),
    ],
    webServiceParameters: [],
  })
  return describeWebService(graph, modules, createSchemaContext(modules, scorerServices))
}

export const storageAddress = 'https://someaccount.blob.core.windows.net/data'
export const access = { by: 'url', url: storageAddress } as const

export interface EngineFixtureOptions {
  readonly chunkBytes?: number
  readonly partBytes?: number
  readonly blobs?: Blobs
  readonly definition?: WebServiceDefinition
}

/** The engine in this process, on storage in memory. */
export function startEngine(options: EngineFixtureOptions = {}) {
  const { chunkBytes = 64, partBytes, definition = hashingService() } = options
  const blobs = options.blobs ?? createMemoryBlobs({ containers: [storageAddress] })
  const scorer = compileScorer(definition, scorerServices)
  const engine = createBatchEngine({
    blobs,
    scorerOf: () => scorer,
    scoreChunk: async (_, setting, chunk) => scoreChunk(chunk, setting, await scorer),
    sizes: { chunkBytes, partBytes },
    chunksAhead: 3,
    bytesAhead: chunkBytes * 5,
    maxWholeBytes: 1_000_000,
    patience: { monotonic: () => performance.now(), pause: async () => undefined },
  })
  return { blobs, engine, definition }
}

export const toJob = (definition: WebServiceDefinition, change: Partial<EngineJob> = {}): EngineJob => ({
  id: 'a'.repeat(32),
  workspaceId: 'b'.repeat(32),
  definitionHash: 'hash',
  definition,
  inputs: { input1: { access, path: 'in.csv', format: 'csv' } },
  outputs: { output1: { access, path: 'out.csv', format: 'csv' } },
  badRows: { access, path: 'out.csv.errors.csv', format: 'csv' },
  badRowRule: 'keep-apart',
  parameters: {},
  optionalColumns: [],
  isSuspect: false,
  ...change,
})

/** Carries a job out from beginning to end, parts one after another. */
export async function carryOut(engine: BatchEngine, job: EngineJob): Promise<BatchCheckpoint[]> {
  const { signal } = new AbortController()
  const examined = await engine.examine(job, signal)
  if (examined.kind === 'whole') throw new Error('The job is not scored piece by piece.')
  const { plan } = examined
  const parts: PartRange[] = []
  await engine.findParts(job, plan, startOf(plan), async (part) => void parts.push(part), signal)
  const done: BatchCheckpoint[] = []
  for (const { end, ...start } of parts) {
    done.push(await engine.scorePart(job, plan, { end, from: firstCheckpoint(start) }, async () => undefined, signal))
  }
  const outputs = Object.fromEntries(
    Object.keys(job.outputs).map((name) => [name, done.flatMap(({ blocks }) => blocks[name] ?? [])]),
  )
  await engine.commit(job, { outputs, bad: done.flatMap(({ badBlocks }) => badBlocks) }, signal)
  return done
}

export async function writeBlob(blobs: Blobs, path: string, content: string | Uint8Array): Promise<void> {
  const container = await blobs.openContainer(access)
  await container.write(
    path,
    (async function* () {
      yield Buffer.from(content as string)
    })(),
  )
}

/** Undefined where there is none. */
export async function readBlob(blobs: Blobs, path: string): Promise<string | undefined> {
  const container = await blobs.openContainer(access)
  if ((await container.find(path)) === undefined) return undefined
  const chunks: Uint8Array[] = []
  for await (const chunk of await container.read(path)) chunks.push(chunk)
  return Buffer.concat(chunks).toString()
}
