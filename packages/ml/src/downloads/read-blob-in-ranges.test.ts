import { AppError } from '@sluice/contracts'
import type { BlobContainer, ReadBlobOptions } from '@sluice/platform'
import { describe, expect, it } from 'vitest'
import { readBlobInRanges } from './read-blob-in-ranges.ts'

const bytes = Uint8Array.from({ length: 100 }, (_, index) => index)
const entry = { path: 'a', bytes: 100, tag: 't' }
const { signal } = new AbortController()

/** A container whose connection ends after some bytes, so many times. */
function breaking(times: number, after: number, error: () => Error) {
  const asked: ReadBlobOptions[] = []
  let broken = 0
  const read: BlobContainer['read'] = async (_, options = {}) => {
    asked.push(options)
    const { start = 0, length = 0 } = options
    return (async function* () {
      if (broken < times) {
        broken += 1
        if (after > 0) yield bytes.subarray(start, start + after)
        throw error()
      }
      yield bytes.subarray(start, start + length)
    })()
  }
  return { container: { read } as BlobContainer, asked }
}

async function readAll(container: BlobContainer): Promise<number[]> {
  const found: number[] = []
  for await (const chunk of readBlobInRanges(container, entry, { signal, rangeBytes: 40 })) found.push(...chunk)
  return found
}

const lost = () => new Error('ECONNRESET')

describe('a blob', () => {
  it('is read range by range, all of the same content', async () => {
    const { container, asked } = breaking(0, 0, lost)
    expect(await readAll(container)).toEqual([...bytes])
    expect(asked.map(({ start, length, tag }) => [start, length, tag])).toEqual([
      [0, 40, 't'],
      [40, 40, 't'],
      [80, 20, 't'],
    ])
  })

  it('is gone on with where a connection broke, as long as anything comes', async () => {
    const { container } = breaking(9, 7, lost)
    expect(await readAll(container)).toEqual([...bytes])
  })

  it('is given up when nothing comes again and again, or when it has changed', async () => {
    await expect(readAll(breaking(3, 0, lost).container)).rejects.toThrow('ECONNRESET')
    const { container, asked } = breaking(1, 0, () => new AppError('BlobChanged', { blob: 'a' }))
    await expect(readAll(container)).rejects.toMatchObject({ code: 'BlobChanged' })
    expect(asked).toHaveLength(1)
  })
})
