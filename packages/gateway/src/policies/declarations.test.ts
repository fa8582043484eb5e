import { describe, expect, it } from 'vitest'
import { checkPolicy } from '../pipeline/policy-documents.ts'
import { policies } from './index.ts'

const definitions = {
  namedValues: new Map(),
  fragments: new Map([['fragment', { value: '<fragment />', format: 'xml' as const }]]),
}
const declarations = Object.values(policies).map(({ declaration }) => declaration)
const isSentence = /^[A-Z][^\n]*[.]$/

describe('the declaration of every policy', () => {
  it.each(declarations.map((one) => [one.name, one] as const))(
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
