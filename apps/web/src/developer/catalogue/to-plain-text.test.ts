import { expect, it } from 'vitest'
import { toPlainText } from './to-plain-text.ts'

it('leaves the words of Markdown', () => {
  expect(toPlainText('# Pets\n\nA **fine** [shop](https://x.example) with `snake_case`.\n- one\n- two')).toBe(
    'Pets A fine shop with snake_case. one two',
  )
  expect(toPlainText('![x](javascript:alert(1)) <b>')).toBe('x) <b>')
})
