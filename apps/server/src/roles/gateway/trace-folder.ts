import { mkdirSync, readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { CallTrace, TraceSummary } from '@sluice/contracts'
import type { KeptTraces } from '@sluice/gateway'
import type { Clock, Log } from '@sluice/platform'

export interface TraceFolderOptions {
  readonly folder: string
  readonly log: Log
  readonly clock: Clock
  readonly maxTraces: number
  readonly maxBytes: number
}

/** Traces of calls on disk: each a file, the oldest removed first. */
export interface TraceFolder extends KeptTraces {
  keep(trace: CallTrace): void
  close(): void
}

const lifetimeMs = 24 * 3_600_000
const cleaningMs = 60_000
const listed = 200

interface KeptFile {
  readonly name: string
  readonly keptAtMs: number
  readonly bytes: number
  readonly summary: TraceSummary
}

/** What is on disk from before is looked at when somebody asks, or when the first one comes. */
export function openTraceFolder(options: TraceFolderOptions): TraceFolder {
  const { log, clock, maxTraces, maxBytes } = options
  const folder = join(options.folder, 'traces')
  const files: KeptFile[] = []
  let totalBytes = 0
  let isOpen = false

  function open(): void {
    if (isOpen) return
    isOpen = true
    mkdirSync(folder, { recursive: true, mode: 0o700 })
    for (const name of readdirSync(folder).sort()) {
      const file = readFile(name)
      // One that was being written when the process ended.
      if (file === undefined) rmSync(join(folder, name), { force: true })
      else add(file)
    }
  }

  function readFile(name: string): KeptFile | undefined {
    const keptAtMs = Number(/^(\d{15})-[0-9a-z-]+\.json$/.exec(name)?.[1] ?? Number.NaN)
    if (Number.isNaN(keptAtMs)) return undefined
    try {
      const text = readFileSync(join(folder, name), 'utf8')
      const { traceEntries, ...summary } = JSON.parse(text) as CallTrace
      return { name, keptAtMs, bytes: statSync(join(folder, name)).size, summary }
    } catch (error) {
      log.warn('A trace on disk cannot be read; it is removed.', { name, error })
      return undefined
    }
  }

  function add(file: KeptFile): void {
    files.push(file)
    totalBytes += file.bytes
  }

  function clean(): void {
    const oldest = clock.now() - lifetimeMs
    let count = 0
    for (const file of files) {
      const isTooMany = files.length - count > maxTraces || totalBytes > maxBytes
      if (!isTooMany && file.keptAtMs >= oldest) break
      rmSync(join(folder, file.name), { force: true })
      totalBytes -= file.bytes
      count += 1
    }
    files.splice(0, count)
  }

  const isOf = (service: string) => (file: KeptFile) => file.summary.serviceName.toLowerCase() === service.toLowerCase()

  const timer = setInterval(() => {
    if (isOpen) clean()
  }, cleaningMs)
  timer.unref()

  return {
    keep(trace) {
      try {
        open()
        const text = JSON.stringify(trace)
        const keptAtMs = clock.now()
        const name = `${String(keptAtMs).padStart(15, '0')}-${trace.traceId.toLowerCase()}.json`
        const temporary = join(folder, `${name}.tmp`)
        // Not forced to the disk: a trace that a crash of the machine loses is no loss to any call.
        writeFileSync(temporary, text, { mode: 0o600 })
        renameSync(temporary, join(folder, name))
        const { traceEntries, ...summary } = trace
        add({ name, keptAtMs, bytes: Buffer.byteLength(text), summary })
        clean()
      } catch (error) {
        log.error('A trace cannot be written.', { traceId: trace.traceId, error })
      }
    },
    find(service, traceId) {
      open()
      clean()
      const file = files.find(
        (one) => isOf(service)(one) && one.summary.traceId.toLowerCase() === traceId.toLowerCase(),
      )
      return file && (JSON.parse(readFileSync(join(folder, file.name), 'utf8')) as CallTrace)
    },
    list(service) {
      open()
      clean()
      return files
        .filter(isOf(service))
        .slice(-listed)
        .reverse()
        .map(({ summary }) => summary)
    },
    close: () => clearInterval(timer),
  }
}
