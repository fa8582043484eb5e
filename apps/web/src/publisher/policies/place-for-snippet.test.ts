import { describe, expect, it } from 'vitest'
import { placeForSnippet } from './place-for-snippet.ts'
import { declarations } from './policy-catalogue.fixture.ts'
import { toCatalogue } from './policy-shapes.ts'

const catalogue = toCatalogue(declarations, 'operation')
const place = (marked: string, name: string, of = catalogue) => {
  const found = placeForSnippet(marked.replace('|', ''), marked.indexOf('|'), name, of)
  return found && `${found.text.slice(0, found.offset)}|${found.text.slice(found.offset)}`
}

describe('the place of a snippet', () => {
  it('is the cursor, where the policy may stand there', () => {
    const text = '<policies>\n  <inbound>\n    |\n  </inbound>\n</policies>'
    expect(place(text, 'set-header')).toBe(text)
  })

  it('is the end of a section that takes it, elsewhere', () => {
    expect(place('<pol|icies>\n  <inbound>\n    <base />\n  </inbound>\n</policies>', 'rate-limit')).toBe(
      '<policies>\n  <inbound>\n    <base />\n    |\n  </inbound>\n</policies>',
    )
    expect(place('|<policies>\n  <inbound />\n</policies>', 'forward-request')).toBe(
      '<policies>\n  <inbound />\n  <backend>\n    <base />\n    |\n  </backend>\n</policies>',
    )
  })

  it('is nowhere, where it stands once already and in a document without root', () => {
    expect(place('<policies><inbound><rate-limit /></inbound></policies>|', 'rate-limit')).toBeUndefined()
    expect(place('|', 'set-header')).toBeUndefined()
  })

  it('is the root of a fragment', () => {
    expect(place('|<fragment>\n</fragment>', 'set-header', toCatalogue(declarations, 'fragment'))).toBe(
      '<fragment>\n    |\n</fragment>',
    )
  })
})
