import { expect, it } from 'vitest'
import { pagesOf, toClipboardText } from './row-pages.ts'

it('asks for each page once', () => {
  expect(pagesOf([98, 99, 100, 101, 350])).toEqual([0, 1, 3])
})

it('copies rows as a spreadsheet takes them', () => {
  expect(
    toClipboardText(
      ['a', 'b'],
      [
        [1, 'two\nlines\tand tabs'],
        [null, true],
      ],
    ),
  ).toBe('a\tb\n1\ttwo lines and tabs\n\ttrue')
})
