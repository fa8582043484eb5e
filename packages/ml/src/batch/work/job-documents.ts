import {
  type BatchCheckpoint,
  type BatchJobDocument,
  type BatchPartDocument,
  batchJobDocument,
  batchPartDocument,
} from '@sluice/contracts'
import type { Store, StoreReader, Transaction } from '@sluice/platform'
import { firstCheckpoint } from '../engine/checkpoints.ts'
import type { PartRange } from '../engine/engine-job.ts'
import { batchJobKey, hasEnded, putBatchJob } from '../jobs/job-records.ts'

const author = { actor: 'batch' }
const quiet = { isAudited: false }

export const partsCollection = (workspaceId: string, jobId: string) => `${batchJobKey(workspaceId, jobId)}/parts`
export const partKey = (workspaceId: string, jobId: string, index: number) =>
  `${partsCollection(workspaceId, jobId)}/${index}`

/** A job by its key; its documents are written from several processes, so each change reads what is there now. */
export interface JobDocuments {
  job(): Promise<BatchJobDocument | undefined>
  /** @param change undefined leaves it as it is. @returns undefined when the job has ended or is gone */
  change(
    change: (job: BatchJobDocument) => Partial<BatchJobDocument> | undefined,
  ): Promise<BatchJobDocument | undefined>
  /** The last change: the parts are not needed any more. */
  end(change: Partial<BatchJobDocument>): Promise<BatchJobDocument | undefined>
  parts(): Promise<BatchPartDocument[]>
  part(index: number): Promise<BatchPartDocument | undefined>
  /** One that is there already stays as it is. */
  addPart(index: number, range: PartRange, isLast: boolean): Promise<BatchPartDocument>
  /**
   * Takes over a checkpoint, unless a later one stands there.
   * @param progress of the job, where it is time to tell it
   * @returns the job; undefined when it has ended or is gone
   */
  checkpoint(
    index: number,
    checkpoint: BatchCheckpoint,
    isFinished: boolean,
    progress?: BatchJobDocument['progress'],
  ): Promise<BatchJobDocument | undefined>
  failPart(index: number, error: NonNullable<BatchPartDocument['error']>): Promise<void>
  /** Counts that a process was lost with it. @returns undefined when it has ended or is gone */
  lose(): Promise<BatchJobDocument | undefined>
  losePart(index: number): Promise<BatchPartDocument | undefined>
}

export function openJobDocuments(store: Store, workspaceId: string, jobId: string): JobDocuments {
  const key = batchJobKey(workspaceId, jobId)
  const readJob = async (reader: Pick<StoreReader, 'get'>) => {
    const stored = await reader.get(key)
    return stored === undefined ? undefined : batchJobDocument.parse(stored.body)
  }
  const readPart = async (reader: Pick<StoreReader, 'get'>, index: number) => {
    const stored = await reader.get(partKey(workspaceId, jobId, index))
    return stored === undefined ? undefined : batchPartDocument.parse(stored.body)
  }
  const readParts = async (reader: Pick<StoreReader, 'list'>) => {
    const stored = await reader.list(partsCollection(workspaceId, jobId))
    return stored.map(({ body }) => batchPartDocument.parse(body)).sort((one, other) => one.index - other.index)
  }
  const putPart = async (transaction: Transaction, part: BatchPartDocument) => {
    const collection = partsCollection(workspaceId, jobId)
    await transaction.put({ key: partKey(workspaceId, jobId, part.index), collection, body: { ...part } }, quiet)
  }
  const changeIn = async (
    transaction: Transaction,
    change: (job: BatchJobDocument) => Partial<BatchJobDocument> | undefined,
  ) => {
    const job = await readJob(transaction)
    if (job === undefined || hasEnded(job)) return undefined
    const changes = change(job)
    if (changes === undefined) return job
    const changed = { ...job, ...changes }
    await putBatchJob(transaction, changed)
    return changed
  }

  return {
    job: () => readJob(store),
    change: (change) => store.transact(author, (transaction) => changeIn(transaction, change)),
    end: (change) =>
      store.transact(author, async (transaction) => {
        const ended = await changeIn(transaction, () => change)
        if (ended !== undefined) await transaction.removeBelow(key, quiet)
        return ended
      }),
    parts: () => readParts(store),
    part: (index) => readPart(store, index),
    addPart: (index, { end, ...start }, isLast) =>
      store.transact(author, async (transaction) => {
        const known = await readPart(transaction, index)
        if (known !== undefined) return known
        const part: BatchPartDocument = {
          jobId,
          index,
          start: start.offset,
          end,
          firstLine: start.line,
          firstChunk: start.chunk,
          isLast,
          state: 'waiting',
          checkpoint: firstCheckpoint(start),
          lostAttempts: 0,
        }
        await putPart(transaction, part)
        return part
      }),
    checkpoint: (index, checkpoint, isFinished, progress) =>
      store.transact(author, async (transaction) => {
        const job = await changeIn(transaction, () => progress && { progress })
        if (job === undefined) return undefined
        const part = await readPart(transaction, index)
        // A worker that lost its lease may be behind the one that has it.
        if (part === undefined || part.state === 'finished' || part.checkpoint.chunk > checkpoint.chunk) return job
        await putPart(transaction, { ...part, checkpoint, state: isFinished ? 'finished' : 'waiting' })
        return job
      }),
    async failPart(index, error) {
      await store.transact(author, async (transaction) => {
        const part = await readPart(transaction, index)
        if (part !== undefined && part.state !== 'finished') await putPart(transaction, { ...part, error })
      })
    },
    lose: () =>
      store.transact(author, async (transaction) => {
        const parts = await readParts(transaction)
        const bytes = parts.reduce((sum, part) => sum + bytesDoneOf(part), 0)
        return changeIn(transaction, (job) => countLoss(job, bytes))
      }),
    losePart: (index) =>
      store.transact(author, async (transaction) => {
        const part = await readPart(transaction, index)
        if (part === undefined || part.state === 'finished') return undefined
        const lost = { ...part, ...countLoss(part, bytesDoneOf(part)) }
        await putPart(transaction, lost)
        return lost
      }),
  }
}

/** Bytes of its range that its checkpoint covers. */
export const bytesDoneOf = ({ start, checkpoint }: BatchPartDocument): number => checkpoint.offset - start

const countLoss = (
  { lostAttempts, lostAt }: Pick<BatchJobDocument, 'lostAttempts' | 'lostAt'>,
  bytes: number,
): Pick<BatchJobDocument, 'lostAttempts' | 'lostAt'> => ({
  lostAttempts: bytes > (lostAt ?? 0) ? 1 : lostAttempts + 1,
  lostAt: bytes,
})
