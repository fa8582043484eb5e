import { expect, it } from 'vitest'
import { toStyleElement, withoutStyles } from './preview-document.ts'

it('moves the styles of elements aside, and leaves the text alone', () => {
  expect(withoutStyles('<p class="a" style="color:red">set style="x" here</p>')).toBe(
    '<p class="a" data-sluice-style="color:red">set style="x" here</p>',
  )
})

it('lets no declaration end the style element', () => {
  expect(toStyleElement([{ className: 'a', declarations: 'content: "</style><script>"' }], 'n')).toBe(
    '<style nonce="n">.a{content: "\\3c /style>\\3c script>"}</style>',
  )
})
