import { randomBytes } from 'node:crypto'
import { AppError } from '@sluice/contracts'
import type { BlobContainer, BlobEntry, BlockName, WriteBlobOptions } from './blobs.ts'

const blockBytes = 8 * 1024 * 1024

/** Stages the content block by block, and commits them once all are there. */
export async function writeInBlocks(
  container: Pick<BlobContainer, 'address' | 'find' | 'stageBlock' | 'commitBlocks'>,
  path: string,
  content: AsyncIterable<Uint8Array>,
  options: WriteBlobOptions,
): Promise<BlobEntry> {
  // Better known before all is sent than after; the commit itself makes sure.
  if (options.mustBeNew === true && (await container.find(path, options.signal)) !== undefined) {
    throw new AppError('BlobExists', { blob: `${container.address}/${path}` })
  }
  const series = randomBytes(16).toString('hex')
  const blocks: BlockName[] = []
  for await (const bytes of inBlocks(content)) {
    options.signal?.throwIfAborted()
    const block = { series, number: blocks.length }
    await container.stageBlock(path, block, bytes, options.signal)
    blocks.push(block)
  }
  options.signal?.throwIfAborted()
  return await container.commitBlocks(path, blocks, options)
}

async function* inBlocks(content: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  let block = new Uint8Array(blockBytes)
  let filled = 0
  for await (const chunk of content) {
    for (let start = 0; start < chunk.length; ) {
      const taken = Math.min(chunk.length - start, blockBytes - filled)
      block.set(chunk.subarray(start, start + taken), filled)
      filled += taken
      start += taken
      if (filled < blockBytes) continue
      yield block
      block = new Uint8Array(blockBytes)
      filled = 0
    }
  }
  if (filled > 0) yield block.subarray(0, filled)
}
