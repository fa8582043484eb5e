import { describe, expect, it } from 'vitest'
import { validateValue } from './validate-value.ts'

const bitsize = { type: 'integer', minimum: 1, maximum: 31 }

describe('a value that is typed', () => {
  it.each([
    [bitsize, 3, undefined],
    [bitsize, 'ten', { kind: 'faultNumber' }],
    [bitsize, 2.5, { kind: 'faultWhole' }],
    [bitsize, 32, { kind: 'faultRange', minimum: 1, maximum: 31 }],
    [{ type: 'integer', minimum: 0, maximum: Number.MAX_SAFE_INTEGER }, -1, { kind: 'faultMinimum', limit: 0 }],
    [{ type: 'number', maximum: 1 }, 2, { kind: 'faultMaximum', limit: 1 }],
    [{ type: 'number', exclusiveMinimum: 0 }, 0, { kind: 'faultAbove', limit: 0 }],
    [{ type: 'number', exclusiveMaximum: 1 }, 1, { kind: 'faultBelow', limit: 1 }],
    [{ type: 'string', minLength: 1 }, '', { kind: 'faultMissing' }],
    [{ type: 'string', minLength: 3 }, 'ab', { kind: 'faultShort', limit: 3 }],
    [{ type: 'string', maxLength: 3 }, 'abcd', { kind: 'faultLong', limit: 3 }],
    [{ type: 'string', pattern: '^[0-9]+$' }, 'a', { kind: 'faultPattern' }],
    [{ type: 'string', enum: ['a', 'b'] }, 'c', { kind: 'faultChoice' }],
    [{ type: 'array', minItems: 1 }, [], { kind: 'faultFew', limit: 1 }],
    [{ type: 'object' }, '{', { kind: 'faultJson' }],
    [{}, 'anything', undefined],
  ])('of the form %j: %j', (schema, value, fault) => {
    expect(validateValue(schema, value)).toEqual(fault)
  })

  it('is told which one of a list is wrong', () => {
    expect(validateValue({ type: 'array', items: bitsize }, [2, 'x', 99])).toEqual({
      kind: 'faultItem',
      item: 1,
      value: 'x',
      fault: { kind: 'faultNumber' },
    })
  })
})
