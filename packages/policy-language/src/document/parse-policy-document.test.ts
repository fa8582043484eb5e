import { describe, expect, it } from 'vitest'
import type { PolicyFormat } from '../xml/parse-xml.ts'
import { isElement, textOf, type XmlElement } from '../xml/xml-tree.ts'
import { maxPolicyBytes, parsePolicyDocument } from './parse-policy-document.ts'

const messages = (text: string, format: PolicyFormat = 'rawxml') =>
  parsePolicyDocument(text, format).faults.map((fault) => fault.message)

/** The first statement of inbound. */
function statement(text: string, format: PolicyFormat): XmlElement {
  const { document, faults } = parsePolicyDocument(`<policies><inbound>${text}</inbound></policies>`, format)
  const found = document?.sections.inbound?.children.find(isElement)
  if (found === undefined) throw new Error(JSON.stringify(faults))
  return found
}

const attributeValue = (attribute: string, format: PolicyFormat) =>
  statement(`<a v=${attribute} />`, format).attributes[0]?.value

describe('a document', () => {
  it('becomes a frozen tree with the places of elements and attributes', () => {
    const text =
      '<policies>\n  <inbound>\n    <!-- first -->\n    <set-header\n      name="X"><value>1</value></set-header>\n  </inbound>\n</policies>'
    const { document, faults } = parsePolicyDocument(text, 'xml')
    expect(faults).toEqual([])
    const inbound = document?.sections.inbound
    expect(inbound?.position).toEqual({ line: 2, column: 4 })
    const [, comment, , header] = inbound?.children ?? []
    expect(comment).toEqual({ kind: 'comment', text: ' first ', position: { line: 3, column: 5 } })
    expect(header).toMatchObject({
      name: 'set-header',
      position: { line: 4, column: 6 },
      attributes: [{ name: 'name', value: 'X', position: { line: 5, column: 7 } }],
    })
    expect(Object.isFrozen(document) && Object.isFrozen(inbound?.children) && Object.isFrozen(header)).toBe(true)
    expect(document?.sections.backend).toBeUndefined()
  })

  it('counts lines that end with CR LF, and a byte order mark as nothing', () => {
    const { document } = parsePolicyDocument('\ufeff<policies>\r\n<inbound/>\r\n</policies>', 'xml')
    expect(document?.root.position).toEqual({ line: 1, column: 2 })
    expect(document?.sections.inbound?.position).toEqual({ line: 2, column: 2 })
  })

  it('may have a declaration, comments around and inside, and empty sections', () => {
    expect(messages('<?xml version="1.0"?>\n<!-- a --><policies><!-- b --><outbound /></policies><!-- c -->')).toEqual(
      [],
    )
  })

  it.each([
    ['', 'Error on line 1, column 1: Document must contain a root element.'],
    ['policies', 'Error on line 1, column 9: Text data outside of root node.'],
    [
      '<policies>\n<inbound>\n</policies>',
      'Error on line 3, column 11: Unexpected close tag. <inbound> of line 2 is still open.',
    ],
    ['<policies><inbound a=b /></policies>', 'Error on line 1, column 22: Unquoted attribute value.'],
    ['<policies><inbound a="1" a="2"/></policies>', 'Error on line 1, column 32: Duplicate attribute: a.'],
    ['<policies>&nbsp;</policies>', 'Error on line 1, column 16: Undefined entity.'],
    ['<!--<!--\ud83d', 'Error on line 1, column 9: Half of a character (a lone surrogate) is not allowed in XML.'],
    [
      '<!DOCTYPE policies [<!ENTITY a "aaaa">]><policies>&a;</policies>',
      'Error on line 1, column 1: A document type declaration is not allowed in a policy.',
    ],
    [
      '<fragment />',
      "Error in element 'fragment' on line 1, column 2: A policy document begins with <policies>, not with <fragment>.",
    ],
  ])('is refused when it cannot be read: %s', (text, message) => {
    expect(messages(text)).toEqual([message])
  })

  it('is refused with every fault of its structure', () => {
    expect(
      messages('<policies version="1">hello<inbond /><inbound x="1">text</inbound><inbound /></policies>'),
    ).toEqual([
      "Error in element 'policies' on line 1, column 11: The 'version' attribute is not allowed here; <policies> has no attributes.",
      "Error in element 'policies' on line 1, column 23: The element 'policies' cannot contain text. Sections allowed here: 'inbound', 'backend', 'outbound' or 'on-error'.",
      "Error in element 'inbond' on line 1, column 29: 'inbond' is not a section. Did you mean 'inbound'? Sections allowed here: 'inbound', 'backend', 'outbound' or 'on-error'.",
      "Error in element 'inbound' on line 1, column 47: The 'x' attribute is not allowed here; <inbound> has no attributes.",
      "Error in element 'inbound' on line 1, column 53: The section 'inbound' cannot contain text, only policies.",
      "Error in element 'inbound' on line 1, column 68: The section 'inbound' is already there, on line 1, column 39. Write each section once.",
    ])
  })

  it('has a limit of bytes and of depth', () => {
    const [tooLong] = messages(`<policies><!--${'ü'.repeat(maxPolicyBytes / 2)}--></policies>`)
    expect(tooLong).toBe(
      'Error on line 1, column 1: The document has 262172 bytes; at most 262144 (256 KiB) are allowed.',
    )
    const deep = `<policies>${'<a>'.repeat(20_000)}${'</a>'.repeat(20_000)}</policies>`
    expect(messages(deep)).toEqual(['Error on line 1, column 201: Elements are nested more than 64 levels deep.'])
  })
})

describe('expressions', () => {
  it.each([
    [`"@(a < b)"`, '@(a < b)'],
    [`"@(context.Variables["x"] == "y" && true)"`, '@(context.Variables["x"] == "y" && true)'],
    [`'@(x == 'c')'`, "@(x == 'c')"],
    [`"@{ // it's\n return "a>b"; }"`, '@{ // it\'s\n return "a>b"; }'],
    [`" @(\r\n"a")"`, ' @(\n"a")'],
    // Legal XML is read as XML, so that documents with escaped expressions work in both forms.
    [`"@(a &amp;&amp; b)"`, '@(a && b)'],
    [`"@(&quot;a&quot;)"`, '@("a")'],
    // What only begins like one is a plain value.
    [`"@(a) b"`, '@(a) b'],
    [`"x @(a)"`, 'x @(a)'],
  ])('in an attribute of rawxml: %s', (written, value) => {
    expect(attributeValue(written, 'rawxml')).toBe(value)
  })

  it('in text of rawxml', () => {
    expect(textOf(statement('<a>\n @{ return a < b && c > d["]]>"]; }\n</a>', 'rawxml'))).toBe(
      '\n @{ return a < b && c > d["]]>"]; }\n',
    )
    expect(textOf(statement('<a><![CDATA[@(a < b)]]></a>', 'rawxml'))).toBe('@(a < b)')
  })

  it('must be escaped in xml', () => {
    expect(attributeValue('"@(a &lt; &quot;b&quot;)"', 'xml')).toBe('@(a < "b")')
    expect(messages('<policies><inbound><a v="@("x")" /></inbound></policies>', 'xml')).toHaveLength(1)
    expect(messages('<policies><inbound><a v="@(a < b)" /></inbound></policies>', 'xml')).toHaveLength(1)
  })

  it('leave every place where it is in the text', () => {
    const { document } = parsePolicyDocument(
      '<policies><inbound>\n<a v="@{\n return "<";\n}" w="1" /><b />\n</inbound></policies>',
      'rawxml',
    )
    const [a, b] = document?.sections.inbound?.children.filter(isElement) ?? []
    expect(a?.attributes.map((attribute) => attribute.position)).toEqual([
      { line: 2, column: 4 },
      { line: 4, column: 4 },
    ])
    expect(b?.position).toEqual({ line: 4, column: 13 })
  })

  it('do not touch characters of the private use area', () => {
    expect(attributeValue('"@("\ue000<\ue001")"', 'rawxml')).toBe('@("\ue000<\ue001")')
  })

  it('that never close cost little, however many there are', () => {
    const text = `<policies><inbound>${'<a v="@(x" />'.repeat(15_000)}</inbound></policies>`
    expect(messages(text)).toEqual([])
  })
})
