import fc from 'fast-check'
import { expect, it } from 'vitest'
import { createLineSplitter } from './line-splitter.ts'

it('gives the same lines however the bytes are cut', () => {
  const line = fc.stringMatching(/^[a-zäöü€𝄞{}":]{1,20}$/u)
  fc.assert(
    fc.property(fc.array(line), fc.array(fc.integer({ min: 1, max: 7 }), { minLength: 1 }), (lines, cuts) => {
      const found: string[] = []
      const take = createLineSplitter((text) => found.push(text))
      const bytes = Buffer.from(lines.map((text) => `${text}\n`).join(''))
      for (let at = 0, turn = 0; at < bytes.length; turn++) {
        const size = cuts[turn % cuts.length] ?? 1
        take(bytes.subarray(at, at + size))
        at += size
      }
      expect(found).toEqual(lines)
    }),
  )
})
