import { mkdir, open, readdir, readFile, rename, rm, statfs, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { AppError, isAppError } from '@sluice/contracts'
import type { Clock, MessageBody } from '@sluice/platform'
import * as z from 'zod'
import type { RandomBytes } from '../../web-services/endpoint-keys.ts'
import { toStorageError } from '../storage-full.ts'
import { receiveBody } from './receive-body.ts'
import { joinBlocks, keepBlock, removeBlocks, type UploadBlock } from './upload-blocks.ts'

/** A file on its way here, or here and not yet made into something. */
export interface Upload {
  readonly id: string
  readonly workspaceId: string
  readonly byteLength: number
  /** All before it is on disk. */
  readonly offset: number
  /** Texts that came with it, such as `filename`. */
  readonly metadata: Readonly<Record<string, string>>
  readonly createdAt: string
  /** When it is thrown away unless something happens to it. */
  readonly expiresAt: string
}

export interface UploadOptions {
  readonly folder: string
  readonly clock: Clock
  readonly randomBytes: RandomBytes
  readonly maxBytes: number
  /** Since the last byte; default one day. */
  readonly lifetimeMs?: number
}

const uploadRecord = z.strictObject({
  workspaceId: z.string(),
  byteLength: z.int().min(0),
  metadata: z.record(z.string(), z.string()),
  createdAt: z.string(),
})

const idForm = /^[0-9a-f]{32}$/
const defaultLifetimeMs = 86_400_000

/** Uploads, each a folder: the bytes, what was said of them, and up to where they are surely on disk. */
export interface Uploads {
  readonly maxBytes: number
  /** @throws AppError `UploadTooLarge`, `StorageFull` */
  create(request: Pick<Upload, 'workspaceId' | 'byteLength' | 'metadata'>): Promise<Upload>
  /** @throws AppError `UploadNotFound` */
  find(workspaceId: string, id: string): Promise<Upload>
  list(workspaceId: string): Promise<Upload[]>
  /** A whole file in one call, whose length need not be known. Where it fails nothing is left. */
  receive(request: {
    readonly workspaceId: string
    readonly metadata: Upload['metadata']
    readonly body: MessageBody
  }): Promise<Upload>
  /**
   * Goes on with an upload. Another call that still holds it is ended first: its sender has gone, or would not be here.
   * @throws AppError `UploadNotFound`, `UploadOffsetConflict`, `UploadBeyondLength`, `StorageFull`
   */
  append(upload: Upload, offset: number, body: MessageBody): Promise<Upload>
  /** Says what the file is called. @throws AppError `UploadNotFound` */
  rename(workspaceId: string, id: string, fileName: string): Promise<void>
  /** Takes a piece of a file whose pieces come in any order. @throws AppError `UploadNotFound`, `UploadTooLarge`, `StorageFull` */
  putBlock(workspaceId: string, id: string, block: UploadBlock, body: MessageBody): Promise<void>
  /** Makes one file of the blocks, where there are any. @throws AppError `UploadNotFound`, `UploadBlocksMissing` */
  joinBlocks(workspaceId: string, id: string): Promise<void>
  /** The file of a whole upload. @throws AppError `UploadNotFound`, `UploadIncomplete` */
  file(workspaceId: string, id: string): Promise<{ readonly upload: Upload; readonly path: string }>
  remove(workspaceId: string, id: string): Promise<void>
  /** Throws away what has expired, but what `isHeld`. @returns how many */
  sweep(isHeld: (upload: Upload) => boolean): Promise<number>
}

export async function openUploads(options: UploadOptions): Promise<Uploads> {
  const { folder, clock, randomBytes, maxBytes, lifetimeMs = defaultLifetimeMs } = options
  await mkdir(folder, { recursive: true, mode: 0o700 })
  // What was being made or removed when the process before this one ended.
  for (const name of await readdir(folder)) {
    if (/^\.(?:new|gone)-/.test(name)) await rm(join(folder, name), { recursive: true, force: true })
  }
  const running = new Map<string, { readonly stop: AbortController; readonly done: Promise<unknown> }>()
  const pathOf = (id: string, name = '') => join(folder, id, name)

  const read = async (id: string): Promise<Upload | undefined> => {
    if (!idForm.test(id)) return undefined
    const [record, place] = await Promise.all([readText(pathOf(id, 'upload.json')), readText(pathOf(id, 'offset'))])
    if (record === undefined || place === undefined) return undefined
    const [offset = 0, changedAt = 0] = place.split(' ').map(Number)
    const expiresAt = changedAt + lifetimeMs
    return {
      id,
      ...uploadRecord.parse(JSON.parse(record)),
      offset,
      expiresAt: new Date(expiresAt).toISOString(),
    }
  }
  const isExpired = ({ expiresAt }: Upload) => Date.parse(expiresAt) <= clock.now()
  const find = async (workspaceId: string, id: string): Promise<Upload> => {
    const found = await read(id)
    if (found === undefined || found.workspaceId !== workspaceId || isExpired(found)) {
      throw new AppError('UploadNotFound', { id })
    }
    return found
  }
  /** Always as long, so that it is overwritten in place: one sector is written whole or not at all. */
  const writeOffset = async (id: string, offset: number) => {
    const file = await open(pathOf(id, 'offset'), 'r+')
    try {
      await file.write(placeText(offset, clock.now()), 0)
      await file.datasync()
    } finally {
      await file.close()
    }
  }
  /** Ends what holds an upload, then does this, so that one thing at a time happens to it. */
  const takeOver = async (id: string, work: (signal: AbortSignal) => Promise<void>): Promise<void> => {
    const before = running.get(id)
    before?.stop.abort()
    const stop = new AbortController()
    const taken = (async () => {
      await before?.done
      if (stop.signal.aborted) throw new AppError('UploadTakenOver', {})
      await work(stop.signal)
    })()
    const holder = { stop, done: taken.catch(() => undefined) }
    running.set(id, holder)
    try {
      await taken
    } finally {
      if (running.get(id) === holder) running.delete(id)
    }
  }
  const receive = async (upload: Upload, offset: number, body: MessageBody, signal: AbortSignal) => {
    const { id, byteLength } = upload
    const current = await find(upload.workspaceId, id)
    if (current.offset !== offset) throw new AppError('UploadOffsetConflict', { offset, expected: current.offset })
    if (body.length !== undefined && offset + body.length > byteLength) {
      throw new AppError('UploadBeyondLength', { length: byteLength })
    }
    const file = await open(pathOf(id, 'data'), 'r+')
    try {
      // Behind the noted place may stand what was written and never acknowledged.
      await file.truncate(offset)
      const onCheckpoint = (position: number) => writeOffset(id, position)
      await receiveBody(body, file, { position: offset, end: byteLength, onCheckpoint, signal })
    } finally {
      await file.close()
    }
  }
  const remove = (id: string) =>
    takeOver(id, async () => {
      // Out of sight in one step; the next start finds what a kill leaves of it.
      const gone = join(folder, `.gone-${id}`)
      await rename(pathOf(id), gone).catch(ignoreMissing)
      await rm(gone, { recursive: true, force: true })
    })
  const create: Uploads['create'] = async ({ workspaceId, byteLength, metadata }) => {
    if (byteLength > maxBytes) throw new AppError('UploadTooLarge', { maxBytes })
    const { bavail, bsize } = await statfs(folder)
    if (byteLength > bavail * bsize) throw new AppError('StorageFull', { what: `an upload of ${byteLength} bytes` })
    const id = Buffer.from(randomBytes(16)).toString('hex')
    // Under another name until it is whole: what a kill leaves is no upload, and is swept.
    const draft = join(folder, `.new-${id}`)
    try {
      await mkdir(draft, { mode: 0o700 })
      const createdAt = new Date(clock.now()).toISOString()
      await writeRecord(join(draft, 'upload.json'), { workspaceId, byteLength, metadata, createdAt })
      await writeFile(join(draft, 'offset'), placeText(0, clock.now()), { flush: true })
      await writeFile(join(draft, 'data'), '', { flush: true })
      await rename(draft, pathOf(id))
      await syncFolder(folder)
    } catch (error) {
      await rm(draft, { recursive: true, force: true })
      throw toStorageError(error, 'this upload')
    }
    return find(workspaceId, id)
  }
  const listAll = async (): Promise<Upload[]> => {
    const names = (await readdir(folder)).filter((name) => idForm.test(name))
    return (await Promise.all(names.map(read))).filter((upload) => upload !== undefined)
  }

  return {
    maxBytes,
    find,
    create,
    async receive({ workspaceId, metadata, body }) {
      const upload = await create({ workspaceId, byteLength: body.length ?? 0, metadata })
      const byteLength = body.length ?? maxBytes
      try {
        await takeOver(upload.id, (signal) => receive({ ...upload, byteLength }, 0, body, signal))
        const { offset, ...received } = await find(workspaceId, upload.id)
        if (body.length !== undefined) return { ...received, offset }
        await writeRecord(pathOf(upload.id, 'upload.json'), { ...received, byteLength: offset })
        return { ...received, byteLength: offset, offset }
      } catch (error) {
        await remove(upload.id)
        throw isAppError(error) && error.code === 'UploadBeyondLength'
          ? new AppError('UploadTooLarge', { maxBytes })
          : error
      }
    },
    async list(workspaceId) {
      const all = await listAll()
      return all
        .filter((upload) => upload.workspaceId === workspaceId && !isExpired(upload))
        .sort((a, b) => a.createdAt.localeCompare(b.createdAt))
    },
    async append(upload, offset, body) {
      await takeOver(upload.id, (signal) => receive(upload, offset, body, signal))
      return find(upload.workspaceId, upload.id)
    },
    async rename(workspaceId, id, fileName) {
      const upload = await find(workspaceId, id)
      const metadata = { ...upload.metadata, filename: fileName }
      await writeRecord(pathOf(id, 'upload.json'), { ...upload, metadata })
    },
    async putBlock(workspaceId, id, block, body) {
      await find(workspaceId, id)
      const { signal } = new AbortController()
      await keepBlock(pathOf(id), block, body, { maxBytes, signal })
      await writeOffset(id, 0)
    },
    async joinBlocks(workspaceId, id) {
      const upload = await find(workspaceId, id)
      await takeOver(id, async () => {
        const byteLength = await joinBlocks(pathOf(id), pathOf(id, 'data'))
        if (byteLength === undefined) return
        // The length first: before the offset reaches it, the upload only seems to lack its end.
        await writeRecord(pathOf(id, 'upload.json'), { ...upload, byteLength })
        await writeOffset(id, byteLength)
        await removeBlocks(pathOf(id))
      })
    },
    async file(workspaceId, id) {
      // Until it is swept it may be used: an import that goes on after a long stop needs it.
      const upload = await read(id)
      if (upload === undefined || upload.workspaceId !== workspaceId) throw new AppError('UploadNotFound', { id })
      if (upload.offset < upload.byteLength) {
        throw new AppError('UploadIncomplete', { id, offset: upload.offset, length: upload.byteLength })
      }
      return { upload, path: pathOf(id, 'data') }
    },
    async remove(workspaceId, id) {
      await find(workspaceId, id)
      await remove(id)
    },
    async sweep(isHeld) {
      const expired = (await listAll()).filter((upload) => isExpired(upload) && !isHeld(upload))
      for (const { id } of expired) await remove(id)
      return expired.length
    },
  }
}

/** Old or new, whole, also after a kill. */
async function writeRecord(path: string, upload: Omit<Upload, 'id' | 'offset' | 'expiresAt'>): Promise<void> {
  const { workspaceId, byteLength, metadata, createdAt } = upload
  await writeFile(`${path}.new`, JSON.stringify({ workspaceId, byteLength, metadata, createdAt }), { flush: true })
  await rename(`${path}.new`, path)
}

const placeText = (offset: number, now: number): string =>
  `${String(offset).padStart(16, '0')} ${String(now).padStart(16, '0')}\n`

const readText = (path: string): Promise<string | undefined> => readFile(path, 'utf8').catch(ignoreMissing)

function ignoreMissing(error: unknown): undefined {
  if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error
  return undefined
}

async function syncFolder(path: string): Promise<void> {
  // Windows opens no folders; there the rename itself is durable enough.
  if (process.platform === 'win32') return
  const handle = await open(path, 'r')
  try {
    await handle.sync()
  } finally {
    await handle.close()
  }
}
