import { randomBytes } from 'node:crypto'
import { basename, extname } from 'node:path'
import type { BlobContainer, Blobs } from '@sluice/platform'
import type { CommandContext } from '../commands/command-context.ts'
import type { BatchCalls, JobStatus, ResultLocation } from './batch-calls.ts'
import { downloadFile } from './download-file.ts'
import type { ProgressDisplay } from './progress-display.ts'
import { toProgressLine, toSize } from './progress-text.ts'
import { sizeOfFile, uploadFile } from './upload-file.ts'

/** What the command ends with. */
export const batchExitCodes = { finished: 0, failed: 2, cancelled: 3, leftRunning: 130 } as const

export interface RunBatchOptions {
  readonly calls: BatchCalls
  readonly blobs: Pick<Blobs, 'openContainer'>
  readonly connectionString: string
  readonly container: string
  /** Input → file. */
  readonly inputs: Readonly<Record<string, string>>
  /** Output → file. */
  readonly outputs: Readonly<Record<string, string>>
  readonly parameters: Readonly<Record<string, string>>
  readonly badRows: string
  readonly display: ProgressDisplay
  readonly context: CommandContext
  /** Between two looks at the job; default 500. */
  readonly pauseMs?: number
}

/**
 * Uploads files, runs a job on them and downloads its results.
 * @returns the exit code
 * @throws AppError `BatchFileUnusable`, `BatchCallRefused`, `BatchEndpointUnreachable`, `BatchDownloadFailed`, and those of
 * the storage
 */
export async function runBatch(options: RunBatchOptions): Promise<number> {
  const { calls, display, context } = options
  const interrupts = createInterrupts(context)
  const uploads: Uploads = { container: undefined, paths: [], areNeeded: false }
  try {
    const body = await upload(options, uploads, interrupts.signal)
    if (interrupts.signal.aborted) return leave(display)
    const jobId = await calls.submit(body)
    uploads.areNeeded = true
    display.tell(`Submitted job ${jobId}.`, { event: 'submitted', jobId })
    await calls.start(jobId)
    interrupts.beginJob()
    const end = await waitForEnd(jobId, options, interrupts)
    if (end === 'left') {
      display.tell(`Job ${jobId} goes on. See \`sluice batch status ${jobId}\`.`, { event: 'left', jobId })
      return batchExitCodes.leftRunning
    }
    uploads.areNeeded = false
    interrupts.endJob()
    return await conclude(jobId, end, options, interrupts.signal)
  } catch (error) {
    display.end()
    if (interrupts.signal.aborted) return leave(display)
    throw error
  } finally {
    await removeUploads(uploads, display)
    interrupts.close()
  }
}

function leave(display: ProgressDisplay): number {
  display.tell('Interrupted.', { event: 'interrupted' })
  return batchExitCodes.leftRunning
}

/** What was sent for a job, and whoever calls has as files. */
interface Uploads {
  container: BlobContainer | undefined
  readonly paths: string[]
  /** A job that goes on reads them. */
  areNeeded: boolean
}

async function removeUploads({ container, paths, areNeeded }: Uploads, display: ProgressDisplay): Promise<void> {
  if (container === undefined || areNeeded) return
  for (const path of paths) {
    await container.remove(path).catch((error: Error) => {
      const blob = `${container.address}/${path}`
      display.tell(`The upload ${blob} could not be deleted: ${error.message}`, { event: 'upload-left', blob })
    })
  }
}

/** @returns the body of the submission */
async function upload(options: RunBatchOptions, uploads: Uploads, signal: AbortSignal): Promise<object> {
  const { blobs, connectionString, container: name, display } = options
  // Looked at before anything is sent.
  const sizes = new Map<string, number>()
  for (const file of Object.values(options.inputs)) sizes.set(file, await sizeOfFile(file))
  const container = await blobs.openContainer({ by: 'connection-string', connectionString, container: name })
  await container.createIfMissing(signal)
  uploads.container = container
  const folder = `${new Date().toISOString().slice(0, 10)}/${randomBytes(8).toString('hex')}`
  const place = (kind: string, key: string, file: string) => ({
    ConnectionString: connectionString,
    RelativeLocation: `${name}/${folder}/${kind}/${encodeName(key)}${extname(file).toLowerCase()}`,
  })
  const inputs: [string, object][] = []
  for (const [key, file] of Object.entries(options.inputs)) {
    const at = place('inputs', key, file)
    const size = sizes.get(file) ?? 0
    const path = at.RelativeLocation.slice(name.length + 1)
    uploads.paths.push(path)
    await uploadFile(container, path, file, {
      signal,
      onProgress: (bytes) =>
        display.show(() => `Uploading ${basename(file)}: ${toSize(bytes)} of ${toSize(size)}`, {
          event: 'uploading',
          file,
          bytes,
          size,
        }),
    })
    display.tell(`Uploaded ${file} (${toSize(size)}).`, { event: 'uploaded', file, bytes: size })
    inputs.push([key, at])
  }
  const outputs = Object.entries(options.outputs).map(([key, file]) => [key, place('outputs', key, file)])
  return {
    ...(inputs.length === 0 ? {} : { Inputs: Object.fromEntries(inputs) }),
    Outputs: Object.fromEntries(outputs),
    GlobalParameters: options.parameters,
    BadRows: options.badRows,
  }
}

/** A name that any storage takes, whatever inputs and outputs are called. */
const encodeName = (name: string): string => encodeURIComponent(name).replaceAll('%', '_').slice(0, 100)

async function waitForEnd(
  jobId: string,
  { calls, display, context, pauseMs = 500 }: RunBatchOptions,
  interrupts: Interrupts,
): Promise<JobStatus | 'left'> {
  for (;;) {
    const status = await calls.status(jobId)
    if (status.StatusCode !== 'NotStarted' && status.StatusCode !== 'Running') return status
    const { Progress: progress } = status
    display.show(
      (columns) =>
        status.StatusCode === 'NotStarted' || progress === undefined ? 'Waiting…' : toProgressLine(progress, columns),
      { event: 'progress', jobId, status: status.StatusCode, progress: progress ?? null },
    )
    await interrupts.wait(pauseMs)
    if (!interrupts.isAsked()) continue
    display.end()
    const answer = await askWhatToDo(context, jobId)
    if (answer === 'leave') return 'left'
    if (answer === 'cancel') await calls.remove(jobId)
  }
}

/** Without a terminal nobody can answer: the job, which is safe with the program, goes on. */
async function askWhatToDo({ terminal }: CommandContext, jobId: string): Promise<'cancel' | 'leave' | 'wait'> {
  if (terminal?.isInteractive !== true) return 'leave'
  const answer = await terminal.ask(`Cancel job ${jobId}? [y]es, [n]o and leave it running, [w]ait for it: `)
  if (/^\s*y/i.test(answer ?? '')) return 'cancel'
  return /^\s*w/i.test(answer ?? '') ? 'wait' : 'leave'
}

async function conclude(
  jobId: string,
  end: JobStatus,
  { display, outputs }: RunBatchOptions,
  signal: AbortSignal,
): Promise<number> {
  const progress = end.Progress
  if (progress !== undefined)
    display.show((columns) => toProgressLine(progress, columns), {
      event: 'progress',
      jobId,
      status: end.StatusCode,
      progress,
    })
  if (end.StatusCode === 'Cancelled') {
    display.tell(`Job ${jobId} was cancelled.`, { event: 'cancelled', jobId })
    return batchExitCodes.cancelled
  }
  if (end.StatusCode === 'Failed') {
    display.tell(`Job ${jobId} failed. ${end.Details ?? ''}`, { event: 'failed', jobId, details: end.Details ?? null })
    return batchExitCodes.failed
  }
  const files: Record<string, string> = {}
  const [first] = Object.values(outputs)
  for (const [name, place] of Object.entries(end.Results ?? {})) {
    const file = outputs[name]
    if (file === undefined) continue
    const bytes = await downloadFile(toUrl(place), file, signal)
    files[name] = file
    display.tell(`Wrote ${file} (${toSize(bytes)}).`, { event: 'downloaded', file, bytes })
  }
  if (end.BadRows && first !== undefined) {
    const file = `${first}.bad-rows.csv`
    const bytes = await downloadFile(toUrl(end.BadRows), file, signal)
    display.tell(`Rows that were kept apart are in ${file} (${toSize(bytes)}).`, { event: 'bad-rows', file, bytes })
  }
  display.tell(`Finished: ${progress?.Rows ?? 0} rows.`, { event: 'finished', jobId, outputs: files })
  return batchExitCodes.finished
}

const toUrl = ({ BaseLocation, RelativeLocation, SasBlobToken }: ResultLocation): string =>
  `${BaseLocation}${RelativeLocation}${SasBlobToken ?? ''}`

interface Interrupts {
  /** Aborted by an interrupt while there is no job that could be asked about. */
  readonly signal: AbortSignal
  beginJob(): void
  endJob(): void
  /** Whether there was an interrupt since the last time it was asked. */
  isAsked(): boolean
  /** Shorter when there is an interrupt. */
  wait(milliseconds: number): Promise<void>
  close(): void
}

function createInterrupts({ terminal }: CommandContext): Interrupts {
  const aborter = new AbortController()
  let hasJob = false
  let isAsked = false
  let wake = () => {}
  const stop = terminal?.onInterrupt(() => {
    isAsked = true
    if (!hasJob) aborter.abort(new Error('Interrupted.'))
    wake()
  })
  return {
    signal: aborter.signal,
    beginJob() {
      hasJob = true
    },
    endJob() {
      hasJob = false
    },
    isAsked() {
      const was = isAsked
      isAsked = false
      return was
    },
    wait: (milliseconds) =>
      new Promise((resolve) => {
        const timer = setTimeout(resolve, isAsked ? 0 : milliseconds)
        wake = () => {
          clearTimeout(timer)
          resolve()
        }
      }),
    close: () => stop?.(),
  }
}
