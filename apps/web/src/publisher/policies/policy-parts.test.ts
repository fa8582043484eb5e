import { describe, expect, it } from 'vitest'
import { defaultPolicy } from './default-policy.ts'
import {
  addStatement,
  findStatement,
  isNestedIn,
  readAttribute,
  removeStatement,
  writeAttribute,
} from './policy-parts.ts'

const document = defaultPolicy('operation')
const rewrite = { section: 'inbound', name: 'rewrite-uri', attribute: 'template' }

describe('a statement that a form knows', () => {
  it('is made, changed and removed without a trace', () => {
    const made = writeAttribute(document, rewrite, '/a?b={c}&d')
    expect(made).toContain('        <base />\n        <rewrite-uri template="/a?b={c}&amp;d" />\n    </inbound>')
    expect(readAttribute(made, 'inbound', 'rewrite-uri', 'template')).toBe('/a?b={c}&d')
    expect(readAttribute(writeAttribute(made, rewrite, '/e'), 'inbound', 'rewrite-uri', 'template')).toBe('/e')
    expect(writeAttribute(made, rewrite, '')).toBe(document)
    expect(writeAttribute(document, rewrite, '')).toBe(document)
  })

  it('is put at the end of its section and taken out of it', () => {
    const made = addStatement(document, 'outbound', '<cache-store duration="3600" />')
    expect(findStatement(made, 'outbound', 'cache-store')?.name).toBe('cache-store')
    expect(findStatement(made, 'inbound', 'cache-store')).toBeUndefined()
    expect(removeStatement(made, 'outbound', 'cache-store')).toBe(document)
  })

  it('is another one inside of a condition', () => {
    const nested = addStatement(document, 'inbound', '<choose><when condition="x"><cache-lookup /></when></choose>')
    expect(findStatement(nested, 'inbound', 'cache-lookup')).toBeUndefined()
    expect(isNestedIn(nested, 'cache-lookup')).toBe(true)
    expect(isNestedIn(addStatement(document, 'inbound', '<cache-lookup />'), 'cache-lookup')).toBe(false)
  })

  it('leaves a document alone that has no place for it', () => {
    expect(addStatement('', 'inbound', '<a />')).toBe('')
  })
})
