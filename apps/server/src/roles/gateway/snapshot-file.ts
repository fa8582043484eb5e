import { existsSync, mkdirSync, readFileSync, renameSync } from 'node:fs'
import { join } from 'node:path'
import type { SnapshotMessage } from '@sluice/contracts'
import type { Log } from '@sluice/platform'
import { writeFileAtomically } from '@sluice/platform/atomic-file'

const settleMs = 200
/** A large snapshot is written less often: writing takes at most a twentieth of the time. */
const restPerWrite = 20

/** The last good snapshot on disk. */
export interface SnapshotFile {
  /** The line of the whole snapshot; undefined when there is none that can be read. */
  load(): string | undefined
  /** Writes the present state soon; what comes until then goes along. */
  saveSoon(): void
  /** Writes what is still to be written. */
  close(): void
}

/** @param current the state to write, as one message */
export function createSnapshotFile(folder: string, log: Log, current: () => SnapshotMessage): SnapshotFile {
  const path = join(folder, 'snapshot.json')
  let timer: NodeJS.Timeout | undefined
  let restUntil = 0

  const save = () => {
    timer = undefined
    const startedAt = performance.now()
    try {
      mkdirSync(folder, { recursive: true, mode: 0o700 })
      writeFileAtomically(path, JSON.stringify(current()))
    } catch (error) {
      log.error('The snapshot cannot be written; after a restart the gateway begins with the one before it.', {
        path,
        error,
      })
    }
    const endedAt = performance.now()
    restUntil = endedAt + (endedAt - startedAt) * restPerWrite
  }
  return {
    load() {
      if (!existsSync(path)) return undefined
      try {
        const line = readFileSync(path, 'utf8')
        const message = JSON.parse(line) as SnapshotMessage
        if (message.type !== 'snapshot' || !Array.isArray(message.entries)) throw new Error('It is no snapshot.')
        return line
      } catch (error) {
        const setAside = `${path}.unreadable`
        renameSync(path, setAside)
        log.error('The snapshot on disk cannot be read; it is set aside, and management is asked for another.', {
          setAside,
          error,
        })
        return undefined
      }
    },
    saveSoon() {
      timer ??= setTimeout(save, Math.max(settleMs, restUntil - performance.now()))
    },
    close() {
      if (timer === undefined) return
      clearTimeout(timer)
      save()
    },
  }
}
