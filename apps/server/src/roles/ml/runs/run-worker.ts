import { join } from 'node:path'
import { createSavedContents, createSavedReader, modules, runTask } from '@sluice/ml/run-worker'
import { openFolderArtifacts } from '@sluice/platform/artifacts'
import { createAzureBlobs } from '@sluice/platform/blobs'
import { createSystemClock } from '@sluice/platform/clock'
import { createLocalSqlScripts } from '@sluice/platform/local-sql-scripts'
import { createUndiciOutgoing } from '@sluice/platform/outgoing'
import { createTableFiles } from '@sluice/platform/table-files'
import { endWithRole } from '../end-with-role.ts'
import { type StoragePlace, toEmbeddedAccount } from '../storage-place.ts'
import {
  type MessageFromRunWorker,
  type MessageToRunWorker,
  type RunWorkerSetting,
  toSentError,
} from './run-worker-messages.ts'

// The entry of a process that runs modules, one at a time, for the role that has started it.

const setting = JSON.parse(process.argv[2] ?? '') as RunWorkerSetting
const clock = createSystemClock()
const artifacts = await openFolderArtifacts(setting.folder)
const outgoing = createUndiciOutgoing({ allowLoopback: setting.allowLoopback })
let storage: StoragePlace | undefined
const blobs = createAzureBlobs({
  allowLoopback: setting.allowLoopback,
  embedded: () => toEmbeddedAccount(storage),
})
const { memoryBytes } = setting
// Half of the memory for the tables of a module, half of that again for SQL; what is larger goes piece by piece.
const tables = createTableFiles({
  temporaryFolder: join(setting.folder, 'spill', String(process.pid)),
  memoryLimitBytes: Math.floor(memoryBytes / 4),
})
const contents = createSavedContents(artifacts, tables)

const sql = createLocalSqlScripts({ tableFiles: tables, memoryLimitBytes: Math.floor(memoryBytes / 4) })

/** Reports go out no more often. */
const reportEveryMs = 100
const questions = new Map<number, (body: object | null) => void>()
let asked = 0

const tell = (message: MessageFromRunWorker) => void process.send?.(message)
const readDocument = (key: string) =>
  new Promise<{ readonly body: never } | undefined>((resolve) => {
    asked += 1
    questions.set(asked, (body) => resolve(body === null ? undefined : { body: body as never }))
    tell({ type: 'read', question: asked, key })
  })

async function run({ task, storage: place }: MessageToRunWorker & { type: 'run' }): Promise<void> {
  storage = place
  const reports = createReports()
  try {
    const services = {
      modules,
      tables,
      outgoing,
      blobs,
      sql,
      clock,
      largeBytes: memoryBytes / 8,
      memoryBytes: memoryBytes / 2,
      maxDownloadBytes: setting.maxDownloadBytes,
      saved: (workspaceId: string) => createSavedReader(readDocument, contents, workspaceId),
    }
    // Whoever wants the end of it ends the process.
    const { signal } = new AbortController()
    const manifest = await runTask(task, reports.listener, signal, services)
    reports.flush()
    tell({ type: 'done', manifest })
  } catch (error) {
    reports.flush()
    tell({ type: 'failed', error: toSentError(error) })
  }
}

function createReports() {
  let toldAt = 0
  let progress: { fraction: number; text: string | undefined } | undefined
  let losses: number[] = []
  let lines: string[] = []
  const flush = () => {
    if (progress !== undefined) tell({ type: 'progress', ...progress, losses })
    if (lines.length > 0) tell({ type: 'log', lines })
    progress = undefined
    lines = []
    losses = []
    toldAt = clock.monotonic()
  }
  // By the clock, not by a timer: a module that computes lets no timer run.
  const flushInTime = () => {
    if (clock.monotonic() - toldAt >= reportEveryMs) flush()
  }
  return {
    flush,
    listener: {
      onStart: async () => undefined,
      onProgress(fraction: number, text: string | undefined, more: readonly number[] = []) {
        progress = { fraction, text }
        losses.push(...more)
        flushInTime()
      },
      onLog(more: readonly string[]) {
        lines.push(...more)
        flushInTime()
      },
    },
  }
}

endWithRole()
process.on('message', (message: MessageToRunWorker) => {
  if (message.type === 'run') void run(message)
  else {
    questions.get(message.question)?.(message.body)
    questions.delete(message.question)
  }
})
tell({ type: 'ready' })
