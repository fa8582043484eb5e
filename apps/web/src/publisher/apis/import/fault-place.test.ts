import { expect, it } from 'vitest'
import { excerptAt, placeOf } from './fault-place.ts'

it('reads line and column, and nothing else', () => {
  expect(placeOf('line 12, column 3')).toEqual({ line: 12, column: 3 })
  expect(placeOf('properties.value')).toBeUndefined()
  expect(placeOf(undefined)).toBeUndefined()
})

it('shows the line of a fault', () => {
  expect(excerptAt('a\n  b: 1\nc', { line: 2, column: 3 })).toBe('b: 1')
  expect(excerptAt('a', { line: 9, column: 1 })).toBe('')
})

it('shows a part of a line that is long, as of a definition without line breaks', () => {
  const text = `${'x'.repeat(5_000)}HERE${'y'.repeat(5_000)}`
  const shown = excerptAt(text, { line: 1, column: 5_001 })
  expect(shown).toContain('HERE')
  expect(shown).toHaveLength(122)
})
