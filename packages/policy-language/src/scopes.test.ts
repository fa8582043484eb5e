import { describe, expect, it } from 'vitest'
import { parsePolicyDocument } from './document/parse-policy-document.ts'
import type { PolicyScope } from './document/policy-document.ts'
import { mergeScopes, type ScopedDocument } from './scopes.ts'

const scoped = (scope: PolicyScope, inbound?: string): ScopedDocument => ({
  scope,
  scopeId: `/${scope}`,
  document:
    inbound === undefined
      ? undefined
      : parsePolicyDocument(`<policies><inbound>${inbound}</inbound></policies>`, 'xml').document,
})

const order = (...documents: ScopedDocument[]) =>
  mergeScopes(documents).inbound.map(({ statement, scope }) => `${scope}:${statement.name}`)

describe('mergeScopes', () => {
  it('puts the parent where <base/> stands, whatever the order of the scopes given', () => {
    expect(
      order(
        scoped('operation', '<a/><base/><b/>'),
        scoped('global', '<e/>'),
        scoped('api', '<base/><c/>'),
        scoped('product', '<d/><base/>'),
      ),
    ).toEqual(['operation:a', 'product:d', 'global:e', 'api:c', 'operation:b'])
  })

  it('does not run the parent of a section that is written without <base/>', () => {
    expect(order(scoped('global', '<a/>'), scoped('api', '<b/>'))).toEqual(['api:b'])
    expect(order(scoped('global', '<a/>'), scoped('api', ''))).toEqual([])
  })

  it('runs the parent where no document or no section is written', () => {
    const outboundOnly = {
      ...scoped('api'),
      document: parsePolicyDocument('<policies><outbound/></policies>', 'xml').document,
    }
    expect(order(scoped('global', '<a/>'), scoped('product'), outboundOnly, scoped('operation'))).toEqual(['global:a'])
  })

  it('gives each statement its scope, section and place among those of its name', () => {
    const [, second] = mergeScopes([scoped('api', '<a/><!-- c --><b/><a/>')]).inbound.filter(
      ({ statement }) => statement.name === 'a',
    )
    expect(second).toMatchObject({ scope: 'api', scopeId: '/api', section: 'inbound', path: 'a[2]' })
    expect(Object.isFrozen(second)).toBe(true)
  })

  it('is empty without documents', () => {
    expect(mergeScopes([])).toEqual({ inbound: [], backend: [], outbound: [], 'on-error': [] })
  })
})
