import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { closeFrame } from './close-frame.ts'
import { FrameTracker } from './frame-tracker.ts'

/** A frame as it goes over the wire. */
function frame(opcode: number, length: number, isMasked = false): Uint8Array {
  const lengths =
    length < 126 ? [length] : length < 65_536 ? [126, length >> 8, length & 255] : [127, 0, 0, 0, 0, ...bytesOf(length)]
  lengths[0] = (lengths[0] as number) | (isMasked ? 128 : 0)
  return Uint8Array.of(
    128 | opcode,
    ...lengths,
    ...(isMasked ? [1, 2, 3, 4] : []),
    ...new Uint8Array(length).fill(0x88),
  )
}
const bytesOf = (length: number) => [length >>> 24, (length >> 16) & 255, (length >> 8) & 255, length & 255]

describe('FrameTracker', () => {
  it.each([0, 1, 125, 126, 65_535, 65_536])('finds the end of a frame of %i bytes, masked or not', (length) => {
    for (const isMasked of [false, true]) {
      const tracker = new FrameTracker()
      const bytes = frame(2, length, isMasked)
      expect(tracker.feed(bytes.subarray(0, -1))).toBe(bytes.length - 1)
      expect(tracker.isAtBoundary).toBe(false)
      expect(tracker.feed(bytes.subarray(-1))).toBe(1)
      expect([tracker.isAtBoundary, tracker.hasClosed]).toEqual([true, false])
    }
  })

  it('stops at the end of the frame that is passing, and at once between two', () => {
    const tracker = new FrameTracker()
    tracker.feed(frame(1, 10).subarray(0, 5))
    const rest = Uint8Array.of(...frame(1, 10).subarray(5), ...frame(1, 3))
    expect([tracker.feed(rest, true), tracker.isAtBoundary]).toEqual([7, true])
    expect(tracker.feed(frame(1, 3), true)).toBe(0)
  })

  it('knows when Close has passed whole', () => {
    const tracker = new FrameTracker()
    tracker.feed(closeFrame(1001).subarray(0, 3))
    expect(tracker.hasClosed).toBe(false)
    tracker.feed(closeFrame(1001).subarray(3))
    expect(tracker.hasClosed).toBe(true)
  })

  it('comes to the same whatever pieces the bytes come in', () => {
    const anyFrame = fc.record({ opcode: fc.constantFrom(0, 1, 2, 9, 10), length: fc.nat(300), isMasked: fc.boolean() })
    fc.assert(
      fc.property(fc.array(anyFrame, { minLength: 1, maxLength: 8 }), fc.nat(20), (frames, size) => {
        const bytes = Uint8Array.of(...frames.flatMap((one) => [...frame(one.opcode, one.length, one.isMasked)]))
        const tracker = new FrameTracker()
        const ends = new Set<number>()
        for (let at = 0; at < bytes.length; at += size + 1) {
          tracker.feed(bytes.subarray(at, at + size + 1))
          if (tracker.isAtBoundary) ends.add(Math.min(at + size + 1, bytes.length))
        }
        expect([ends.has(bytes.length), tracker.hasClosed]).toEqual([true, false])
      }),
      { seed: 6455 },
    )
  })
})

describe('closeFrame', () => {
  it('is unmasked to a client and masked to a server', () => {
    expect([...closeFrame(1001)]).toEqual([0x88, 2, 3, 0xe9])
    expect([...closeFrame(1001, Uint8Array.of(1, 2, 3, 4))]).toEqual([0x88, 0x82, 1, 2, 3, 4, 2, 0xeb])
  })
})
