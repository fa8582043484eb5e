import {
  AppError,
  type DatasetDocument,
  type DatasetImportDocument,
  type DatasetImportRequest,
  isAppError,
} from '@sluice/contracts'
import type { Clock, Log, Store } from '@sluice/platform'
import { datasetImportKey } from '../../web-services/document-keys.ts'
import { createMachineLearningId, type RandomBytes } from '../../web-services/endpoint-keys.ts'
import { listDatasets, placeOfNew, putDataset } from '../dataset-documents.ts'
import type { WorkProgress } from '../table-work.ts'
import {
  assertNotBeingMade,
  findImport,
  isFinished,
  listAllImports,
  listImports,
  putImport,
  type StoredImport,
} from './import-records.ts'
import { datasetArtifact, type ImportServices, runImport } from './run-import.ts'

/** An import as it stands, with how far it has come. */
export interface ImportState extends DatasetImportDocument {
  readonly progress?: WorkProgress
}

/** Datasets in the making. What was accepted is carried out, also over restarts. */
export interface DatasetImports {
  /** @throws AppError `DatasetNameTaken`, `DatasetUnknown`, `UploadNotFound`, `UploadIncomplete`, `UploadInUse` */
  begin(workspaceId: string, owner: string, request: DatasetImportRequest): Promise<ImportState>
  /** @throws AppError `DatasetImportUnknown` */
  find(workspaceId: string, id: string): Promise<ImportState>
  list(workspaceId: string): Promise<ImportState[]>
  /** Each state from now on, the present one first; ends with the import. @throws AppError `DatasetImportUnknown` */
  follow(workspaceId: string, id: string, signal: AbortSignal): AsyncGenerator<ImportState>
  /** Nothing happens when it has ended. @throws AppError `DatasetImportUnknown` */
  cancel(workspaceId: string, id: string): Promise<ImportState>
  /** Goes on with what the last process left. */
  resume(): Promise<void>
  /** Forgets what ended long ago. @returns the uploads that unfinished ones need */
  sweep(): Promise<ReadonlySet<string>>
  close(): Promise<void>
}

export interface DatasetImportOptions extends ImportServices {
  readonly store: Store
  readonly clock: Clock
  readonly log: Log
  readonly randomBytes: RandomBytes
}

const mostAtOnce = 2
/** A file that ended the program so often is not tried again. */
const mostAttempts = 3
const keptMs = 7 * 86_400_000
const author = { actor: 'ml' }

export function createDatasetImports(options: DatasetImportOptions): DatasetImports {
  const { store, clock, log, randomBytes, uploads, artifacts } = options
  const waiting: StoredImport[] = []
  const running = new Map<string, { readonly stop: AbortController; readonly done: Promise<void> }>()
  const progressById = new Map<string, WorkProgress>()
  const listeners = new Map<string, Set<() => void>>()
  let isClosing = false

  const now = () => new Date(clock.now()).toISOString()
  const tell = (id: string) => {
    for (const listener of listeners.get(id) ?? []) listener()
  }
  const toState = (document: DatasetImportDocument): ImportState => {
    const progress = progressById.get(document.id)
    return progress === undefined ? document : { ...document, progress }
  }
  const change = async (
    { workspaceId, document: { id } }: StoredImport,
    make: (before: DatasetImportDocument) => DatasetImportDocument,
  ): Promise<DatasetImportDocument> => {
    const changed = await store.transact(author, async (transaction) => {
      const before = await findImport(transaction, workspaceId, id)
      if (isFinished(before)) return before
      const after = make(before)
      await putImport(transaction, workspaceId, after)
      return after
    })
    tell(id)
    return changed
  }
  const fail = (given: StoredImport, error: unknown) => {
    if (!isAppError(error)) log.error('An import failed inside.', { importId: given.document.id, error })
    const known = isAppError(error) ? error : new AppError('InternalServerError', {}, { cause: error })
    const { code, message } = known
    return change(given, (before) => ({ ...before, state: 'failed', finishedAt: now(), error: { code, message } }))
  }
  /** Dataset and end of the import in one step. */
  const complete = (given: StoredImport, content: Awaited<ReturnType<typeof runImport>>): Promise<boolean> => {
    const { workspaceId, document } = given
    const { datasetId, request, owner } = document
    return store.transact({ actor: owner }, async (transaction) => {
      const before = await findImport(transaction, workspaceId, document.id)
      if (isFinished(before)) return false
      const { name, newVersionOf, description } = request
      const place = placeOfNew(await listDatasets(transaction, workspaceId), { id: datasetId, name, newVersionOf })
      const dataset: DatasetDocument = { id: datasetId, ...place, description, createdAt: now(), owner, ...content }
      await putDataset(transaction, workspaceId, dataset)
      await putImport(transaction, workspaceId, { ...before, state: 'completed', finishedAt: now() })
      return true
    })
  }
  const work = async (given: StoredImport, signal: AbortSignal): Promise<void> => {
    const { workspaceId, document } = given
    const { id, datasetId, request, attempts } = document
    try {
      if (attempts >= mostAttempts) throw new AppError('DatasetImportGaveUp', { attempts })
      const begun = await change(given, (before) => ({ ...before, state: 'running', attempts: before.attempts + 1 }))
      if (isFinished(begun)) return
      const onProgress = (progress: WorkProgress) => {
        progressById.set(id, progress)
        tell(id)
      }
      const content = await runImport({ workspaceId, datasetId, request }, options, { signal, onProgress })
      let isKept = false
      try {
        isKept = await complete(given, content)
      } finally {
        if (!isKept) await artifacts.remove(datasetArtifact(datasetId))
      }
      tell(id)
      if (isKept && request.source.kind === 'upload') await uploads.remove(workspaceId, request.source.uploadId)
    } catch (error) {
      if (isClosing && signal.aborted) {
        await change(given, (before) => ({ ...before, state: 'queued', attempts }))
      } else if (!signal.aborted) await fail(given, error)
    }
  }
  const startNext = () => {
    while (!isClosing && running.size < mostAtOnce && waiting.length > 0) {
      const next = waiting.shift() as StoredImport
      const { id } = next.document
      const stop = new AbortController()
      const done = work(next, stop.signal)
        .catch((error: unknown) => log.error('The end of an import could not be noted.', { importId: id, error }))
        .finally(() => {
          running.delete(id)
          progressById.delete(id)
          tell(id)
          startNext()
        })
      running.set(id, { stop, done })
    }
  }
  const find = async (workspaceId: string, id: string) => toState(await findImport(store, workspaceId, id))

  return {
    find,
    list: async (workspaceId) => (await listImports(store, workspaceId)).map(toState),
    async begin(workspaceId, owner, request) {
      const { source, name, newVersionOf } = request
      if (source.kind === 'upload') await uploads.file(workspaceId, source.uploadId)
      const document: DatasetImportDocument = {
        id: createMachineLearningId(randomBytes),
        datasetId: createMachineLearningId(randomBytes),
        owner,
        createdAt: now(),
        state: 'queued',
        attempts: 0,
        request,
      }
      await store.transact({ actor: owner }, async (transaction) => {
        const datasets = await listDatasets(transaction, workspaceId)
        placeOfNew(datasets, { id: document.datasetId, name, newVersionOf })
        const unfinished = (await listImports(transaction, workspaceId)).filter((one) => !isFinished(one))
        if (newVersionOf === undefined) assertNotBeingMade(unfinished, name)
        const usesSame = ({ request: { source: other } }: DatasetImportDocument) =>
          source.kind === 'upload' && other.kind === 'upload' && other.uploadId === source.uploadId
        if (source.kind === 'upload' && unfinished.some(usesSame)) {
          throw new AppError('UploadInUse', { id: source.uploadId })
        }
        await putImport(transaction, workspaceId, document)
      })
      waiting.push({ workspaceId, document })
      startNext()
      return document
    },
    async *follow(workspaceId, id, signal) {
      let wake = () => {}
      const listener = () => wake()
      const own = listeners.get(id) ?? new Set()
      listeners.set(id, own.add(listener))
      signal.addEventListener('abort', listener, { once: true })
      try {
        for (;;) {
          const told = new Promise<void>((resolve) => {
            wake = resolve
          })
          const state = await find(workspaceId, id)
          // What is done after the end, such as the removal of the upload, belongs to it.
          if (isFinished(state) && running.has(id)) {
            await told
            continue
          }
          yield state
          if (isFinished(state) || signal.aborted || isClosing) return
          await told
        }
      } finally {
        own.delete(listener)
        if (own.size === 0) listeners.delete(id)
        signal.removeEventListener('abort', listener)
      }
    },
    async cancel(workspaceId, id) {
      const document = await findImport(store, workspaceId, id)
      const at = waiting.findIndex((one) => one.document.id === id)
      if (at >= 0) waiting.splice(at, 1)
      const canceled = await change({ workspaceId, document }, (before) => ({
        ...before,
        state: 'canceled',
        finishedAt: now(),
      }))
      running.get(id)?.stop.abort(new AppError('DatasetImportCanceled', {}))
      return toState(canceled)
    },
    async resume() {
      const known = new Set([...waiting.map(({ document }) => document.id), ...running.keys()])
      const all = await listAllImports(store)
      waiting.push(...all.filter(({ document }) => !isFinished(document) && !known.has(document.id)))
      startNext()
    },
    async sweep() {
      const all = await listAllImports(store)
      const old = all.filter(
        ({ document: { finishedAt } }) => finishedAt !== undefined && Date.parse(finishedAt) < clock.now() - keptMs,
      )
      if (old.length > 0) {
        await store.transact(author, async (transaction) => {
          for (const { workspaceId, document } of old) {
            await transaction.remove(datasetImportKey(workspaceId, document.id), { isAudited: false })
          }
        })
      }
      const sources = all.filter(({ document }) => !isFinished(document)).map(({ document }) => document.request.source)
      return new Set(sources.flatMap((source) => (source.kind === 'upload' ? [source.uploadId] : [])))
    },
    async close() {
      isClosing = true
      for (const { stop } of running.values()) stop.abort(new Error('The program ends.'))
      await Promise.all([...running.values()].map(({ done }) => done))
      for (const id of listeners.keys()) tell(id)
    },
  }
}
