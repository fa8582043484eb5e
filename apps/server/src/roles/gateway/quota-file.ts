import { existsSync, mkdirSync, readFileSync, renameSync } from 'node:fs'
import { join } from 'node:path'
import { type CounterTable, type QuotaRecord, readQuotaRecord, saveQuotas } from '@sluice/gateway'
import type { Log } from '@sluice/platform'
import { writeFileAtomically } from '@sluice/platform/atomic-file'

const intervalMs = 1_000

const pathIn = (folder: string) => join(folder, 'quotas.bin')

/** What quotas stood at before the last stop; undefined when there is nothing that can be read. */
export function loadQuotaFile(folder: string, log: Log): QuotaRecord | undefined {
  const path = pathIn(folder)
  if (!existsSync(path)) return undefined
  const record = readQuotaRecord(readFileSync(path))
  if (record === undefined) {
    const setAside = `${path}.unreadable`
    renameSync(path, setAside)
    log.error('The quotas on disk cannot be read; they are set aside, and all quotas begin anew.', { setAside })
  }
  return record
}

export interface QuotaFile {
  /** Writes at once, for what must not be lost with the next kill. */
  save(): void
  close(): void
}

/** Writes what quotas stand at, about once a second when they moved. */
export function keepQuotaFile(folder: string, table: CounterTable, log: Log): QuotaFile {
  let written: Uint8Array | undefined
  let evictionsSeen = 0
  const save = () => {
    const bytes = saveQuotas(table)
    if (written !== undefined && Buffer.compare(bytes, written) === 0) return
    try {
      mkdirSync(folder, { recursive: true, mode: 0o700 })
      writeFileAtomically(pathIn(folder), bytes)
      written = bytes
    } catch (error) {
      log.error('The quotas cannot be written; after a crash they begin at what was written last.', { error })
    }
  }
  const timer = setInterval(() => {
    save()
    if (table.evictions > evictionsSeen) {
      log.warn('More limits are counted than there is room for; some of them began anew.', {
        since: 'start',
        counters: table.evictions,
      })
      evictionsSeen = table.evictions
    }
  }, intervalMs)
  timer.unref()
  return {
    save,
    close() {
      clearInterval(timer)
      save()
    },
  }
}
