import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { linksOf, toPlainText } from './to-plain-text.ts'

describe('the text alternative of an HTML mail', () => {
  it('has its paragraphs, lists and the addresses of its links', () => {
    const html = `<!DOCTYPE html><html><head><title>No</title><style>p { color: red }</style></head><body>
      <h1>Welcome &amp; hello</h1>
      <p>Dear   Anna,<br/>this is <b>important</b>&nbsp;&#8212; really.</p>
      <!-- not <p>this</p> -->
      <ul><li>Echo</li><li>Score</li></ul>
      <p><a href="https://portal.example/confirm?a=1&amp;b=2">Confirm</a> or <a href='https://x.example'>https://x.example</a></p>
      <table><tr><td>Calls</td><td>90</td></tr></table>
    </body></html>`
    expect(toPlainText(html)).toBe(
      [
        'Welcome & hello',
        'Dear Anna,\nthis is important — really.',
        '- Echo\n- Score',
        'Confirm (https://portal.example/confirm?a=1&b=2) or https://x.example',
        'Calls 90',
      ].join('\n\n'),
    )
  })

  it('tells where the links lead, each once', () => {
    expect(
      linksOf('<a class="b" href="https://a.example/?x=1&amp;y">A</a><a href=\'/b\'>B</a><a href="/b">C</a>'),
    ).toEqual(['https://a.example/?x=1&y', '/b'])
  })

  it('comes of any text, without markup', () => {
    fc.assert(
      fc.property(
        fc.array(
          fc.oneof(fc.string(), fc.constantFrom('<p>', '<a href="x">', '</a>', '<', '>', '<!--', '-->', '&#0;')),
        ),
        (parts) => {
          expect(toPlainText(parts.join(''))).not.toMatch(/<p>|<\/a>/)
          linksOf(parts.join(''))
        },
      ),
      { numRuns: 1000 },
    )
  })
})
