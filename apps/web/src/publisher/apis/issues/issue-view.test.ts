import { expect, it } from 'vitest'
import { safeLink } from './issue-view.ts'

it.each([
  ['https://files.example/log.txt', 'https://files.example/log.txt'],
  ['javascript:alert(1)', undefined],
  ['data:text/html,<script>', undefined],
  ['log.txt', undefined],
  [undefined, undefined],
])('follows of %j the address %j', (content, link) => {
  expect(safeLink(content)).toBe(link)
})
