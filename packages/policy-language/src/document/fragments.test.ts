import { describe, expect, it } from 'vitest'
import { isElement } from '../xml/xml-tree.ts'
import { expandDocument, findFragmentReferences, fragmentKey, parseFragment } from './fragments.ts'
import { parsePolicyDocument } from './parse-policy-document.ts'

function expand(document: string, fragments: Readonly<Record<string, string>>) {
  const { document: read } = parsePolicyDocument(document, 'xml')
  if (read === undefined) throw new Error('The document of the test cannot be read.')
  const { expanded, faults } = expandDocument(read, (key) => {
    const statements = Object.entries(fragments).find(([id]) => fragmentKey(id) === key)?.[1]
    return statements === undefined
      ? undefined
      : parseFragment({ value: `<fragment>${statements}</fragment>`, format: 'xml' })
  })
  return {
    names: expanded.sections.inbound?.children.filter(isElement).map(({ name }) => name),
    faults: faults.map(({ message }) => message),
  }
}
const include = (id: string) => `<include-fragment fragment-id="${id}" />`
const inbound = (statements: string) => `<policies><inbound>${statements}</inbound></policies>`

describe('the text of a fragment', () => {
  it.each([
    [
      '<policies/>',
      "Error in element 'policies' on line 1, column 2: A policy fragment begins with <fragment>, not with <policies>.",
    ],
    ['<fragment>', 'Error on line 1, column 10: Unclosed tag: fragment. <fragment> of line 1 is still open.'],
    [
      '<fragment>text</fragment>',
      "Error in element 'fragment' on line 1, column 11: A fragment cannot contain text, only policies.",
    ],
    [
      '<fragment id="1"/>',
      "Error in element 'fragment' on line 1, column 11: The 'id' attribute is not allowed here; <fragment> has none.",
    ],
  ])('%s is refused', (value, message) => {
    expect(parseFragment({ value, format: 'xml' }).faults.map((fault) => fault.message)).toEqual([message])
  })
})

describe('an included fragment', () => {
  it('gives its statements the place of the statement, through other fragments too', () => {
    const fragments = { Outer: `<b/>${include('inner')}`, inner: '<c/><d/>' }
    expect(expand(inbound(`<a/>${include('outer')}<e/>`), fragments)).toEqual({
      names: ['a', 'b', 'c', 'd', 'e'],
      faults: [],
    })
  })

  it('may stand inside a statement', () => {
    const { document } = parsePolicyDocument(inbound(`<choose><when>${include('f')}</when></choose>`), 'xml')
    const { expanded } = expandDocument(document ?? expect.unreachable(), () =>
      parseFragment({ value: '<fragment><x/></fragment>', format: 'xml' }),
    )
    expect(JSON.stringify(expanded.sections.inbound)).toContain('"name":"x"')
  })

  it('that is not there, or brings <base/>, is told with the place where the document leads to it', () => {
    expect(expand(inbound(`\n ${include('absent')}`), {}).faults).toEqual([
      "Error in element 'include-fragment' on line 2, column 3: The policy fragment 'absent' does not exist.",
    ])
    expect(expand(inbound(`\n${include('f')}`), { f: `\n${include('g')}`, g: '\n\n<base/>' }).faults).toEqual([
      "Error in element 'include-fragment' on line 2, column 2: In the fragment 'g', element 'base' on line 3, column 2: <base /> may not stand in a policy fragment.",
    ])
  })

  it('may not include itself, over others neither', () => {
    const fragments = { a: include('B'), b: include('a') }
    expect(expand(inbound(include('a')), fragments).faults).toEqual([
      "Error in element 'include-fragment' on line 1, column 21: In the fragment 'B', element 'include-fragment' on line 1, column 12: The policy fragment 'a' includes itself: a → B → a.",
    ])
  })

  it('cannot multiply without end', () => {
    const names = Array.from({ length: 30 }, (_, index) => `f${index}`)
    const fragments = Object.fromEntries(
      names.map((name, index) => [name, `<x/>${include(`f${index + 1}`)}`.repeat(2)]),
    )
    const { faults } = expand(inbound(include('f0')), { ...fragments, f30: '<x/>' })
    expect(faults).toHaveLength(1)
    expect(faults[0]).toContain('more than 10000 elements')
  })
})

it('finds the fragments that a text refers to, whether it is well-formed or not', () => {
  const text = `<a>\n<!-- ${include('no')} --><include-fragment\n fragment-id = 'One'/>${include('two')}`
  expect(findFragmentReferences(text)).toEqual([
    { fragmentId: 'One', line: 2, column: 47 },
    { fragmentId: 'two', line: 3, column: 23 },
  ])
})
