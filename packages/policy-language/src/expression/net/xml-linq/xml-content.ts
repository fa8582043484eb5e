import { argumentException, invalidOperationException } from '../failures.ts'
import { parseXName, sameName, XName, XNamespace } from './xml-name.ts'
import {
  XAttribute,
  XComment,
  XContainer,
  XDocument,
  XElement,
  XNode,
  type XObject,
  XProcessingInstruction,
  XText,
} from './xml-tree.ts'

/** What may be put into a container: nodes, attributes, texts, sequences of them, and anything that has a text. */
export type XmlText = (value: unknown) => string

/**
 * `XContainer.Add`: text joins text before it, sequences are taken apart, null is nothing.
 * @param textOf the text of a simple value by the rules of XML (`true`, ISO dates)
 * @see https://learn.microsoft.com/dotnet/standard/linq/valid-content-xelement-xdocument-objects
 */
export function addContent(container: XContainer, content: unknown, textOf: XmlText): void {
  insertContent(container, container.nodes.length, content, textOf)
}

/** @returns the index behind what was inserted */
export function insertContent(container: XContainer, index: number, content: unknown, textOf: XmlText): number {
  if (content === null || content === undefined) return index
  if (content instanceof XNode) {
    container.insert(index, content)
    return index + 1
  }
  if (content instanceof XAttribute) {
    if (!(container instanceof XElement)) throw argumentException('An attribute cannot be added to content.')
    container.addAttribute(content)
    return index
  }
  if (typeof content !== 'string' && isSequence(content)) {
    let at = index
    for (const item of content) at = insertContent(container, at, item, textOf)
    return at
  }
  return insertText(container, index, typeof content === 'string' ? content : textOf(content))
}

function insertText(container: XContainer, index: number, text: string): number {
  const before = container.nodes[index - 1]
  if (container instanceof XElement && text === '') {
    if (container.nodes.length === 0) container.hasEndTag = true
    return index
  }
  // Only plain text is joined: a CDATA section ends where it ends.
  if (before instanceof XText && before.nodeType === 3) {
    before.value += text
    return index
  }
  container.insert(index, new XText(text))
  return index + 1
}

function isSequence(value: unknown): value is Iterable<unknown> {
  return typeof value === 'object' && value !== null && Symbol.iterator in value
}

/** `XElement.Value`: all text below, joined. */
export function valueOfElement(element: XElement): string {
  let value = ''
  for (const node of element.nodes) {
    if (node instanceof XText) value += node.value
    else if (node instanceof XElement) value += valueOfElement(node)
  }
  return value
}

export function setElementValue(element: XElement, value: string): void {
  element.removeNodes()
  if (value === '') element.hasEndTag = true
  else element.append(new XText(value))
}

/** `SetAttributeValue`: null removes. */
export function setAttributeValue(element: XElement, name: XName, value: string | null): void {
  const attribute = element.attribute(name)
  if (value === null) {
    if (attribute !== undefined) element.removeAttribute(attribute)
  } else if (attribute === undefined) element.addAttribute(new XAttribute(name, value))
  else attribute.value = value
}

/** `SetElementValue`: of the first child of that name; null removes it. */
export function setChildValue(element: XElement, name: XName, value: string | null): void {
  const child = elementsOf(element, name).next().value
  if (value === null) {
    if (child !== undefined) element.removeNode(child)
  } else if (child === undefined) {
    const added = new XElement(name)
    setElementValue(added, value)
    element.append(added)
  } else setElementValue(child, value)
}

/** Child elements, of a name or all. */
export function* elementsOf(container: XContainer, name?: XName): Generator<XElement, undefined> {
  for (const node of container.nodes) if (isElement(node, name)) yield node
}

/** Elements below, in document order. */
export function* descendantsOf(container: XContainer, name?: XName): Generator<XElement> {
  for (const node of container.nodes) {
    if (!(node instanceof XElement)) continue
    if (isElement(node, name)) yield node
    yield* descendantsOf(node, name)
  }
}

export function* descendantNodesOf(container: XContainer): Generator<XNode> {
  for (const node of container.nodes) {
    yield node
    if (node instanceof XContainer) yield* descendantNodesOf(node)
  }
}

/** Elements around, the nearest first. */
export function* ancestorsOf(node: XObject, name?: XName): Generator<XElement> {
  for (let parent = node.parent; parent !== null; parent = parent.parent) if (isElement(parent, name)) yield parent
}

function isElement(node: XObject, name: XName | undefined): node is XElement {
  return node instanceof XElement && (name === undefined || sameName(node.name, name))
}

/** The nodes beside it in its container; `by` counts. */
export function siblingsOf(node: XNode, direction: 1 | -1): XNode[] {
  const { container } = node
  if (container === null) return []
  const index = container.nodes.indexOf(node)
  return direction === 1 ? container.nodes.slice(index + 1) : container.nodes.slice(0, index)
}

/** @throws System.InvalidOperationException without a parent */
export function removeFromTree(object: XObject): void {
  const { container } = object
  if (container === null) throw invalidOperationException('The parent is missing.')
  if (object instanceof XAttribute && container instanceof XElement) container.removeAttribute(object)
  else if (object instanceof XNode) container.removeNode(object)
}

/** `AddAfterSelf`, `AddBeforeSelf` */
export function addBesideNode(node: XNode, content: unknown, offset: 0 | 1, textOf: XmlText): void {
  const { container } = node
  if (container === null) throw invalidOperationException('The parent is missing.')
  insertContent(container, container.nodes.indexOf(node) + offset, content, textOf)
}

export function replaceNode(node: XNode, content: unknown, textOf: XmlText): void {
  const { container } = node
  if (container === null) throw invalidOperationException('The parent is missing.')
  const index = container.nodes.indexOf(node)
  container.removeNode(node)
  insertContent(container, index, content, textOf)
}

/** The namespace that a prefix (empty: none) stands for at an element. */
export function namespaceOfPrefix(element: XElement, prefix: string): XNamespace | null {
  if (prefix === 'xml') return XNamespace.xml
  if (prefix === 'xmlns') return XNamespace.xmlns
  const name = prefix === '' ? parseXName('xmlns') : new XName(XNamespace.xmlns, prefix)
  for (let at: XElement | null = element; at !== null; at = at.parent) {
    const declared = at.attribute(name)
    if (declared !== undefined) return new XNamespace(declared.value)
  }
  return prefix === '' ? XNamespace.none : null
}

/** A prefix that stands for the namespace at an element; null when there is none. */
export function prefixOfNamespace(element: XElement, namespace: XNamespace): string | null {
  if (namespace.namespaceName === XNamespace.xml.namespaceName) return 'xml'
  for (let at: XElement | null = element; at !== null; at = at.parent)
    for (const attribute of at.attributes) {
      if (attribute.name.namespaceName !== XNamespace.xmlns.namespaceName) continue
      const prefix = attribute.name.localName
      if (attribute.value !== namespace.namespaceName) continue
      // One nearer may have given the prefix another meaning.
      if (namespaceOfPrefix(element, prefix)?.namespaceName === attribute.value) return prefix
    }
  return null
}

/** `XNode.DeepEquals`: names, attributes in order, and content. */
export function deepEqualsXml(a: XNode | null, b: XNode | null): boolean {
  if (a === b) return true
  if (a === null || b === null || a.nodeType !== b.nodeType) return false
  if (a instanceof XText && b instanceof XText) return a.value === b.value
  if (a instanceof XComment && b instanceof XComment) return a.value === b.value
  if (a instanceof XProcessingInstruction && b instanceof XProcessingInstruction)
    return a.target === b.target && a.data === b.data
  if (a instanceof XElement && b instanceof XElement) {
    if (!sameName(a.name, b.name) || a.attributes.length !== b.attributes.length) return false
    const haveSame = a.attributes.every((attribute, i) => {
      const other = b.attributes[i]
      return other !== undefined && sameName(attribute.name, other.name) && attribute.value === other.value
    })
    if (!haveSame || a.isEmpty !== b.isEmpty) return false
  }
  if (!(a instanceof XContainer) || !(b instanceof XContainer)) return false
  if (a instanceof XDocument !== b instanceof XDocument) return false
  return a.nodes.length === b.nodes.length && a.nodes.every((node, i) => deepEqualsXml(node, b.nodes[i] ?? null))
}
