import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { decodePacked, encodePacked } from './packed-data.ts'

describe('packed values', () => {
  it('come back as they were', () => {
    const any = fc.anything({
      withBigInt: true,
      withDate: true,
      withMap: true,
      withSet: true,
      withNullPrototype: false,
    })
    fc.assert(
      fc.property(any, (value) => {
        expect(decodePacked(encodePacked(value))).toEqual({ value })
      }),
      { seed: 3 },
    )
    const bytes = Uint8Array.of(0, 255)
    expect(decodePacked(encodePacked({ bytes, list: ['list', undefined, -0, Number.NaN] }))).toEqual({
      value: { bytes, list: ['list', undefined, -0, Number.NaN] },
    })
  })

  it('are none where somebody else wrote something', () => {
    for (const text of ['', '{', '["code",1]', '["bigint","x"]']) {
      expect(decodePacked(Buffer.from(text))).toBe(undefined)
    }
  })

  it('cannot be made of code', () => {
    expect(() => encodePacked(() => 1)).toThrow('A function cannot be kept.')
  })
})
