import { expect, it } from 'vitest'
import { checkWithStandIns, hasOpenValue } from './open-values.ts'

const open = new Set(['limit', 'a'])

it('finds names whose values are not known, in any letter case', () => {
  expect(hasOpenValue('x {{Limit}}', open)).toBe(true)
  expect(hasOpenValue('{{other}} {limit}', open)).toBe(false)
  expect(hasOpenValue('{{limit}}', undefined)).toBe(false)
})

it('accepts an expression that is right with one value of any type', () => {
  const onlyTrue = (text: string) => (text.includes('true') ? undefined : 'a bool is expected')
  expect(checkWithStandIns('@({{a}})', open, onlyTrue)).toBeUndefined()
})

it('tells the first fault when no value helps, and keeps its place', () => {
  const seen: string[] = []
  const wrong = checkWithStandIns('@({{limit}} + {{b}} + x)', open, (text) => {
    seen.push(text)
    return `x is at ${text.indexOf('x')}`
  })
  expect(wrong).toBe('x is at 22')
  expect(seen).toEqual([
    '@(0         + {{b}} + x)',
    '@(true      + {{b}} + x)',
    '@(""        + {{b}} + x)',
    '@(null      + {{b}} + x)',
  ])
})
