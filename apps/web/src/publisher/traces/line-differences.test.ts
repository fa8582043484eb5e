import { expect, it } from 'vitest'
import { toLineDifferences } from './line-differences.ts'

const marks = { same: ' ', gone: '-', new: '+' } as const
const shown = (before: string, after: string) =>
  toLineDifferences(before, after).map(({ kind, text }) => `${marks[kind]}${text}`)

it('keeps what both texts have', () => {
  expect(shown('a\nb\nc', 'a\nx\nc\nd')).toEqual([' a', '-b', '+x', ' c', '+d'])
  expect(shown('', 'a')).toEqual(['-', '+a'])
  expect(shown('same', 'same')).toEqual([' same'])
})

it('does not compare texts of very many lines', () => {
  const lines = Array.from({ length: 401 }, (_, line) => `${line}`).join('\n')
  expect(toLineDifferences(lines, lines)).toHaveLength(802)
})
