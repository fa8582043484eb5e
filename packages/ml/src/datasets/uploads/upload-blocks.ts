import { mkdir, open, readdir, readFile, rename, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { AppError } from '@sluice/contracts'
import type { MessageBody } from '@sluice/platform'
import { toStorageError } from '../storage-full.ts'
import { receiveBody } from './receive-body.ts'

/** One of the pieces of a file that are sent in any order, each in a call of its own. */
export interface UploadBlock {
  /** From 0. */
  readonly index: number
  /** Of all blocks. */
  readonly count: number
}

/** More blocks would only be files without a purpose. */
export const mostBlocks = 100_000

const blockForm = /^(\d{1,6})-of-(\d{1,6})$/

/** Keeps a block; one that was sent before under its number is replaced. */
export async function keepBlock(
  folder: string,
  { index, count }: UploadBlock,
  body: MessageBody,
  { maxBytes, signal }: { readonly maxBytes: number; readonly signal: AbortSignal },
): Promise<void> {
  const blocks = join(folder, 'blocks')
  await mkdir(blocks, { recursive: true, mode: 0o700 })
  const others = await sizeOf(blocks, `${index}-of-${count}`)
  const draft = join(blocks, `.${index}`)
  try {
    const file = await open(draft, 'w')
    try {
      const end = Math.max(0, maxBytes - others)
      await receiveBody(body, file, { position: 0, end, onCheckpoint: async () => {}, signal })
      await file.sync()
    } finally {
      await file.close()
    }
    await rename(draft, join(blocks, `${index}-of-${count}`))
  } catch (error) {
    await rm(draft, { force: true })
    throw error instanceof AppError && error.code === 'UploadBeyondLength'
      ? new AppError('UploadTooLarge', { maxBytes })
      : toStorageError(error, 'this upload')
  }
}

/**
 * Puts the blocks one behind another into a file.
 * @returns its length; undefined when nothing came in blocks
 * @throws AppError `UploadBlocksMissing`, `StorageFull`
 */
export async function joinBlocks(folder: string, target: string): Promise<number | undefined> {
  const blocks = join(folder, 'blocks')
  const names = (await readdir(blocks).catch(() => [])).filter((name) => blockForm.test(name))
  if (names.length === 0) return undefined
  const counts = new Set(names.map((name) => Number(blockForm.exec(name)?.[2])))
  const count = Math.max(...counts)
  if (counts.size > 1 || names.length !== count) {
    throw new AppError('UploadBlocksMissing', { found: names.length, count })
  }
  const file = await open(target, 'w')
  let length = 0
  try {
    for (let index = 0; index < count; index += 1) {
      // Clients send 2 MB a block; one at a time is in memory.
      const bytes = await readFile(join(blocks, `${index}-of-${count}`))
      await file.write(bytes, 0, bytes.length, length)
      length += bytes.length
    }
    await file.truncate(length)
    await file.sync()
  } catch (error) {
    throw toStorageError(error, 'this upload')
  } finally {
    await file.close()
  }
  return length
}

export const removeBlocks = (folder: string): Promise<void> =>
  rm(join(folder, 'blocks'), { recursive: true, force: true })

async function sizeOf(blocks: string, except: string): Promise<number> {
  let size = 0
  for (const name of await readdir(blocks)) {
    if (name !== except) size += (await stat(join(blocks, name)).catch(() => undefined))?.size ?? 0
  }
  return size
}
