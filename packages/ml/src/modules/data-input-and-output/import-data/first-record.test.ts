import { describe, expect, it } from 'vitest'
import { endOfFirstRecord } from './first-record.ts'

describe('the first record', () => {
  it.each([
    ['a,b\n1,2', 4],
    ['a,b\r\n1,2', 5],
    ['a,b\r1,2', 4],
    ['\n\na\n1', 4],
    ['"a\n""b""",c\n1', 12],
    ['5" disk,"x\ny"\n1', 14],
    ['"a"\n', 4],
  ])('of %j ends at %i', (text, end) => {
    expect(endOfFirstRecord(text, ',', true)).toBe(end)
    for (let cut = 0; cut < text.length; cut += 1) {
      const found = endOfFirstRecord(text.slice(0, cut), ',', false)
      if (found !== undefined) expect(found).toBe(end)
    }
  })

  it('may be all there is, or may be still to come', () => {
    expect(endOfFirstRecord('a,b', ',', true)).toBe(3)
    expect(endOfFirstRecord('"a', ',', true)).toBe(2)
    expect(endOfFirstRecord('a,b', ',', false)).toBeUndefined()
    expect(endOfFirstRecord('a,b\r', ',', false)).toBeUndefined()
    expect(endOfFirstRecord('', ',', true)).toBe(0)
  })
})
