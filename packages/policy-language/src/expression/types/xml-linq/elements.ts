import { argumentNullException } from '../../net/failures.ts'
import { loadOptions, parseXDocument, parseXElement } from '../../net/xml-linq/parse-xml-linq.ts'
import {
  addContent,
  ancestorsOf,
  descendantsOf,
  elementsOf,
  namespaceOfPrefix,
  prefixOfNamespace,
  removeFromTree,
  setAttributeValue,
  setChildValue,
  setElementValue,
  valueOfElement,
} from '../../net/xml-linq/xml-content.ts'
import { sameName, type XName, type XNamespace } from '../../net/xml-linq/xml-name.ts'
import {
  type XAttribute,
  type XContainer,
  type XDeclaration,
  XDocument,
  XElement,
  type XNode,
  type XObject,
} from '../../net/xml-linq/xml-tree.ts'
import type { Run } from '../../run/run.ts'
import { accessors, defineType, withRun } from '../define-type.ts'
import { valueConversions } from './value-conversions.ts'
import { xmlText } from './xml-text.ts'

const textOf = (run: Run) => (value: unknown) => xmlText(run, value)

function elementNamed(name: XName | null): XElement {
  if (name === null) throw argumentNullException('name')
  return new XElement(name)
}

/** Null removes what a name stands for. */
const orNull = (run: Run, value: unknown) => (value === null ? null : xmlText(run, value))

function parse<T>(
  run: Run,
  text: string | null,
  read: (text: string | null, options: number) => T,
  options: number,
): T {
  run.charge(text?.length ?? 0)
  return read(text, options)
}

/** @see https://learn.microsoft.com/dotnet/api/system.xml.linq.xelement */
export const xElement = defineType({
  name: 'System.Xml.Linq.XElement',
  kind: 'class',
  extends: 'XContainer',
  represents: XElement,
  members: {
    'XElement(XName name)': elementNamed,
    'XElement(XElement other)': (other: XElement) => other.clone(),
    'XElement(XName name, params object[] content)': withRun(
      (run, name: XName | null, content: readonly unknown[] | null) => {
        const element = elementNamed(name)
        addContent(element, content, textOf(run))
        return element
      },
    ),
    'static XElement Parse(string text)': withRun((run, text: string | null) =>
      parse(run, text, parseXElement, loadOptions.None),
    ),
    'static XElement Parse(string text, LoadOptions options)': withRun((run, text: string | null, options: number) =>
      parse(run, text, parseXElement, options),
    ),
    'XName Name { get; set; }': accessors(
      (element: XElement) => element.name,
      (element: XElement, name: XName | null) => {
        if (name === null) throw argumentNullException('value')
        element.name = name
      },
    ),
    'string Value { get; set; }': accessors(valueOfElement, (element: XElement, value: string | null) => {
      if (value === null) throw argumentNullException('value')
      setElementValue(element, value)
    }),
    'bool HasAttributes { get; }': (element: XElement) => element.attributes.length > 0,
    'bool HasElements { get; }': (element: XElement) => !elementsOf(element).next().done,
    'bool IsEmpty { get; }': (element: XElement) => element.isEmpty,
    'XAttribute FirstAttribute { get; }': (element: XElement) => element.attributes[0] ?? null,
    'XAttribute LastAttribute { get; }': (element: XElement) => element.attributes.at(-1) ?? null,
    'XAttribute Attribute(XName name)': (element: XElement, name: XName | null) =>
      name === null ? null : (element.attribute(name) ?? null),
    'IEnumerable<XAttribute> Attributes()': (element: XElement) => [...element.attributes],
    'IEnumerable<XAttribute> Attributes(XName name)': (element: XElement, name: XName | null) =>
      element.attributes.filter((attribute) => name !== null && sameName(attribute.name, name)),
    'IEnumerable<XElement> AncestorsAndSelf()': (element: XElement) => [element, ...ancestorsOf(element)],
    'IEnumerable<XElement> DescendantsAndSelf()': (element: XElement) => [element, ...descendantsOf(element)],
    'IEnumerable<XElement> DescendantsAndSelf(XName name)': (element: XElement, name: XName) =>
      [element, ...descendantsOf(element)].filter((each) => sameName(each.name, name)),
    'void RemoveAll()': (element: XElement) => {
      removeAttributes(element)
      element.removeNodes()
    },
    'void RemoveAttributes()': removeAttributes,
    'void ReplaceAll(params object[] content)': withRun((run, element: XElement, content: readonly unknown[]) => {
      removeAttributes(element)
      element.removeNodes()
      addContent(element, content, textOf(run))
    }),
    'void ReplaceAttributes(params object[] content)': withRun(
      (run, element: XElement, content: readonly unknown[]) => {
        removeAttributes(element)
        addContent(element, content, textOf(run))
      },
    ),
    'void SetValue(object value)': withRun((run, element: XElement, value: unknown) => {
      if (value === null) throw argumentNullException('value')
      setElementValue(element, xmlText(run, value))
    }),
    'void SetAttributeValue(XName name, object value)': withRun((run, element: XElement, name: XName, value: unknown) =>
      setAttributeValue(element, name, orNull(run, value)),
    ),
    'void SetElementValue(XName name, object value)': withRun((run, element: XElement, name: XName, value: unknown) =>
      setChildValue(element, name, orNull(run, value)),
    ),
    'XNamespace GetDefaultNamespace()': (element: XElement) => namespaceOfPrefix(element, ''),
    'XNamespace GetNamespaceOfPrefix(string prefix)': namespaceOfPrefix,
    'string GetPrefixOfNamespace(XNamespace ns)': (element: XElement, namespace: XNamespace) =>
      prefixOfNamespace(element, namespace),
    ...valueConversions('XElement', valueOfElement),
  },
})

function removeAttributes(element: XElement): void {
  for (const attribute of [...element.attributes]) element.removeAttribute(attribute)
}

/** Without `Load`, which reads files. @see reference: API Management, 3.5 */
export const xDocument = defineType({
  name: 'System.Xml.Linq.XDocument',
  kind: 'class',
  extends: 'XContainer',
  represents: XDocument,
  members: {
    'XDocument()': () => new XDocument(),
    'XDocument(XDocument other)': (other: XDocument) => other.clone(),
    'XDocument(params object[] content)': withRun((run, content: readonly unknown[] | null) =>
      documentOf(run, null, content),
    ),
    'XDocument(XDeclaration declaration, params object[] content)': withRun(documentOf),
    'static XDocument Parse(string text)': withRun((run, text: string | null) =>
      parse(run, text, parseXDocument, loadOptions.None),
    ),
    'static XDocument Parse(string text, LoadOptions options)': withRun((run, text: string | null, options: number) =>
      parse(run, text, parseXDocument, options),
    ),
    'XElement Root { get; }': (document: XDocument) => document.root,
    'XDeclaration Declaration { get; set; }': accessors(
      (document: XDocument) => document.declaration,
      (document: XDocument, declaration: XDeclaration | null) => {
        document.declaration = declaration
      },
    ),
  },
})

function documentOf(run: Run, declaration: XDeclaration | null, content: readonly unknown[] | null): XDocument {
  const document = new XDocument()
  document.declaration = declaration
  addContent(document, content, textOf(run))
  return document
}

/** Sequences of elements, taken together. @see https://learn.microsoft.com/dotnet/api/system.xml.linq.extensions */
export const xmlExtensions = defineType({
  name: 'System.Xml.Linq.XmlExtensions',
  kind: 'static',
  isHidden: true,
  members: {
    'static IEnumerable<XElement> Elements<T>(this IEnumerable<T> source)': (all: Iterable<XContainer>) =>
      [...all].flatMap((each) => [...elementsOf(each)]),
    'static IEnumerable<XElement> Elements<T>(this IEnumerable<T> source, XName name)': (
      all: Iterable<XContainer>,
      name: XName,
    ) => [...all].flatMap((each) => [...elementsOf(each, name)]),
    'static IEnumerable<XElement> Descendants<T>(this IEnumerable<T> source)': (all: Iterable<XContainer>) =>
      [...all].flatMap((each) => [...descendantsOf(each)]),
    'static IEnumerable<XElement> Descendants<T>(this IEnumerable<T> source, XName name)': (
      all: Iterable<XContainer>,
      name: XName,
    ) => [...all].flatMap((each) => [...descendantsOf(each, name)]),
    'static IEnumerable<XAttribute> Attributes(this IEnumerable<XElement> source)': (all: Iterable<XElement>) =>
      [...all].flatMap((each) => [...each.attributes]),
    'static IEnumerable<XAttribute> Attributes(this IEnumerable<XElement> source, XName name)': (
      all: Iterable<XElement>,
      name: XName,
    ) => [...all].flatMap((each): XAttribute[] => each.attributes.filter((own) => sameName(own.name, name))),
    'static IEnumerable<XNode> Nodes<T>(this IEnumerable<T> source)': (all: Iterable<XContainer>) =>
      [...all].flatMap((each): XNode[] => [...each.nodes]),
    'static void Remove(this IEnumerable<XAttribute> source)': removeAll,
    'static void Remove<T>(this IEnumerable<T> source)': removeAll,
  },
})

function removeAll(all: Iterable<XObject>): void {
  for (const each of [...all]) removeFromTree(each)
}
