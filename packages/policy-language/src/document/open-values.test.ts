import { expect, it } from 'vitest'
import { hasOpenValue, withStandIns } from './open-values.ts'

const open = new Set(['limit', 'a'])

it('finds names whose values are not known, in any letter case', () => {
  expect(hasOpenValue('x {{Limit}}', open)).toBe(true)
  expect(hasOpenValue('{{other}} {limit}', open)).toBe(false)
  expect(hasOpenValue('{{limit}}', undefined)).toBe(false)
})

it('accepts an expression that is right with one value of any type', () => {
  const onlyTrue = (text: string) => (text.includes('true') ? [] : [{ message: 'wrong', start: 0, end: 1 }])
  expect(withStandIns(onlyTrue, open)('@({{a}})', 'text')).toEqual([])
})

it('tells the first faults when no value helps, and keeps their places', () => {
  const seen: string[] = []
  const check = (text: string) => {
    seen.push(text)
    return [{ message: `x with ${seen.length}`, start: text.indexOf('x'), end: text.indexOf('x') + 1 }]
  }
  const written = '@({{limit}} + {{b}} + x)'
  const at = written.indexOf('x)')
  expect(withStandIns(check, open)(written, 'text')).toEqual([{ message: 'x with 1', start: at, end: at + 1 }])
  expect(new Set(seen.map((text) => text.length))).toEqual(new Set([written.length]))
})
