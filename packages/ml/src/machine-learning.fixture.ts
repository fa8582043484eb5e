import { createHash } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { WebServiceEndpointDocument } from '@sluice/contracts'
import {
  type Blobs,
  createBearerTokens,
  createFixedClock,
  createMemoryAccount,
  createMemoryCall,
  createMemoryLog,
  createMemoryStore,
  createSecrets,
  createTableFiles,
  type HeaderArray,
  type MemoryCallOptions,
  type OutgoingHttp,
  openFolderArtifacts,
} from '@sluice/platform'
import { createSeededRandom } from './algorithms/seeded-random.ts'
import { createSavedContents } from './artifacts/saved-contents.ts'
import { createBatchJobs } from './batch/jobs/batch-jobs.ts'
import type { DefaultStorage } from './batch/jobs/default-storage.ts'
import { createTaskList } from './batch/jobs/task-list.fixture.ts'
import type { OutputSaver } from './conversions/convert-experiment.ts'
import { openDatasets } from './datasets/datasets.ts'
import type { BatchSettings } from './endpoints/batch/batch-execution.ts'
import type { ScoringLimits } from './endpoints/scoring-edge.ts'
import { createInProcessExecutor } from './experiments/in-process-executor.ts'
import { startRunService } from './experiments/run-service.ts'
import { createSavedReader } from './experiments/saved-reader.ts'
import { createMachineLearning } from './machine-learning.ts'
import { modules as installed } from './modules/index.ts'
import type { Modules } from './modules/module.ts'
import { createRunContext } from './modules/run-module.fixture.ts'
import { createFirstWorkspace } from './samples/create-first-workspace.ts'
import { openWebServiceDirectory } from './web-services/web-service-directory.ts'
import { workspaceTokenPurpose } from './workspaces/put-workspace.ts'

export interface FixtureOptions {
  readonly limits?: ScoringLimits
  /** Default: those of the installation. */
  readonly modules?: Modules
  readonly outputSaver?: OutputSaver
  /** Default: nothing can be called. */
  readonly outgoing?: OutgoingHttp
  /** Default: no containers. */
  readonly blobs?: Blobs
  readonly batchSettings?: BatchSettings
  /** Default: batch jobs name the place of every output. */
  readonly defaultStorage?: DefaultStorage
  readonly canMail?: boolean
  /** Default: that of the installation. */
  readonly onnxFolder?: string
}

/** No artifacts, and nothing that can be called. */
export const nothingOutside = {
  savedContents: createSavedContents({ find: async () => undefined }, createTableFiles({ temporaryFolder: tmpdir() })),
  outgoing: createRunContext().outgoing,
  blobs: createRunContext().blobs,
  sql: createRunContext().sql,
  storage: createMemoryAccount(),
}

/** The whole ML role in memory, with the sample content, the same at each start. */
export async function startMachineLearning(options: FixtureOptions = {}) {
  const { limits, modules = installed, outgoing = nothingOutside.outgoing } = options
  const clock = createFixedClock()
  const store = createMemoryStore({ clock })
  const masterKey = new Uint8Array(32).fill(5)
  const secrets = createSecrets(masterKey)
  const random = createSeededRandom(7)
  const randomBytes = (count: number) => Uint8Array.from({ length: count }, () => Math.floor(random() * 256))
  const first = await createFirstWorkspace({ store, secrets, clock, randomBytes, withSamples: true })
  if (first?.endpoint === undefined) throw new Error('The samples were not made.')
  const log = createMemoryLog()
  const folder = makeTemporaryFolder()
  const artifacts = await openFolderArtifacts(folder)
  const tables = createTableFiles({ temporaryFolder: join(folder, 'spill') })
  const savedContents = createSavedContents(artifacts, tables)
  const { sql } = nothingOutside
  const blobs = options.blobs ?? nothingOutside.blobs
  const directory = await openWebServiceDirectory({ store, modules, savedContents, secrets, outgoing, blobs, sql, log })
  const tokens = createBearerTokens({ masterKey, clock, automationToken: 'automation-token' })
  const datasets = await openDatasets({
    folder,
    store,
    artifacts,
    tables,
    outgoing,
    log,
    clock,
    randomBytes,
    maxUploadBytes: 100_000_000,
    async artifactsInUse() {
      await directory.catchUp()
      return directory.artifactsInUse()
    },
  })
  let runIds = 0
  const runs = startRunService({
    store,
    artifacts,
    modules,
    executor: createInProcessExecutor({
      modules,
      tables,
      outgoing,
      blobs,
      sql,
      clock,
      largeBytes: 1e9,
      memoryBytes: 1e9,
      saved: (workspace) => createSavedReader((key) => store.get(key), savedContents, workspace),
    }),
    clock,
    log,
    randomBytes: (count) => new Uint8Array(createHash('sha256').update(String(++runIds)).digest().subarray(0, count)),
    secrets,
    isAlone: true,
    cacheLimits: { maxBytes: 1e9, maxAgeMs: 1e9 },
    pauseMs: 5,
  })
  const queue = createTaskList()
  const batchJobs = createBatchJobs({
    store,
    queue,
    directory,
    modules,
    blobs,
    secrets,
    clock,
    randomBytes,
    canMail: options.canMail ?? true,
    defaultStorage: options.defaultStorage,
  })
  let requests = 0
  const handle = createMachineLearning({
    version: '0.0.0-test',
    store,
    directory,
    modules,
    blobs,
    storage: createMemoryAccount(),
    sql,
    datasets,
    runs,
    tables,
    savedContents,
    outgoing,
    artifacts,
    randomBytes,
    secrets,
    tokens,
    clock,
    log,
    createRequestId: () => `request-${++requests}`,
    batchJobs,
    ...(options.batchSettings === undefined ? {} : { batchSettings: options.batchSettings }),
    ...(limits === undefined ? {} : { limits }),
    ...(options.onnxFolder === undefined ? {} : { onnxFolder: options.onnxFolder }),
    ...(options.outputSaver === undefined ? {} : { outputSaver: options.outputSaver }),
  })
  const { workspaceId, endpoint } = first
  const servicePath = `/workspaces/${workspaceId}/services/${endpoint.id}`
  const send = (options: MemoryCallOptions) => {
    const { call, response } = createMemoryCall(options)
    handle(call)
    return response
  }
  const workspaceToken = (which: 'primary' | 'secondary') => {
    const workspace = directory.workspace(workspaceId)
    if (workspace === undefined) throw new Error('The workspace is gone.')
    return secrets.open(workspace[`${which}TokenSealed`], workspaceTokenPurpose(workspaceId, which))
  }
  /** Changes the stored endpoint, as a management call would, and waits until calls meet the change. */
  const changeEndpoint = async (change: Partial<WebServiceEndpointDocument>) => {
    const served = directory.endpointById(endpoint.id)
    if (served === undefined) throw new Error('The endpoint is gone.')
    const [found] = (await store.listBelow(`/workspaces/${workspaceId}`)).filter(({ body }) => body.id === endpoint.id)
    if (found === undefined) throw new Error('The endpoint is gone.')
    const body = { ...found.body, ...change } as typeof found.body
    await store.transact({ actor: 'test' }, (transaction) => transaction.put({ ...found, body }))
    while (directory.endpointById(endpoint.id) === served) await new Promise((resolve) => setImmediate(resolve))
  }
  return {
    store,
    directory,
    datasets,
    runs,
    tables,
    artifacts,
    savedContents,
    modules,
    outgoing,
    blobs,
    sql,
    queue,
    batchJobs,
    randomBytes,
    clock,
    log,
    tokens,
    secrets,
    workspaceId,
    endpoint,
    servicePath,
    handle,
    send,
    workspaceToken,
    changeEndpoint,
    /** A scoring call whose body arrives when `finish` is called. */
    scoreSlowly() {
      const { promise: body, resolve: finish } = Promise.withResolvers<Uint8Array>()
      const memory = createMemoryCall({
        method: 'POST',
        target: `${servicePath}/execute?api-version=2.0`,
        headers: ['Authorization', `Bearer ${endpoint.primaryKey}`],
      })
      Object.defineProperty(memory.call.body, 'bytes', { value: () => body })
      handle(memory.call)
      return { response: memory.response, abort: memory.abort, finish: (text: string) => finish(Buffer.from(text)) }
    },
    /** A call of the studio's API with a token of the installation; JSON in and out. */
    async studio(method: string, path: string, body?: unknown, headers: HeaderArray = []) {
      const response = await send({
        method,
        target: `/studio${path}`,
        headers: ['Authorization', 'Bearer automation-token', 'Content-Type', 'application/json', ...headers],
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      })
      const text = response.text()
      // A test names the members it expects; what is not there shows as a difference.
      // biome-ignore lint/suspicious/noExplicitAny: the shape differs from call to call
      return { status: response.status, response, body: (text === '' ? undefined : JSON.parse(text)) as any }
    },
    /** A scoring call with the right key. */
    score: (body: unknown, query = 'api-version=2.0', headers: HeaderArray = []) =>
      send({
        method: 'POST',
        target: `${servicePath}/execute?${query}`,
        headers: ['Authorization', `Bearer ${endpoint.primaryKey}`, 'Content-Type', 'application/json', ...headers],
        body: typeof body === 'string' || body instanceof Uint8Array ? body : JSON.stringify(body),
      }),
  }
}

let temporaryRoot: string | undefined

/** Gone with the process. */
function makeTemporaryFolder(): string {
  if (temporaryRoot === undefined) {
    const root = mkdtempSync(join(tmpdir(), 'sluice-ml-'))
    process.once('exit', () => rmSync(root, { recursive: true, force: true }))
    temporaryRoot = root
  }
  return mkdtempSync(join(temporaryRoot, 'role-'))
}
