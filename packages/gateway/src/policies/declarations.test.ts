import { describe, expect, it } from 'vitest'
import { checkPolicy } from '../pipeline/policy-documents.ts'
import { policies } from './index.ts'

const definitions = {
  namedValues: new Map(),
  fragments: new Map([['fragment', { value: '<fragment />', format: 'xml' as const }]]),
}
const declarations = Object.values(policies).map(({ declaration }) => declaration)
const served = declarations.filter(({ unserved }) => unserved === undefined)
const isSentence = /^[A-Z][^\n]*[.]$/

describe('the declaration of every policy', () => {
  it.each(served.map((one) => [one.name, one] as const))(
    'has a snippet that can be saved wherever it may stand: %s',
    (_, { snippet, scopes, sections }) => {
      const written = snippet.replace(/#\{([\w-]+)\}/g, '$1')
      for (const scope of scopes) {
        for (const section of sections) {
          const text = `<policies><${section}>${written}</${section}></policies>`
          expect([scope, section, checkPolicy(text, 'xml', scope, definitions)]).toEqual([scope, section, []])
        }
      }
    },
  )

  it('says of a policy that is not served why, wherever it stands', () => {
    const check = (text: string) => checkPolicy(text, 'xml', 'api', definitions).map(({ message }) => message)
    expect(
      check(
        '<policies><backend><choose><otherwise><xsl-transform kind="1"><a /></xsl-transform></otherwise><when condition="true" /></choose></backend></policies>',
      ),
    ).toEqual([
      "Error in element 'xsl-transform' on line 1, column 40: The policy 'xsl-transform' is not served: style sheets of XSL are not run here; use xml-to-json, json-to-xml, or set-body with a Liquid template.",
    ])
  })

  it('says in a sentence what the policy and each of its attributes are for', () => {
    const sentences = declarations.flatMap(({ summary, attributes, content }) => [
      summary,
      ...Object.values(attributes).map(({ help }) => help),
      ...(content.kind === 'elements' ? Object.values(content.elements).map(({ help }) => help) : []),
      ...(content.kind === 'text' ? [content.help] : []),
    ])
    expect(sentences.filter((sentence) => !isSentence.test(sentence) && !sentence.startsWith('Not served: '))).toEqual(
      [],
    )
  })
})
