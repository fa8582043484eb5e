import type { FileHandle } from 'node:fs/promises'
import { mkdir, open } from 'node:fs/promises'
import { dirname, join } from 'node:path'

/** Number of a file with content: that of the run that wrote it, then a count within the run. */
export type FileNumber = number

/** Files of one run of the program; a number stays below 2^53 for two million runs. */
const filesPerRun = 2 ** 32
const filesPerFolder = 1024

export const firstFileOf = (run: number): FileNumber => run * filesPerRun
export const runOf = (file: FileNumber): number => Math.floor(file / filesPerRun)

/** Where the files of a run are, below the folder of the account. */
export const runFolder = (folder: string, run: number): string => join(folder, 'content', run.toString(36))

/** Names are numbers of ours: nothing that a client sends becomes part of a path. */
export function fileName(folder: string, file: FileNumber): string {
  const count = file % filesPerRun
  return join(runFolder(folder, runOf(file)), Math.floor(count / filesPerFolder).toString(36), count.toString(36))
}

/** The number that a name below the folder of a run stands for; undefined for what is none of ours. */
export function parseFileName(run: number, name: string): FileNumber | undefined {
  return /^[0-9a-z]{1,7}$/.test(name) ? firstFileOf(run) + Number.parseInt(name, 36) : undefined
}

/** Makes names in folders durable; calls for one folder that come together share one sync. */
export class FolderSync {
  readonly #ensured = new Map<string, Promise<void>>()
  readonly #handles = new Map<string, FileHandle>()
  readonly #waiting = new Map<string, Promise<void>>()
  readonly #running = new Map<string, Promise<void>>()

  /** Makes the folder and those above it, with their names on disk. */
  ensure(path: string): Promise<void> {
    const known = this.#ensured.get(path)
    if (known !== undefined) return known
    const making = this.#make(path).catch((error: unknown) => {
      this.#ensured.delete(path)
      throw error
    })
    this.#ensured.set(path, making)
    return making
  }

  /** Resolves when every name that was in the folder at the time of the call is on disk. */
  sync(path: string): Promise<void> {
    // Windows opens no folders; there the names are durable with the files.
    if (process.platform === 'win32') return Promise.resolve()
    const waiting = this.#waiting.get(path)
    if (waiting !== undefined) return waiting
    const before = this.#running.get(path) ?? Promise.resolve()
    const next: Promise<void> = before
      .catch(() => {})
      .then(() => {
        this.#waiting.delete(path)
        this.#running.set(path, next)
        return this.#syncNow(path)
      })
      .finally(() => {
        if (this.#running.get(path) === next) this.#running.delete(path)
      })
    this.#waiting.set(path, next)
    return next
  }

  /** For a folder that gets no more files. */
  async forget(path: string): Promise<void> {
    const handle = this.#handles.get(path)
    this.#handles.delete(path)
    this.#ensured.delete(path)
    await handle?.close()
  }

  async close(): Promise<void> {
    for (const path of [...this.#handles.keys()]) await this.forget(path)
  }

  async #make(path: string): Promise<void> {
    const first = await mkdir(path, { recursive: true, mode: 0o700 })
    for (let made = path; first !== undefined; made = dirname(made)) {
      await this.sync(dirname(made))
      if (made === first) break
    }
    if (process.platform !== 'win32') this.#handles.set(path, await open(path, 'r'))
  }

  async #syncNow(path: string): Promise<void> {
    const kept = this.#handles.get(path)
    if (kept !== undefined) return await kept.sync()
    const handle = await open(path, 'r')
    try {
      await handle.sync()
    } finally {
      await handle.close()
    }
  }
}
