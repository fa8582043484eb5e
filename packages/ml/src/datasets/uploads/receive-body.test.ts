import { createMemoryCall } from '@sluice/platform'
import { describe, expect, it } from 'vitest'
import { receiveBody } from './receive-body.ts'

const full = (call: string) => Object.assign(new Error(`ENOSPC: no space left on device, ${call}`), { code: 'ENOSPC' })

/** A file on a disk with room for so many bytes; one that lies takes all, and tells when it is to be safe. */
function fileWith(room: number, isLying = false) {
  let written = 0
  return {
    async write(bytes: Uint8Array, offset: number, length: number) {
      if (!isLying && written === room) throw full('write')
      const bytesWritten = isLying ? length : Math.min(length, room - written)
      written += bytesWritten
      return { bytesWritten, buffer: bytes.subarray(offset) }
    },
    async datasync() {
      if (written > room) throw full('fdatasync')
    },
  } as never
}

async function receive(body: string, file: never) {
  const noted: number[] = []
  const options = {
    position: 0,
    end: 100,
    onCheckpoint: async (position: number) => void noted.push(position),
    signal: new AbortController().signal,
  }
  const result = await receiveBody(createMemoryCall({ method: 'PATCH', body }).call.body, file, options).then(
    (position) => position,
    (error: { code: string; message: string }) => error.code,
  )
  return { result, noted }
}

describe('a body', () => {
  it('is written in whole, however little a write takes', async () => {
    expect(await receive('hello', fileWith(5))).toEqual({ result: 5, noted: [5] })
  })

  it('does not find room on a full disk; nothing that is not there is noted', async () => {
    expect(await receive('hello', fileWith(3))).toEqual({ result: 'StorageFull', noted: [] })
  })

  it('may find out only when it is put on disk that there is no room', async () => {
    expect(await receive('hello', fileWith(3, true))).toEqual({ result: 'StorageFull', noted: [] })
  })
})
