import { expect, it } from 'vitest'
import { formatComposite } from './composite-format.ts'

const format = (text: string, ...args: (string | null)[]) =>
  formatComposite(text, args, (argument, spec) => (argument ?? '') + (spec === undefined ? '' : `<${spec}>`))

it.each([
  ['{0} and {1}', 'a and b'],
  ['{1}{0}{1}', 'bab'],
  ['[{0,3}]', '[  a]'],
  ['[{0,-3}]', '[a  ]'],
  ['[{0, 3 }]', '[  a]'],
  ['{0:x y}', 'a<x y>'],
  ['{{{0}}}', '{a}'],
  ['{{0}}', '{0}'],
  ['', ''],
])('formats %s as %s', (text, expected) => {
  expect(format(text, 'a', 'b')).toBe(expected)
})

it.each(['{', '}', '{a}', '{0', '{0:', '{-1}', '{0:{}', '{}'])('refuses %s', (text) => {
  expect(() => format(text, 'a')).toThrow('Input string was not in a correct format.')
})

it('refuses an index beyond the arguments', () => {
  expect(() => format('{1}', 'a')).toThrow(
    'Index (zero based) must be greater than or equal to zero and less than the size of the argument list.',
  )
})
