import { describe, expect, it } from 'vitest'
import type { PolicyCatalogue } from './catalogue.ts'
import { checkFragmentStatements, checkPolicyDocument, type KnownResources } from './check-policy-document.ts'
import { parseFragment } from './fragments.ts'
import type { JudgeElement } from './judge-element.ts'
import { parsePolicyDocument } from './parse-policy-document.ts'
import { readDefinitions, resolveDocument, resolveFragment } from './resolve-document.ts'

/** Objects to every `!` of the text, and to a size that is not `small`. */
const judge: JudgeElement = ({ constantOf, has, hasChild, text }) => [
  ...[...(text ?? '').matchAll(/!/g)].map((_, occurrence) => ({
    what: 'Nobody shouts here',
    why: `'${text}' has a mark`,
    mark: { characters: '!', occurrence },
  })),
  ...(constantOf('size') === 'small' ? [] : [{ attribute: 'size', what: 'Too large', why: `${constantOf('size')}` }]),
  ...(has('loud') ? [{ what: 'Not loud' }] : []),
  ...(hasChild('b') ? [{ what: 'Not bold' }] : []),
]

const attribute = {
  help: 'One.',
  value: { type: 'text', minLength: 1 },
  isRequired: false,
  allowsExpression: true,
} as const
const catalogue: PolicyCatalogue = {
  say: {
    name: 'say',
    summary: 'Says.',
    category: 'Routing',
    snippet: '<say />',
    sections: ['inbound'],
    scopes: ['api'],
    isOncePerSection: false,
    attributes: { size: { ...attribute, defaultText: 'small' }, loud: attribute },
    rules: [],
    content: {
      kind: 'text',
      help: 'Words.',
      value: { type: 'text', minLength: 0 },
      allowsExpression: true,
      allowsMarkup: true,
    },
    judge,
  },
}

const stored = { namedValues: new Map([['secret', 'x!']]), fragments: new Map() }

function faultsIn(statements: string, known: KnownResources = {}): readonly string[] {
  const { document } = parsePolicyDocument(`<policies><inbound>\r\n${statements}</inbound></policies>`, 'rawxml')
  if (document === undefined) throw new Error('The document cannot be read.')
  const definitions = readDefinitions({ ...stored, ...known })
  const { resolved } = resolveDocument(document, definitions)
  return checkPolicyDocument(resolved, 'api', catalogue, known, () => []).map(({ message }) => message)
}

describe('what a declaration has against an element', () => {
  it('is told at the place in the text, whatever stands before it', () => {
    expect(faultsIn('<say>&amp;&amp; a!\r\n<b c="!" /></say>')).toEqual([
      "Error in element 'say' on line 2, column 18: Nobody shouts here: '&amp;&amp; a!\n<b c=\"!\" />' has a mark.",
      "Error in element 'say' on line 3, column 7: Nobody shouts here: '&amp;&amp; a!\n<b c=\"!\" />' has a mark.",
      "Error in element 'say' on line 2, column 2: Not bold.",
    ])
  })

  it('is told at the attribute, whose default counts as written', () => {
    expect(faultsIn('<say /><say size="large" loud="1" />')).toEqual([
      "Error in element 'say' on line 2, column 13: Too large: large.",
      "Error in element 'say' on line 2, column 9: Not loud.",
    ])
  })

  it('is silent about named values, which may be secrets', () => {
    expect(faultsIn('<say>{{secret}}</say><say size="{{secret}}" />')).toEqual([
      "Error in element 'say' on line 2, column 2: Nobody shouts here.",
      "Error in element 'say' on line 2, column 27: Too large.",
    ])
  })

  it('is nothing where only a call knows the value', () => {
    expect(faultsIn('<say>@("!")</say><say>{{open}}!</say>', { openValues: new Set(['open']) })).toEqual([])
  })

  it('is not looked for in an element whose shape is wrong', () => {
    expect(faultsIn('<say what="1">!</say>')).toEqual([
      "Error in element 'say' on line 2, column 6: The 'what' attribute is not declared. Attributes allowed here: 'size' or 'loud'.",
    ])
  })

  it('has its place in a fragment, too', () => {
    const reading = parseFragment({ value: '<fragment>\n<say>a\n b!</say></fragment>', format: 'rawxml' })
    const { root, source } = reading
    if (root === undefined) throw new Error('The fragment cannot be read.')
    const { resolved } = resolveFragment('f', { root, source }, readDefinitions(stored))
    expect(
      checkFragmentStatements({ ...reading, root: resolved }, catalogue, {}, () => []).map(({ message }) => message),
    ).toEqual(["Error in element 'say' on line 3, column 3: Nobody shouts here: 'a\n b!' has a mark."])
  })
})
