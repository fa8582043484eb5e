import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Packable } from '../modules/port-values.ts'
import { packValue, unpackValue } from './pack.ts'

const typedArrays = fc.oneof(
  fc.float64Array(),
  fc.float32Array(),
  fc.int32Array(),
  fc.uint32Array(),
  fc.int16Array(),
  fc.uint16Array(),
  fc.int8Array(),
  fc.uint8Array(),
  fc.bigInt64Array(),
)
const leaves = fc.oneof(fc.constant(null), fc.boolean(), fc.double(), fc.string({ unit: 'binary' }), typedArrays)
const names = fc.string().filter((name) => !name.startsWith('$') && name !== '__proto__')
const values = fc.letrec<{ value: unknown }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 4 },
    leaves,
    fc.array(tie('value')),
    fc.dictionary(names, tie('value'), { noNullPrototype: true }),
  ),
})).value as fc.Arbitrary<Packable>

describe('packing', () => {
  it('gives back what was packed', () => {
    fc.assert(
      fc.property(values, (value) => {
        expect(unpackValue(packValue(value), 'x')).toEqual(value)
      }),
    )
  })

  it('notices every changed byte', () => {
    const bytes = packValue({ weights: Float64Array.of(1, 2, 3), name: 'model' })
    for (let place = 0; place < bytes.length; place += 1) {
      const damaged = Uint8Array.from(bytes)
      damaged[place] = (damaged[place] as number) ^ 1
      expect(() => unpackValue(damaged, 'model.bin'), `byte ${place}`).toThrow('model.bin contains invalid data.')
    }
    for (let length = 0; length < bytes.length; length += 1) {
      expect(() => unpackValue(bytes.slice(0, length), 'model.bin')).toThrow('model.bin contains invalid data.')
    }
  })
})
