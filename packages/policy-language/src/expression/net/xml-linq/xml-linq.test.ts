import { describe, expect, it } from 'vitest'
import { loadOptions, parseXDocument, parseXElement } from './parse-xml-linq.ts'
import { attributeText, saveOptions, writeXml } from './write-xml.ts'
import {
  addBesideNode,
  addContent,
  ancestorsOf,
  deepEqualsXml,
  descendantsOf,
  elementsOf,
  namespaceOfPrefix,
  prefixOfNamespace,
  removeFromTree,
  replaceNode,
  setAttributeValue,
  setChildValue,
  setElementValue,
  siblingsOf,
  valueOfElement,
} from './xml-content.ts'
import { parseXName, XName, XNamespace } from './xml-name.ts'
import { XAttribute, XCData, XComment, XDeclaration, XDocument, XElement, XProcessingInstruction } from './xml-tree.ts'

const plain = (node: XElement | XDocument) => writeXml(node, saveOptions.DisableFormatting)
const text = (value: unknown) => String(value)
const name = parseXName

describe('reading XML', () => {
  it.each([
    ['<a/>', '<a />'],
    ['<a></a>', '<a></a>'],
    ['<a> <b>x</b> </a>', '<a><b>x</b></a>'],
    ['<a>x <b>y</b> z</a>', '<a>x <b>y</b> z</a>'],
    ['<a xml:space="preserve"> <b/> </a>', '<a xml:space="preserve"> <b /> </a>'],
    ['<a b="1&amp;2" c=\'"\'/>', '<a b="1&amp;2" c="&quot;" />'],
    ['<a><![CDATA[<x>]]><!--c--><?p d?></a>', '<a><![CDATA[<x>]]><!--c--><?p d?></a>'],
    ['<p:a xmlns:p="u" p:b="1"><p:c/></p:a>', '<p:a xmlns:p="u" p:b="1"><p:c /></p:a>'],
    ['<a xmlns="u"><b xmlns=""/></a>', '<a xmlns="u"><b xmlns="" /></a>'],
  ])('reads %s', (source, expected) => {
    expect(plain(parseXElement(source))).toBe(expected)
  })
  it('keeps what stands around the root, and the declaration', () => {
    const document = parseXDocument('\ufeff<?xml version="1.0" encoding="utf-8"?><!--c--><a>\n  <b/>\n</a>')
    expect(String(document.declaration)).toBe('<?xml version="1.0" encoding="utf-8"?>')
    expect(writeXml(document)).toBe('<!--c-->\r\n<a>\r\n  <b />\r\n</a>')
    expect(plain(parseXDocument('<a> <b/></a>', loadOptions.PreserveWhitespace))).toBe('<a> <b /></a>')
  })
  it.each([
    ['', 'Root element is missing.'],
    ['x', 'Data at the root level is invalid. Line 1, position 1.'],
    ['{"a":1}', 'Data at the root level is invalid. Line 1, position 1.'],
    ['<a/>x', 'Data at the root level is invalid. Line 1, position 5.'],
    ['<a>\n <b></a>', "The 'b' start tag on line 2 position 3 does not match the end tag of 'a'. Line 2, position 7."],
    ['<a><b>', 'Unexpected end of file has occurred. The following elements are not closed: b, a. Line 1, position 7.'],
    ['<a>&x;</a>', "Reference to undeclared entity 'x'. Line 1, position 5."],
    ['<p:a/>', "'p' is an undeclared prefix. Line 1, position 2."],
    ['<a b="1" b="2"/>', "'b' is a duplicate attribute name. Line 1, position 10."],
    ['<a/><b/>', 'There are multiple root elements. Line 1, position 6.'],
    ['<a>\ud800</a>', "'\ufffd', hexadecimal value 0xD800, is an invalid character. Line 1, position 4."],
  ])('refuses %j', (source, message) => {
    expect(() => parseXDocument(source)).toThrow(message)
  })
  it('ends with text that is too deep', () => {
    expect(() => parseXDocument('<a>'.repeat(5000))).toThrow('The document is nested deeper than 1000 elements.')
  })
})

describe('names', () => {
  it('are read from their expanded form', () => {
    expect(name('{urn:x}a').namespaceName).toBe('urn:x')
    expect(String(name('{urn:x}a'))).toBe('{urn:x}a')
    expect(String(name('a'))).toBe('a')
  })
  it.each([
    ['', "'' is an invalid expanded name."],
    ['{x}', "'{x}' is an invalid expanded name."],
    ['a b', "The ' ' character, hexadecimal value 0x20, cannot be included in a name."],
    ['1a', "Name cannot begin with the '1' character, hexadecimal value 0x31."],
  ])('refuse %j', (expanded, message) => {
    expect(() => name(expanded)).toThrow(message)
  })
})

describe('building and changing', () => {
  const element = (local: string, ...content: unknown[]) => {
    const made = new XElement(name(local))
    addContent(made, content, text)
    return made
  }
  it('takes text, attributes, nodes and sequences', () => {
    const made = element('a', new XAttribute(name('x'), '1'), 'b', 5, null, [element('c'), [new XComment('d')]], '')
    expect(plain(made)).toBe('<a x="1">b5<c /><!--d--></a>')
    expect(() => addContent(made, new XAttribute(name('x'), '2'), text)).toThrow('Duplicate attribute.')
    expect(plain(element('a', ''))).toBe('<a></a>')
  })
  it('copies a node that has a place', () => {
    const child = element('c')
    const first = element('a', child)
    const second = element('b', child)
    setElementValue(child, 'x')
    expect(plain(first) + plain(second)).toBe('<a><c>x</c></a><b><c /></b>')
  })
  it('indents elements, not text', () => {
    expect(writeXml(element('a', element('b', 'x'), element('c', element('d')), element('e', 'x', element('f'))))).toBe(
      ['<a>', '  <b>x</b>', '  <c>', '    <d />', '  </c>', '  <e>x<f /></e>', '</a>'].join('\r\n'),
    )
  })
  it('declares namespaces where nobody did', () => {
    const ns = new XNamespace('urn:x')
    const made = new XElement(new XName(ns, 'a'))
    addContent(made, [new XAttribute(name('b'), '1'), new XElement(new XName(ns, 'c'))], text)
    expect(plain(made)).toBe('<a b="1" xmlns="urn:x"><c /></a>')
    const prefixed = element('a', new XAttribute(new XName(ns, 'b'), '1'))
    expect(plain(prefixed)).toBe('<a p1:b="1" xmlns:p1="urn:x" />')
    const outer = parseXElement('<a xmlns:q="urn:x"><q:b/></a>')
    const [inner] = elementsOf(outer)
    expect(inner && plain(inner)).toBe('<q:b xmlns:q="urn:x" />')
    expect(inner && prefixOfNamespace(inner, ns)).toBe('q')
    expect(inner && namespaceOfPrefix(inner, 'q')?.namespaceName).toBe('urn:x')
  })
  it('finds, sets, moves and removes', () => {
    const root = parseXElement('<a><b>1</b><c><b>2</b></c></a>')
    expect([...descendantsOf(root, name('b'))].map(valueOfElement)).toEqual(['1', '2'])
    expect(valueOfElement(root)).toBe('12')
    const [b, c] = [...elementsOf(root)] as [XElement, XElement]
    expect([...ancestorsOf(b)]).toEqual([root])
    expect(siblingsOf(b, 1)).toEqual([c])
    setAttributeValue(b, name('x'), '1')
    setAttributeValue(b, name('x'), '2')
    setChildValue(c, name('d'), 'new')
    setChildValue(c, name('b'), null)
    addBesideNode(b, element('e'), 0, text)
    expect(plain(root)).toBe('<a><e /><b x="2">1</b><c><d>new</d></c></a>')
    setAttributeValue(b, name('x'), null)
    replaceNode(c, ['t', element('f')], text)
    removeFromTree(root.nodes[0] as XElement)
    expect(plain(root)).toBe('<a><b>1</b>t<f /></a>')
    expect(() => removeFromTree(root)).toThrow('The parent is missing.')
  })
  it('escapes text and attributes', () => {
    expect(plain(element('a', new XAttribute(name('x'), '<"\n>'), 'a<b>&"\n'))).toBe(
      '<a x="&lt;&quot;&#xA;&gt;">a&lt;b&gt;&amp;"\r\n</a>',
    )
    expect(attributeText(new XAttribute(name('x'), '1"'))).toBe('x="1&quot;"')
    expect(plain(element('a', new XCData('x]]>y'), new XProcessingInstruction('t', '')))).toBe(
      '<a><![CDATA[x]]]]><![CDATA[>y]]><?t?></a>',
    )
  })
  it('compares deeply', () => {
    const a = '<a x="1"><b>t</b></a>'
    expect(deepEqualsXml(parseXElement(a), parseXElement(a))).toBe(true)
    expect(deepEqualsXml(parseXElement(a), parseXElement('<a x="2"><b>t</b></a>'))).toBe(false)
    expect(deepEqualsXml(parseXElement('<a/>'), parseXElement('<a></a>'))).toBe(false)
  })
  it('keeps a document to one root', () => {
    const document = new XDocument()
    document.declaration = new XDeclaration('1.0', 'utf-8', 'yes')
    addContent(document, element('a'), text)
    expect(() => addContent(document, element('b'), text)).toThrow(
      'This operation would create an incorrectly structured document.',
    )
    expect(() => addContent(document, 'text', text)).toThrow('Non-whitespace characters cannot be added to content.')
    expect(String(document.declaration)).toBe('<?xml version="1.0" encoding="utf-8" standalone="yes"?>')
  })
})
