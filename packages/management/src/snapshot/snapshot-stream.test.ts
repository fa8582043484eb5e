import { type SnapshotMessage, snapshotStreamPath } from '@sluice/contracts'
import type { Store } from '@sluice/platform'
import { describe, expect, it } from 'vitest'
import { startManagement } from '../management.fixture.ts'
import { createGatewayChannel } from './gateway-channel.ts'
import { createSnapshotStream } from './snapshot-stream.ts'

const noGateways = createGatewayChannel({ guid: () => 'id' })
const open = (store: Store, after?: number) =>
  follow(createSnapshotStream(store, { after, closing: new AbortController().signal, gateways: noGateways }))

/** Reads messages of a stream one by one. */
function follow(stream: ReadableStream<Uint8Array>) {
  const reader = stream.pipeThrough(new TextDecoderStream()).getReader()
  let text = ''
  return {
    async next(): Promise<SnapshotMessage> {
      while (!text.includes('\n')) {
        const { value, done } = await reader.read()
        if (done) throw new Error('the stream ended')
        text += value
      }
      const line = text.slice(0, text.indexOf('\n'))
      text = text.slice(line.length + 1)
      return JSON.parse(line)
    },
    async nextChange(): Promise<SnapshotMessage & { type: 'change' }> {
      for (;;) {
        const message = await this.next()
        if (message.type === 'change') return message
      }
    },
    stop: () => reader.cancel(),
  }
}

describe('the snapshot stream', () => {
  it('begins with everything a gateway needs and holds no key', async () => {
    const { store, installation } = await startManagement()
    const stream = open(store)
    const first = await stream.next()
    if (first.type !== 'snapshot') throw new Error(first.type)
    const counts: Record<string, number> = {}
    for (const { kind } of first.entries) counts[kind] = (counts[kind] ?? 0) + 1
    expect(counts).toEqual({
      service: 1,
      group: 3,
      user: 1,
      groupUser: 2,
      subscription: 3,
      policy: 5,
      api: 2,
      operation: 11,
      product: 2,
      productGroup: 6,
      productApi: 3,
      diagnostic: 1,
    })
    expect(JSON.stringify(first)).not.toContain(installation?.starterKey)
    expect(JSON.stringify(first)).not.toContain('sealed:')
    await stream.stop()
  })

  it('goes on with every change, in order, without a gap, whoever writes meanwhile', async () => {
    const { store, call } = await startManagement()
    const stream = open(store)
    const first = await stream.next()
    const writes = Promise.all(
      Array.from({ length: 30 }, (_, n) => call('PUT', `/groups/g${n}`, { properties: { displayName: `G${n}` } })),
    )
    const seen: number[] = []
    for (let n = 0; n < 30; n += 1) seen.push((await stream.nextChange()).changeNumber)
    await writes
    expect(seen).toEqual(Array.from({ length: 30 }, (_, n) => first.changeNumber + n + 1))
    await call('DELETE', '/groups/g7', undefined, { 'If-Match': '*' })
    expect(await stream.nextChange()).toMatchObject({ put: [], remove: ['/services/sluice/groups/g7'] })
    await stream.stop()
  })

  it('sends only what changed to a gateway that says where it stands, and everything to one from elsewhere', async () => {
    const { store, call } = await startManagement()
    const { changeNumber } = await store.readAll()
    await call('PUT', '/groups/g', { properties: { displayName: 'G' } })
    const behind = open(store, changeNumber)
    expect(await behind.next()).toMatchObject({ type: 'change', changeNumber: changeNumber + 1 })
    expect(await behind.next()).toEqual({ type: 'heartbeat', changeNumber: changeNumber + 1 })
    const ahead = open(store, changeNumber + 1000)
    expect((await ahead.next()).type).toBe('snapshot')
    await Promise.all([behind.stop(), ahead.stop()])
  })

  it('ends between two lines when the service closes, so that its process can end', async () => {
    const { management, tokens, fetchRaw } = await startManagement()
    const token = await tokens.issue({ subject: 'gateway', role: 'internal' }, 60)
    const response = await fetchRaw(snapshotStreamPath, { headers: { Authorization: `Bearer ${token}` } })
    const reader = (response.body as ReadableStream<Uint8Array>).getReader()
    const read = async () => Buffer.from((await reader.read()).value ?? []).toString()
    let text = ''
    while (!text.includes('heartbeat')) text += await read()
    const rest = reader.read()
    management.close()
    expect(await rest).toEqual({ value: undefined, done: true })
    expect(text.endsWith('}\n')).toBe(true)
  })
})
