import { AppError, type BatchJobDocument, type WebServiceDefinition } from '@sluice/contracts'
import {
  type BlobContainer,
  type Blobs,
  createMemoryBlobs,
  createMemoryLog,
  createMemoryStore,
  createSecrets,
  createSystemClock,
  openSqliteQueue,
  type Store,
  type WorkQueue,
} from '@sluice/platform'
import { createMemorySpans } from '@sluice/platform/memory-spans'
import { createSeededRandom } from '../../algorithms/seeded-random.ts'
import { modules } from '../../modules/index.ts'
import { access, startEngine, storageAddress, writeBlob } from '../engine/batch-engine.fixture.ts'
import type { BatchEngine } from '../engine/batch-engine.ts'
import { putBatchDefinition, putBatchJob, readBatchJob } from '../jobs/job-records.ts'
import { sealBlobAccess } from '../jobs/job-secrets.ts'
import { createBatchWork } from './batch-work.ts'

const workspaceId = 'b'.repeat(32)
const endpointId = 'e'.repeat(32)
const hash = 'f'.repeat(64)

export interface WorkFixtureOptions {
  readonly definition: WebServiceDefinition
  readonly chunkBytes: number
  readonly partBytes?: number | undefined
  /** Share of the calls to storage that fail. */
  readonly failures?: number
  readonly seed?: number
  /** Storage has room for so many blocks. */
  readonly room?: { blocks: number }
  /** So long storage takes for a block. */
  readonly blockMs?: number
}

/** Store, queues and storage in memory, and any number of workers on them that can be killed. */
export function startWork(options: WorkFixtureOptions) {
  const { definition, chunkBytes, partBytes, failures = 0, seed = 1, blockMs = 0, room } = options
  const clock = createSystemClock()
  const store = createMemoryStore({ clock })
  const queue = openSqliteQueue({ file: ':memory:', clock, leaseMs: 40 })
  const partQueue = openSqliteQueue({ file: ':memory:', clock, leaseMs: 40 })
  const secrets = createSecrets(new Uint8Array(32).fill(5))
  const log = createMemoryLog()
  const random = createSeededRandom(seed)
  const sound = createMemoryBlobs({ containers: [storageAddress] })
  const blobs = withFailures(sound, () => random() < failures, random, blockMs, room)
  const killers: (() => void)[] = []
  let jobs = 0
  const spans = createMemorySpans()

  return {
    store,
    queue,
    partQueue,
    log,
    spans,
    random,
    blobs: sound,
    /** @returns the way to kill it: from then on nothing that it does has an effect, and nothing answers it */
    startWorker(changeEngine: (engine: BatchEngine) => BatchEngine = (engine) => engine) {
      let isDead = false
      const dying = <Value extends object>(value: Value): Value => killable(value, () => isDead)
      const { engine } = startEngine({
        definition,
        chunkBytes,
        ...(partBytes === undefined ? {} : { partBytes }),
        blobs: dyingBlobs(blobs, () => isDead),
      })
      const work = createBatchWork({
        store: dying(store) as Store,
        queue: dying(queue) as WorkQueue,
        partQueue: dying(partQueue) as WorkQueue,
        blobs: dyingBlobs(blobs, () => isDead),
        engine: dying(changeEngine(engine)) as BatchEngine,
        directory: { workspaces: () => [{ id: workspaceId } as never], endpointById: () => undefined },
        modules,
        secrets,
        clock,
        log,
        spans,
        keepMs: 1e9,
        lookForCancelMs: 5,
      })
      const kill = () => {
        isDead = true
      }
      killers.push(kill)
      return { kill, work }
    },
    async putJob(text: string, change: Partial<BatchJobDocument> = {}): Promise<string> {
      jobs += 1
      const id = String(jobs).padStart(32, '0')
      const file = (path: string) => ({
        accessSealed: sealBlobAccess(secrets, id, access),
        address: storageAddress,
        path,
        format: 'csv' as const,
      })
      await writeBlob(sound, `in-${id}.csv`, text)
      const job: BatchJobDocument = {
        id,
        workspaceId,
        webServiceId: 'c'.repeat(32),
        webServiceName: 'Hashing',
        endpointId,
        endpointName: 'default',
        state: 'queued',
        createdAt: new Date(clock.now()).toISOString(),
        inputs: { input1: file(`in-${id}.csv`) },
        outputs: { output1: file(`out-${id}.csv`) },
        parameters: {},
        badRowRule: 'keep-apart',
        definition: hash,
        isCancelRequested: false,
        lostAttempts: 0,
        progress: { bytesRead: 0, rows: 0, badRows: 0 },
        ...change,
      }
      await store.transact({ actor: 'test' }, async (transaction) => {
        await putBatchDefinition(transaction, workspaceId, hash, definition)
        await putBatchJob(transaction, job)
      })
      await queue.add({ id, group: endpointId })
      return id
    },
    readJob: (id: string) => readBatchJob(store, workspaceId, id),
    async cancel(id: string) {
      const job = await readBatchJob(store, workspaceId, id)
      await store.transact({ actor: 'test' }, (transaction) =>
        putBatchJob(transaction, { ...job, isCancelRequested: true }),
      )
    },
    async untilEnded(id: string): Promise<BatchJobDocument> {
      for (;;) {
        const job = await readBatchJob(store, workspaceId, id)
        if (['finished', 'failed', 'cancelled'].includes(job.state)) return job
        await new Promise((resolve) => setTimeout(resolve, 2))
      }
    },
    async close() {
      for (const kill of killers) kill()
      await queue.close()
      await partQueue.close()
    },
  }
}

const never = new Promise<never>(() => undefined)

/** A killed process neither does nor hears anything any more. */
function killable<Value extends object>(value: Value, isDead: () => boolean): Value {
  return new Proxy(value, {
    get(target, name) {
      const member = target[name as keyof Value]
      if (typeof member !== 'function') return member
      return (...args: unknown[]) => {
        if (isDead()) return name === 'onAdded' || name === 'onChange' ? () => undefined : never
        const result = member.apply(target, args) as unknown
        if (!(result instanceof Promise)) return result
        return result.then(
          (found: unknown) =>
            isDead()
              ? never
              : typeof found === 'object' && found !== null && 'extend' in found
                ? killable(found, isDead)
                : found,
          (error: unknown) => {
            if (isDead()) return never
            throw error
          },
        )
      }
    },
  })
}

const dyingBlobs = (blobs: Blobs, isDead: () => boolean): Blobs => ({
  ...blobs,
  openContainer: async (place) => killable(await blobs.openContainer(place), isDead),
})

/** Answers 500 and 503, breaks connections, before and after the work is done, and ends early. */
function withFailures(
  blobs: Blobs,
  isTime: () => boolean,
  random: () => number,
  blockMs: number,
  room: { blocks: number } = { blocks: Number.POSITIVE_INFINITY },
): Blobs {
  const failure = () =>
    random() < 0.5
      ? new AppError('BlobStorageFailed', {
          container: 'data',
          reason: random() < 0.5 ? '500 InternalError' : '503 ServerBusy',
        })
      : Object.assign(new Error('read ECONNRESET'), { code: 'ECONNRESET' })
  const failing = async <Result>(work: () => Promise<Result>): Promise<Result> => {
    if (isTime()) throw failure()
    const result = await work()
    if (isTime()) throw failure()
    return result
  }
  return {
    ...blobs,
    async openContainer(place) {
      const container = await blobs.openContainer(place)
      const flaky: BlobContainer = {
        ...container,
        find: (path, signal) => failing(() => container.find(path, signal)),
        async stageBlock(...args) {
          if (blockMs > 0) await new Promise((resolve) => setTimeout(resolve, blockMs))
          if (room.blocks <= 0)
            throw new AppError('BlobStorageFailed', { container: 'data', reason: '507 StorageFull' })
          room.blocks -= 1
          await failing(() => container.stageBlock(...args))
        },
        commitBlocks: (...args) => failing(() => container.commitBlocks(...args)),
        remove: (...args) => failing(() => container.remove(...args)),
        async read(path, readOptions) {
          const body = await failing(() => container.read(path, readOptions))
          return (async function* () {
            for await (const piece of body) {
              const cut = isTime() ? Math.floor(random() * piece.length) : piece.length
              yield piece.subarray(0, cut)
              if (cut < piece.length && random() < 0.5) throw failure()
              if (cut < piece.length) return
            }
          })()
        },
      }
      return flaky
    },
  }
}
