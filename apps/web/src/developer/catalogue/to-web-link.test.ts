import { expect, it } from 'vitest'
import { toWebLink } from './to-web-link.ts'

it('lets addresses of pages and mails through, and nothing that a browser would run', () => {
  expect(toWebLink('https://example.com/a')).toBe('https://example.com/a')
  expect(toWebLink('mailto:a@example.com')).toBe('mailto:a@example.com')
  for (const address of [
    'javascript:alert(1)',
    ' JaVaScRiPt:alert(1)',
    'java\nscript:alert(1)',
    'data:text/html,<script>alert(1)</script>',
    'vbscript:x',
    'example.com',
    '',
    null,
  ]) {
    expect(toWebLink(address)).toBeUndefined()
  }
})
