import { SaxesParser, type SaxesTagNS } from 'saxes'
import { argumentNullException } from '../failures.ts'
import { type OpenElement, placeAt, refuseHalfCharacters, xmlFault } from './parse-faults.ts'
import { xmlException } from './xml-failures.ts'
import { XName, XNamespace } from './xml-name.ts'
import {
  XAttribute,
  XCData,
  XComment,
  type XContainer,
  XDeclaration,
  XDocument,
  XDocumentType,
  XElement,
  XProcessingInstruction,
  XText,
} from './xml-tree.ts'

/** Flags of `System.Xml.Linq.LoadOptions`. */
export const loadOptions = { None: 0, PreserveWhitespace: 1, SetBaseUri: 2, SetLineInfo: 4 } as const

/** Deeper text would end the stack of what walks the tree. */
const MAX_DEPTH = 1000

/**
 * `XDocument.Parse`: white space between elements is left out unless it is preserved. External entities do not exist,
 * and neither do those a document type declares.
 * @see https://learn.microsoft.com/dotnet/api/system.xml.linq.xdocument.parse
 * @throws System.Xml.XmlException with line and position
 */
export function parseXDocument(text: string | null, options: number = loadOptions.None): XDocument {
  if (text === null) throw argumentNullException('s')
  const preserves = (options & loadOptions.PreserveWhitespace) !== 0
  const content = text.replace(/^\ufeff/, '')
  if (content.trim() === '') throw xmlException('Root element is missing.')
  refuseHalfCharacters(content)
  const document = new XDocument()
  const open: OpenElement[] = []
  /** An end tag that fits none is told after the innermost element was closed by it. */
  let lastClosed: OpenElement | undefined
  const parser = new SaxesParser({ xmlns: true, position: true })
  const container = (): XContainer => open.at(-1)?.element ?? document

  parser.on('error', (error) => {
    throw xmlFault(error.message, content, parser.position, { open, lastClosed })
  })
  parser.on('xmldecl', ({ version, encoding, standalone }) => {
    document.declaration = new XDeclaration(version ?? null, encoding ?? null, standalone ?? null)
  })
  parser.on('doctype', (type) => document.append(new XDocumentType(type)))
  parser.on('opentag', (tag) => {
    const element = elementOf(tag)
    const space = tag.attributes['xml:space']?.value
    container().append(element)
    open.push({
      element,
      preserves: space === 'preserve' || (space !== 'default' && (open.at(-1)?.preserves ?? preserves)),
      // No attribute contains the sign, so the last one is that of this tag.
      start: content.lastIndexOf('<', parser.position - 1) + 1,
    })
    if (open.length > MAX_DEPTH)
      throw xmlException(`The document is nested deeper than ${MAX_DEPTH} elements.`, placeAt(content, parser.position))
  })
  parser.on('closetag', () => {
    lastClosed = open.pop()
  })
  parser.on('text', (value) => {
    const inner = open.at(-1)
    const isSpace = value.trim() === ''
    if (isSpace && !(inner?.preserves ?? preserves)) return
    container().append(new XText(value))
  })
  parser.on('cdata', (value) => container().append(new XCData(value)))
  parser.on('comment', (value) => container().append(new XComment(value)))
  parser.on('processinginstruction', ({ target, body }) =>
    container().append(new XProcessingInstruction(target, body.trimStart())),
  )
  parser.write(content).close()
  return document
}

/** `XElement.Parse`: the root, out of its document. */
export function parseXElement(text: string | null, options: number = loadOptions.None): XElement {
  const document = parseXDocument(text, options)
  const { root } = document
  if (root === null) throw xmlException('Root element is missing.')
  document.removeNode(root)
  return root
}

function elementOf(tag: SaxesTagNS): XElement {
  const element = new XElement(new XName(namespaceOf(tag.uri), tag.local))
  element.hasEndTag = !tag.isSelfClosing
  for (const { name, prefix, local, uri, value } of Object.values(tag.attributes)) {
    const attributeName =
      name === 'xmlns'
        ? new XName(XNamespace.none, 'xmlns')
        : new XName(namespaceOf(prefix === 'xmlns' ? XNamespace.xmlns.namespaceName : uri), local)
    element.addAttribute(new XAttribute(attributeName, value))
  }
  return element
}

function namespaceOf(uri: string): XNamespace {
  return uri === '' ? XNamespace.none : new XNamespace(uri)
}
