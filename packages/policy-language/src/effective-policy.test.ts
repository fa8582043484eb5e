import { describe, expect, it } from 'vitest'
import { parsePolicyDocument } from './document/parse-policy-document.ts'
import type { PolicyScope } from './document/policy-document.ts'
import { findCutOff, toEffectivePolicy } from './effective-policy.ts'
import type { ScopedDocument } from './scopes.ts'

const scoped = (scope: PolicyScope, sections?: string): ScopedDocument => ({
  scope,
  scopeId: `/${scope}`,
  document:
    sections === undefined ? undefined : parsePolicyDocument(`<policies>${sections}</policies>`, 'xml').document,
})

describe('toEffectivePolicy', () => {
  it('forwards the request where no document says otherwise', () => {
    const names = (...documents: ScopedDocument[]) =>
      toEffectivePolicy(documents).backend.map(({ statement, scopeId }) => `${scopeId} ${statement.name}`)
    expect(names(scoped('global'), scoped('api', '<backend><base/></backend>'))).toEqual(['/ forward-request'])
    expect(names(scoped('global', '<backend><a/></backend>'), scoped('api'))).toEqual(['/global a'])
    expect(names(scoped('global'), scoped('api', '<backend/>'))).toEqual([])
  })
})

describe('findCutOff', () => {
  const inbound = (statements: string) => `<inbound>${statements}</inbound>`

  it('names the narrowest document without <base/>, and the wider scopes that it keeps from running', () => {
    const documents = [
      scoped('operation', inbound('<base/>')),
      scoped('global', inbound('<a/>')),
      scoped('api', inbound('<b/>')),
      scoped('product', inbound('')),
    ]
    expect(findCutOff(documents, 'inbound')).toEqual({ by: 'api', scopes: ['global', 'product'] })
    expect(findCutOff([...documents.slice(1, 2), scoped('operation', inbound(''))], 'inbound')).toEqual({
      by: 'operation',
      scopes: ['global'],
    })
  })

  it('is undefined where all run: with <base/>, without the section, and for the global document', () => {
    const documents = [scoped('global', inbound('')), scoped('product'), scoped('api', inbound('<base/>'))]
    expect(findCutOff(documents, 'inbound')).toBeUndefined()
    expect(findCutOff(documents, 'outbound')).toBeUndefined()
  })
})
