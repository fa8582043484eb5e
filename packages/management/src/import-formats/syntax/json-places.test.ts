import { expect, it } from 'vitest'
import { placesInJson } from './json-places.ts'

const text = `{
  "a": [1, {"b \\"x\\"": true}, "[{"],
  "c": {"d": {}, "d": "last\\\\"},
  "e": -1.5e3
}`

it.each([
  [[], { line: 1, column: 1 }],
  [['a'], { line: 2, column: 8 }],
  [['a', '0'], { line: 2, column: 9 }],
  [['a', '1', 'b "x"'], { line: 2, column: 24 }],
  [['a', '2'], { line: 2, column: 31 }],
  [['c', 'd'], { line: 3, column: 23 }],
  [['e'], { line: 4, column: 8 }],
  [['a', '1', 'missing', 'x'], { line: 2, column: 12 }],
  [['e', 'deeper'], { line: 4, column: 8 }],
])('finds where %j begins', (path, place) => {
  expect(placesInJson(text, [path])).toEqual([place])
})

it('finds several at once, also behind a byte order mark', () => {
  expect(placesInJson('\uFEFF[1,\n2]', [['1'], ['0'], []])).toEqual([
    { line: 2, column: 1 },
    { line: 1, column: 3 },
    { line: 1, column: 2 },
  ])
})
