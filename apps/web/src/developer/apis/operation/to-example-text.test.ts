import { expect, it } from 'vitest'
import { toExampleText } from './to-example-text.ts'

it('writes an example as it would be sent', () => {
  expect(toExampleText({ value: { a: 1 } })).toBe('{\n  "a": 1\n}')
  expect(toExampleText({ value: '{"a":1}' })).toBe('{\n  "a": 1\n}')
  expect(toExampleText('{broken')).toBe('{broken')
  expect(toExampleText({ value: '<a/>' })).toBe('<a/>')
  expect(toExampleText({ value: null })).toBe('null')
  expect(toExampleText(undefined)).toBe('')
})
