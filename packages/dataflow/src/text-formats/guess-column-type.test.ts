import { describe, expect, it } from 'vitest'
import { createTypeGuess } from './guess-column-type.ts'

const guess = (...texts: string[]) => {
  const types = createTypeGuess()
  for (const text of texts) types.see(text)
  return types.type
}

describe('the type of a column', () => {
  it.each([
    [['1', '-2', '+3', ' 4 '], 'Int32'],
    [['2147483647', '-2147483648'], 'Int32'],
    [['1', '2147483648'], 'Int64'],
    [['9223372036854775807', '-9223372036854775808'], 'Int64'],
    [['9223372036854775808'], 'Double'],
    [['1', '2147483648', '0.5'], 'Double'],
    [['1e3'], 'Double'],
    [['1.0'], 'Double'],
    [['Infinity', '1'], 'Double'],
    [['true', 'False', 'TRUE'], 'Boolean'],
    [['true', '1'], 'String'],
    [['1', 'true'], 'String'],
    [['1', 'x', '2'], 'String'],
    [['1,5'], 'String'],
    [['0x10'], 'String'],
    [['2014-09-21'], 'String'],
    [['', ' ', 'NaN', '7'], 'Int32'],
    [['', 'NaN', 'yes'], 'String'],
    [['', 'NaN'], 'String'],
    [[], 'String'],
  ])('of %j is %s', (texts, type) => {
    expect(guess(...texts)).toBe(type)
  })
})
