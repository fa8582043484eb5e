import { appendFileSync, existsSync, mkdirSync, readFileSync, renameSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import type { SnapshotMessage } from '@sluice/contracts'
import type { Log } from '@sluice/platform'
import { writeFileAtomically } from '@sluice/platform/atomic-file'

const settleMs = 200
/** A large snapshot is written less often: writing takes at most a twentieth of the time. */
const restPerWrite = 20

/**
 * The last good snapshot on disk, and the changes since it was written: a kill right after a change must not bring the
 * state before it back while management is away.
 */
export interface SnapshotFile {
  /** The snapshot, then each change after it; nothing when there is none that can be read. */
  load(): readonly SnapshotMessage[]
  /** Keeps a change at once, as it came, and writes the whole state soon. */
  append(line: string): void
  /** Writes the whole state soon; what comes until then goes along. */
  saveSoon(): void
  /** Writes what is still to be written. */
  close(): void
}

/** @param current the state to write, as one message */
export function createSnapshotFile(folder: string, log: Log, current: () => SnapshotMessage): SnapshotFile {
  const path = join(folder, 'snapshot.json')
  const changesPath = join(folder, 'changes.jsonl')
  let timer: NodeJS.Timeout | undefined
  let restUntil = 0

  const save = () => {
    timer = undefined
    const startedAt = performance.now()
    try {
      mkdirSync(folder, { recursive: true, mode: 0o700 })
      writeFileAtomically(path, JSON.stringify(current()))
      // After a kill in between, the changes are older than the snapshot and are passed over.
      rmSync(changesPath, { force: true })
    } catch (error) {
      log.error('The snapshot cannot be written; after a restart the gateway begins with the one before it.', {
        path,
        error,
      })
    }
    const endedAt = performance.now()
    restUntil = endedAt + (endedAt - startedAt) * restPerWrite
  }
  const saveSoon = () => {
    timer ??= setTimeout(save, Math.max(settleMs, restUntil - performance.now()))
  }
  return {
    load() {
      const snapshot = loadSnapshot(path, log)
      if (snapshot === undefined) return []
      const changes = loadChanges(changesPath, snapshot.changeNumber)
      if (changes.length > 0) saveSoon()
      return [snapshot, ...changes]
    },
    append(line) {
      try {
        appendFileSync(changesPath, `${line}\n`, { mode: 0o600 })
      } catch (error) {
        log.error('A change cannot be written; it is on disk when the whole snapshot is.', { path: changesPath, error })
      }
      saveSoon()
    },
    saveSoon,
    close() {
      if (timer === undefined) return
      clearTimeout(timer)
      save()
    },
  }
}

function loadSnapshot(path: string, log: Log): (SnapshotMessage & { type: 'snapshot' }) | undefined {
  if (!existsSync(path)) return undefined
  try {
    const message = JSON.parse(readFileSync(path, 'utf8')) as SnapshotMessage
    if (message.type !== 'snapshot' || !Array.isArray(message.entries)) throw new Error('It is no snapshot.')
    return message
  } catch (error) {
    const setAside = `${path}.unreadable`
    renameSync(path, setAside)
    log.error('The snapshot on disk cannot be read; it is set aside, and management is asked for another.', {
      setAside,
      error,
    })
    return undefined
  }
}

/** Changes that follow the snapshot without a gap; the last line may have been cut off by a kill. */
function loadChanges(path: string, snapshotNumber: number): SnapshotMessage[] {
  if (!existsSync(path)) return []
  const changes: SnapshotMessage[] = []
  for (const line of readFileSync(path, 'utf8').split('\n')) {
    const message = parseChange(line)
    if (message === undefined) break
    const expected = snapshotNumber + changes.length + 1
    if (message.changeNumber < expected) continue
    if (message.changeNumber > expected) break
    changes.push(message)
  }
  return changes
}

function parseChange(line: string): SnapshotMessage | undefined {
  try {
    const message = JSON.parse(line) as SnapshotMessage
    return message.type === 'change' ? message : undefined
  } catch {
    // A line that is cut off is where the process was killed; what it held comes again from management.
    return undefined
  }
}
