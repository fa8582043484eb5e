import fc from 'fast-check'
import { expect, it } from 'vitest'
import { SharedIndex } from './shared-index.ts'

it('agrees with maps that are copied whole, and leaves the one before a change as it was', () => {
  const key = fc.constantFrom('', 'a', 'ab', 'abc', 'key-1', 'key-2', 'key-10', 'xyz', 'yxz')
  const changes = fc.array(fc.tuple(key, fc.option(fc.integer(), { nil: undefined })), { maxLength: 5 })
  fc.assert(
    fc.property(fc.array(changes, { maxLength: 20 }), (rounds) => {
      let index = new SharedIndex<number>()
      let model = new Map<string, number>()
      for (const round of rounds) {
        const before = { index, model }
        index = index.with(round)
        model = new Map(model)
        for (const [name, value] of round) {
          if (value === undefined) model.delete(name)
          else model.set(name, value)
        }
        expect(index.size).toBe(model.size)
        for (const [name, value] of model) expect(index.get(name)).toBe(value)
        for (const [name] of round) expect(index.get(name)).toBe(model.get(name))
        for (const [name, value] of before.model) expect(before.index.get(name)).toBe(value)
      }
    }),
  )
})
