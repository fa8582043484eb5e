import type { PolicyFormat } from '../xml/parse-xml.ts'
import { isBlank, type XmlElement, type XmlNode } from '../xml/xml-tree.ts'
import { writeValue } from './write-policy-document.ts'

/**
 * An element of a document as text that reads as the same element. Lines are moved to the left by as much as the element
 * is indented; what a document has between its attributes is not kept.
 */
export function writeElement(element: XmlElement, format: PolicyFormat): string {
  const { column } = element.fragment?.position ?? element.position
  return write(element, format, new RegExp(`(\\n)[ \\t]{0,${Math.max(0, column - 2)}}`, 'g'))
}

function write({ name, attributes, children }: XmlElement, format: PolicyFormat, indent: RegExp): string {
  const written = attributes.map(
    (attribute) => ` ${attribute.name}="${writeValue({ ...outOfText, value: attribute.value }, '"', format)}"`,
  )
  const head = `<${name}${written.join('')}`
  if (children.length === 0) return `${head} />`
  return `${head}>${children.map((child) => writeNode(child, format, indent)).join('')}</${name}>`
}

function writeNode(node: XmlNode, format: PolicyFormat, indent: RegExp): string {
  if (node.kind === 'element') return write(node, format, indent)
  if (node.kind === 'comment') return `<!--${node.text}-->`
  return isBlank(node.text)
    ? node.text.replace(indent, '$1')
    : writeValue({ ...outOfText, place: 'text', value: node.text }, '>', format)
}

/**
 * What stands between the tags of an element, as XML that reads the same. Only what must be is escaped, so that
 * templates in it stay templates.
 */
export const writeChildren = ({ children }: XmlElement): string => children.map(writePlainly).join('')

function writePlainly(node: XmlNode): string {
  if (node.kind === 'text') return node.text.replaceAll('&', '&amp;').replaceAll('<', '&lt;')
  if (node.kind === 'comment') return `<!--${node.text}-->`
  const attributes = node.attributes.map(({ name, value }) => ` ${name}="${escapeQuoted(value)}"`)
  const head = `<${node.name}${attributes.join('')}`
  return node.children.length === 0 ? `${head} />` : `${head}>${writeChildren(node)}</${node.name}>`
}

const escapeQuoted = (value: string): string =>
  value.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;')

/** A value that stands in no text yet. */
const outOfText = { start: 0, end: 0, place: 'attribute' } as const
