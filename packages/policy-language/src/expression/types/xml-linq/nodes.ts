import { argumentNullException } from '../../net/failures.ts'
import { attributeText, writeXml } from '../../net/xml-linq/write-xml.ts'
import {
  addBesideNode,
  addContent,
  ancestorsOf,
  deepEqualsXml,
  descendantNodesOf,
  descendantsOf,
  elementsOf,
  insertContent,
  removeFromTree,
  replaceNode,
  siblingsOf,
} from '../../net/xml-linq/xml-content.ts'
import type { XName } from '../../net/xml-linq/xml-name.ts'
import {
  XAttribute,
  XCData,
  XComment,
  XContainer,
  XDeclaration,
  XDocumentType,
  XElement,
  XNode,
  XObject,
  XProcessingInstruction,
  XText,
} from '../../net/xml-linq/xml-tree.ts'
import type { Run } from '../../run/run.ts'
import { accessors, defineType, withRun } from '../define-type.ts'
import { valueConversions } from './value-conversions.ts'
import { xmlText } from './xml-text.ts'

const textOf = (run: Run) => (value: unknown) => xmlText(run, value)

/** Names that are null match nothing. */
const maybe = <T>(name: XName | null, find: (name: XName) => Iterable<T>): T[] => (name === null ? [] : [...find(name)])

export const xObject = defineType({
  name: 'System.Xml.Linq.XObject',
  kind: 'class',
  represents: XObject,
  members: {
    'XDocument Document { get; }': (object: XObject) => object.document,
    'XElement Parent { get; }': (object: XObject) => object.parent,
    'XmlNodeType NodeType { get; }': (object: XObject) => object.nodeType,
  },
})

/** @see https://learn.microsoft.com/dotnet/api/system.xml.linq.xnode */
export const xNode = defineType({
  name: 'System.Xml.Linq.XNode',
  kind: 'class',
  extends: 'XObject',
  represents: XNode,
  members: {
    'XNode NextNode { get; }': (node: XNode) => siblingsOf(node, 1)[0] ?? null,
    'XNode PreviousNode { get; }': (node: XNode) => siblingsOf(node, -1).at(-1) ?? null,
    'void AddAfterSelf(params object[] content)': withRun((run, node: XNode, content: readonly unknown[]) =>
      addBesideNode(node, content, 1, textOf(run)),
    ),
    'void AddBeforeSelf(params object[] content)': withRun((run, node: XNode, content: readonly unknown[]) =>
      addBesideNode(node, content, 0, textOf(run)),
    ),
    'void ReplaceWith(params object[] content)': withRun((run, node: XNode, content: readonly unknown[]) =>
      replaceNode(node, content, textOf(run)),
    ),
    'void Remove()': removeFromTree,
    'IEnumerable<XElement> Ancestors()': (node: XNode) => [...ancestorsOf(node)],
    'IEnumerable<XElement> Ancestors(XName name)': (node: XNode, name: XName | null) =>
      maybe(name, (own) => ancestorsOf(node, own)),
    'IEnumerable<XElement> ElementsAfterSelf()': (node: XNode) => siblingsOf(node, 1).filter(isElement),
    'IEnumerable<XElement> ElementsBeforeSelf()': (node: XNode) => siblingsOf(node, -1).filter(isElement),
    'IEnumerable<XNode> NodesAfterSelf()': (node: XNode) => siblingsOf(node, 1),
    'IEnumerable<XNode> NodesBeforeSelf()': (node: XNode) => siblingsOf(node, -1),
    'string ToString(SaveOptions options)': writeXml,
    'static bool DeepEquals(XNode n1, XNode n2)': deepEqualsXml,
  },
  operations: { toText: (node: XNode) => writeXml(node) },
})

const isElement = (node: XNode) => node instanceof XElement

/** @see https://learn.microsoft.com/dotnet/api/system.xml.linq.xcontainer */
export const xContainer = defineType({
  name: 'System.Xml.Linq.XContainer',
  kind: 'class',
  extends: 'XNode',
  represents: XContainer,
  members: {
    'XNode FirstNode { get; }': (container: XContainer) => container.nodes[0] ?? null,
    'XNode LastNode { get; }': (container: XContainer) => container.nodes.at(-1) ?? null,
    'void Add(params object[] content)': withRun((run, container: XContainer, content: readonly unknown[]) =>
      addContent(container, content, textOf(run)),
    ),
    'void AddFirst(params object[] content)': withRun((run, container: XContainer, content: readonly unknown[]) => {
      insertContent(container, 0, content, textOf(run))
    }),
    'void RemoveNodes()': (container: XContainer) => container.removeNodes(),
    'void ReplaceNodes(params object[] content)': withRun((run, container: XContainer, content: readonly unknown[]) => {
      container.removeNodes()
      addContent(container, content, textOf(run))
    }),
    'XElement Element(XName name)': (container: XContainer, name: XName | null) =>
      name === null ? null : (elementsOf(container, name).next().value ?? null),
    'IEnumerable<XElement> Elements()': (container: XContainer) => [...elementsOf(container)],
    'IEnumerable<XElement> Elements(XName name)': (container: XContainer, name: XName | null) =>
      maybe(name, (own) => elementsOf(container, own)),
    'IEnumerable<XElement> Descendants()': (container: XContainer) => [...descendantsOf(container)],
    'IEnumerable<XElement> Descendants(XName name)': (container: XContainer, name: XName | null) =>
      maybe(name, (own) => descendantsOf(container, own)),
    'IEnumerable<XNode> Nodes()': (container: XContainer) => [...container.nodes],
    'IEnumerable<XNode> DescendantNodes()': (container: XContainer) => [...descendantNodesOf(container)],
  },
})

export const xText = defineType({
  name: 'System.Xml.Linq.XText',
  kind: 'class',
  extends: 'XNode',
  represents: XText,
  members: {
    'XText(string value)': (value: string | null) => new XText(required(value)),
    'string Value { get; set; }': accessors(
      (text: XText) => text.value,
      (text: XText, value: string | null) => {
        text.value = required(value)
      },
    ),
  },
})

export const xCData = defineType({
  name: 'System.Xml.Linq.XCData',
  kind: 'class',
  extends: 'XText',
  represents: XCData,
  members: { 'XCData(string value)': (value: string | null) => new XCData(required(value)) },
})

export const xComment = defineType({
  name: 'System.Xml.Linq.XComment',
  kind: 'class',
  extends: 'XNode',
  represents: XComment,
  members: {
    'XComment(string value)': (value: string | null) => new XComment(required(value)),
    'string Value { get; set; }': accessors(
      (comment: XComment) => comment.value,
      (comment: XComment, value: string | null) => {
        comment.value = required(value)
      },
    ),
  },
})

export const xProcessingInstruction = defineType({
  name: 'System.Xml.Linq.XProcessingInstruction',
  kind: 'class',
  extends: 'XNode',
  represents: XProcessingInstruction,
  members: {
    'XProcessingInstruction(string target, string data)': (target: string, data: string | null) =>
      new XProcessingInstruction(target, required(data)),
    'string Target { get; }': ({ target }: XProcessingInstruction) => target,
    'string Data { get; }': ({ data }: XProcessingInstruction) => data,
  },
})

export const xDocumentType = defineType({
  name: 'System.Xml.Linq.XDocumentType',
  kind: 'class',
  extends: 'XNode',
  represents: XDocumentType,
  members: { 'string Name { get; }': ({ name }: XDocumentType) => name },
})

export const xDeclaration = defineType({
  name: 'System.Xml.Linq.XDeclaration',
  kind: 'class',
  represents: XDeclaration,
  members: {
    'XDeclaration(string version, string encoding, string standalone)': (
      version: string | null,
      encoding: string | null,
      standalone: string | null,
    ) => new XDeclaration(version, encoding, standalone),
    'string Version { get; }': ({ version }: XDeclaration) => version,
    'string Encoding { get; }': ({ encoding }: XDeclaration) => encoding,
    'string Standalone { get; }': ({ standalone }: XDeclaration) => standalone,
  },
  operations: { toText: (declaration: XDeclaration) => declaration.toString() },
})

/** @see https://learn.microsoft.com/dotnet/api/system.xml.linq.xattribute */
export const xAttribute = defineType({
  name: 'System.Xml.Linq.XAttribute',
  kind: 'class',
  extends: 'XObject',
  represents: XAttribute,
  members: {
    'XAttribute(XName name, object value)': withRun((run, name: XName | null, value: unknown) => {
      if (name === null) throw argumentNullException('name')
      if (value === null) throw argumentNullException('value')
      return new XAttribute(name, xmlText(run, value))
    }),
    'XName Name { get; }': ({ name }: XAttribute) => name,
    'string Value { get; set; }': accessors(
      (attribute: XAttribute) => attribute.value,
      (attribute: XAttribute, value: string | null) => {
        attribute.value = required(value)
      },
    ),
    'bool IsNamespaceDeclaration { get; }': (attribute: XAttribute) => attribute.isNamespaceDeclaration,
    'XAttribute NextAttribute { get; }': (attribute: XAttribute) => neighbour(attribute, 1),
    'XAttribute PreviousAttribute { get; }': (attribute: XAttribute) => neighbour(attribute, -1),
    'void Remove()': removeFromTree,
    'void SetValue(object value)': withRun((run, attribute: XAttribute, value: unknown) => {
      if (value === null) throw argumentNullException('value')
      attribute.value = xmlText(run, value)
    }),
    ...valueConversions('XAttribute', ({ value }: XAttribute) => value),
  },
  operations: { toText: attributeText },
})

function neighbour(attribute: XAttribute, by: number): XAttribute | null {
  const all = attribute.parent?.attributes ?? []
  return all[all.indexOf(attribute) + by] ?? null
}

function required(value: string | null): string {
  if (value === null) throw argumentNullException('value')
  return value
}
