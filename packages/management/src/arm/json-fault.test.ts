import { describe, expect, it } from 'vitest'
import { findJsonFault } from './json-fault.ts'

describe('the first fault of a JSON text', () => {
  it.each([
    ['{"a": }', 1, 7, '}'],
    ['{"a": 1,}', 1, 9, '}'],
    ['[1 2]', 1, 4, '2'],
    ['{"a": 1', 1, 8, undefined],
    ['', 1, 1, undefined],
    ['{\n  "a": 01\n}', 2, 8, '0'],
    ['{\n  "a": "b\n}', 2, 10, '\n'],
    ['"\\x"', 1, 2, '\\'],
    ["{'a': 1}", 1, 2, "'"],
    ['{"a": 1}}', 1, 9, '}'],
    ['[1}', 1, 3, '}'],
    ['{]', 1, 2, ']'],
    ['[nul]', 1, 2, 'n'],
    ['{"a" 1}', 1, 6, '1'],
    ['{"a": 1 "b": 2}', 1, 9, '"'],
  ])('of %j is at line %i, column %i', (text, line, column, found) => {
    expect(() => JSON.parse(text)).toThrow()
    expect(findJsonFault(text)).toEqual({ line, column, found })
  })

  it.each(['{}', ' [ ] ', '[{"a":[1,-2.5e-3,true,null,"\\u00e4\\n"]},{}]', '"x"', '-0.1', ' null\n'])(
    'is not there in %j',
    (text) => {
      JSON.parse(text)
      expect(findJsonFault(text)).toBeUndefined()
    },
  )

  it('is found in a long text', () => {
    expect(findJsonFault(`{"a": "${'x'.repeat(3_000_000)}" !}`)).toMatchObject({ line: 1, found: '!' })
  })
})
