import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { XmlElement, XmlNode } from '../xml/xml-tree.ts'
import { parsePolicyDocument } from './parse-policy-document.ts'
import { sectionNames } from './policy-document.ts'
import { writePolicyDocument } from './write-policy-document.ts'

const lines = (text: string) => text.split(/\r\n|\r|\n/)

/** Bits of policy text, whole and broken. */
const bit = fc.constantFrom(
  '<policies>',
  '</policies>',
  '<inbound>',
  '</inbound>',
  '<outbound/>',
  '<base />',
  '<a b="',
  '" />',
  "'",
  '@(',
  '@{',
  ')',
  '}',
  '"',
  '<!--',
  '-->',
  '<![CDATA[',
  ']]>',
  '&amp;',
  '&',
  '<?x ?>',
  '<!DOCTYPE x [',
  '\r\n',
  '\n',
  ' ',
  'x',
  '\ue000',
  '\ud83d\ude00',
  '\ud83d',
  '//',
  '/*',
)
const anyText = fc.oneof(
  fc.array(bit, { maxLength: 40 }).map((bits) => bits.join('')),
  fc.array(bit, { maxLength: 20 }).map((bits) => `<policies><inbound>${bits.join('')}</inbound></policies>`),
  fc.string({ unit: 'binary', maxLength: 200 }),
)
const format = fc.constantFrom('xml' as const, 'rawxml' as const)

/** Characters of C#, and what is awkward in XML. */
const code = fc
  .array(
    fc.constantFrom('a', ' ', '<', '>', '&', '&amp;', '"b"', "'c'", '"<\\""', '\n', '\t', '(x)', '[1]', '// y\n', 'ü'),
    {
      maxLength: 12,
    },
  )
  .map((parts) => `@(${parts.join('')})`)
const plain = fc.string({
  unit: fc.constantFrom('a', ' ', '<', '>', '&', '"', "'", '\n', '{', '}', 'é'),
  maxLength: 12,
})
const value = fc.oneof(code, plain)

const escaped = (text: string) => text.replace(/[&<>"\n\t]/g, (char) => `&#${char.charCodeAt(0)};`)

/** Text of one statement as `xml`, of any shape. */
const statement: fc.Arbitrary<string> = fc
  .record({ name: value, text: value, comment: fc.constantFrom('', '<!-- c -->', '<!-- @("<") -->') })
  .map(
    ({ name, text, comment }) =>
      `${comment}<set-header name="${escaped(name)}">\n <value>${escaped(text)}</value></set-header>`,
  )

const document = fc
  .record({ section: fc.constantFrom(...sectionNames), statements: fc.array(statement, { maxLength: 4 }) })
  .map(({ section, statements }) => `<policies>\n<${section}>${statements.join('\n')}</${section}>\n</policies>`)

/** The tree without places, which differ with the length of what is escaped. */
const shape = (node: XmlNode): unknown =>
  node.kind === 'element'
    ? [node.name, node.attributes.map((a) => [a.name, a.value]), node.children.map(shape)]
    : [node.kind, node.text]

function read(text: string, form: 'xml' | 'rawxml') {
  const { document: found, faults } = parsePolicyDocument(text, form)
  if (found === undefined) throw new Error(`${JSON.stringify(faults)} in ${text}`)
  return found
}

function* positionsIn(element: XmlElement): Generator<{ readonly line: number; readonly column: number }> {
  yield element.position
  for (const attribute of element.attributes) yield attribute.position
  for (const child of element.children) {
    if (child.kind === 'element') yield* positionsIn(child)
    else yield child.position
  }
}

describe('any text', () => {
  it('is read or refused, never with a throw, and every place is inside it', () => {
    fc.assert(
      fc.property(anyText, format, (text, form) => {
        const { document: found, faults } = parsePolicyDocument(text, form)
        expect(found === undefined).toBe(faults.length > 0)
        const places = found === undefined ? [] : [...positionsIn(found.root)]
        for (const { target } of faults) {
          const [, line, column] = /^line (\d+), column (\d+)$/.exec(target) ?? []
          places.push({ line: Number(line), column: Number(column) })
        }
        for (const { line, column } of places) {
          expect(line).toBeGreaterThanOrEqual(1)
          expect(column).toBeGreaterThanOrEqual(1)
          expect(column).toBeLessThanOrEqual((lines(text)[line - 1]?.length ?? -1) + 1)
        }
      }),
      { numRuns: 2000 },
    )
  })

  it('names the place where its element really stands', () => {
    fc.assert(
      fc.property(document, (text) => {
        for (const child of read(text, 'xml').root.children) {
          if (child.kind !== 'element') continue
          const { line, column } = child.position
          expect(lines(text)[line - 1]?.slice(column - 1)).toMatch(new RegExp(`^${child.name}\\b`))
        }
      }),
    )
  })
})

describe('writing a document', () => {
  it('in its own format gives back the very text', () => {
    fc.assert(
      fc.property(document, (text) => {
        expect(writePolicyDocument(read(text, 'xml'), 'xml')).toBe(text)
      }),
    )
  })

  it('in the other format and back keeps every value', () => {
    fc.assert(
      fc.property(document, (text) => {
        const original = read(text, 'xml')
        const raw = read(writePolicyDocument(original, 'rawxml'), 'rawxml')
        expect(shape(raw.root)).toEqual(shape(original.root))
        const again = read(writePolicyDocument(raw, 'xml'), 'xml')
        expect(shape(again.root)).toEqual(shape(original.root))
      }),
      { numRuns: 1000 },
    )
  })

  it('shows expressions as C# in rawxml and escaped in xml, and leaves the rest alone', () => {
    const raw =
      '<policies>\n  <inbound>  <!-- a < b -->\n    <x  v="@(a < "b" && c)"\tw=\'1 &gt; 0\' />\n  </inbound>\n</policies>\n'
    const xml =
      '<policies>\n  <inbound>  <!-- a < b -->\n    <x  v="@(a &lt; &quot;b&quot; &amp;&amp; c)"\tw=\'1 &gt; 0\' />\n  </inbound>\n</policies>\n'
    expect(writePolicyDocument(read(raw, 'rawxml'), 'xml')).toBe(xml)
    expect(writePolicyDocument(read(xml, 'xml'), 'rawxml')).toBe(raw)
  })
})
