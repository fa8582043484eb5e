import { describe, expect, it } from 'vitest'
import { declarations } from './policy-catalogue.fixture.ts'
import { offersAt } from './policy-completion.ts'
import { type DocumentScope, toCatalogue } from './policy-shapes.ts'

const names = { namedValues: ['host', 'token'], fragments: ['shared'], backends: ['echo'] }

/** The offers at the `|` of the text, and what the text becomes with the first of that label. */
function at(marked: string, scope: DocumentScope = 'operation') {
  const offset = marked.indexOf('|')
  const text = marked.replace('|', '')
  const found = offersAt(text, offset, toCatalogue(declarations, scope), names)
  return {
    labels: (found?.offers ?? []).map(({ label }) => label),
    choose(label: string) {
      const offer = found?.offers.find((one) => one.label === label)
      if (found === undefined || offer === undefined) return undefined
      const cursor = offer.cursor ?? offer.insert.length
      const written = `${offer.insert.slice(0, cursor)}|${offer.insert.slice(cursor)}`
      return text.slice(0, found.from) + written + text.slice(offset)
    },
  }
}

describe('completion of elements', () => {
  it('offers the root, then sections that are missing', () => {
    expect(at('<|').labels).toEqual(['policies'])
    expect(at('<|', 'fragment').labels).toEqual(['fragment'])
    expect(at('<policies><inbound/><|</policies>').labels).toEqual(['backend', 'outbound', 'on-error'])
  })

  it('offers what section and scope allow, once where it may stand once', () => {
    expect(at('<policies><inbound><base /><|</inbound></policies>').labels).toEqual([
      'include-fragment',
      'rate-limit',
      'set-header',
      'choose',
      'set-backend-service',
    ])
    expect(at('<policies><outbound>|</outbound></policies>').labels).toEqual([
      'base',
      'include-fragment',
      'set-header',
      'choose',
    ])
    expect(at('<policies><inbound><|</inbound></policies>', 'global').labels).not.toContain('rate-limit')
    expect(at('<policies><inbound><|</inbound></policies>', 'global').labels).not.toContain('base')
  })

  it('offers the children of a policy until there are enough', () => {
    expect(at('<policies><inbound><set-header name="a">|</set-header></inbound></policies>').labels).toEqual(['value'])
    expect(
      at('<policies><inbound><set-header name="a"><value/><value/>|</set-header></inbound></policies>').labels,
    ).toEqual([])
    expect(
      at('<policies><backend><choose><when condition="x"><|</when></choose></backend></policies>').labels,
    ).toContain('forward-request')
  })

  it('keeps an element that is being written on offer', () => {
    expect(at('<policies><inbound><rate-l|').labels).toContain('rate-limit')
  })

  it('writes what an element must have, the cursor at the first of it', () => {
    expect(at('<policies><inbound><|</inbound></policies>').choose('rate-limit')).toBe(
      '<policies><inbound><rate-limit calls="|" renewal-period="" /></inbound></policies>',
    )
    expect(at('<policies><inbound>|</inbound></policies>').choose('choose')).toBe(
      '<policies><inbound><choose>|</choose></inbound></policies>',
    )
    expect(at('<policies><|></policies>').labels).not.toEqual([])
  })

  it('offers nothing in comments, in what it does not know and outside', () => {
    expect(at('<policies><!-- <| --></policies>').labels).toEqual([])
    expect(at('<policies><inbound><unknown><|</unknown></inbound></policies>').labels).toEqual([])
    expect(at('<policies></policies><|').labels).toEqual([])
  })
})

describe('completion in a tag', () => {
  it('offers attributes that are not there, with their default', () => {
    const found = at('<policies><inbound><rate-limit calls="1" |/></inbound></policies>')
    expect(found.labels).toEqual(['renewal-period', 'retry-after-header-name'])
    expect(found.choose('retry-after-header-name')).toBe(
      '<policies><inbound><rate-limit calls="1" retry-after-header-name="|Retry-After"/></inbound></policies>',
    )
  })

  it('offers values: choices, fragments, backends, named values', () => {
    expect(at('<policies><inbound><set-header exists-action="|"/></inbound></policies>').labels).toEqual([
      'override',
      'skip',
    ])
    expect(at('<policies><inbound><include-fragment fragment-id="|"/></inbound></policies>').labels).toEqual(['shared'])
    expect(at('<policies><inbound><set-backend-service backend-id="e|"/></inbound></policies>').labels).toEqual([
      'echo',
    ])
    const named = at('<policies><inbound><set-header name="{{t|"/></inbound></policies>')
    expect(named.labels).toEqual(['host', 'token'])
    expect(named.choose('token')).toBe('<policies><inbound><set-header name="{{token}}|"/></inbound></policies>')
  })

  it('offers nothing in an attribute that it does not know', () => {
    expect(at('<policies><inbound><set-header other="|"/></inbound></policies>').labels).toEqual([])
  })
})
