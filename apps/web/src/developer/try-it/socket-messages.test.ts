import { describe, expect, it } from 'vitest'
import {
  fromHex,
  isTarget,
  maxEntries,
  type SocketEntry,
  sizeOf,
  toProtocols,
  toShown,
  withEntry,
} from './socket-messages.ts'

describe('messages of a WebSocket', () => {
  it('are shown as text or as hexadecimal, and cut when they are long', () => {
    expect(toShown('hé')).toEqual({ text: 'hé', isCut: false })
    expect(toShown(Uint8Array.from({ length: 18 }, (_, at) => at))).toEqual({
      text: '00 01 02 03 04 05 06 07 08 09 0a 0b 0c 0d 0e 0f\n10 11',
      isCut: false,
    })
    expect([toShown('x'.repeat(5_000)).text.length, toShown('x'.repeat(5_000)).isCut]).toEqual([4_096, true])
    expect([sizeOf('hé'), sizeOf(new Uint8Array(3))]).toEqual([3, 3])
  })

  it('are written as hexadecimal with or without blanks', () => {
    expect(fromHex('00 fF\n10')).toEqual(Uint8Array.of(0, 255, 16))
    expect([fromHex('0'), fromHex('zz'), fromHex('')]).toEqual([undefined, undefined, new Uint8Array()])
  })

  it('are kept up to a number, the newest last', () => {
    let entries: readonly SocketEntry[] = []
    for (let id = 1; id <= maxEntries + 2; id++) {
      entries = withEntry(entries, { id, at: new Date(0), content: { kind: 'closed', code: 1000, reason: '' } })
    }
    expect([entries.length, entries[0]?.id, entries.at(-1)?.id]).toEqual([maxEntries, 3, maxEntries + 2])
  })
})

it('names of subprotocols and what follows an address are checked', () => {
  expect([toProtocols(' soap, wamp '), toProtocols(''), toProtocols('a b')]).toEqual([['soap', 'wamp'], [], undefined])
  expect(['', '/a?b=c', '?b', 'a', '/a b', '/#'].map(isTarget)).toEqual([true, true, true, false, false, false])
})
