import { argumentNullException } from '../../net/failures.ts'
import { loadOptions as loading } from '../../net/xml-linq/parse-xml-linq.ts'
import { saveOptions as saving } from '../../net/xml-linq/write-xml.ts'
import { parseXName, sameName, XName, XNamespace, xNameOf } from '../../net/xml-linq/xml-name.ts'
import { xmlNodeType as nodeTypes } from '../../net/xml-linq/xml-tree.ts'
import { defineEnum, defineType } from '../define-type.ts'

export const xmlNodeType = defineEnum('System.Xml.XmlNodeType', { None: 0, ...nodeTypes })
export const saveOptions = defineEnum('System.Xml.Linq.SaveOptions', saving, { isFlags: true })
export const loadOptions = defineEnum('System.Xml.Linq.LoadOptions', loading, { isFlags: true })

const areSame = (a: XName | null, b: XName | null) => (a === null || b === null ? a === b : sameName(a, b))

function namespaceOf(name: string | null): XNamespace {
  if (name === null) throw argumentNullException('namespaceName')
  return name === '' ? XNamespace.none : new XNamespace(name)
}

/** @see https://learn.microsoft.com/dotnet/api/system.xml.linq.xname */
export const xName = defineType({
  name: 'System.Xml.Linq.XName',
  kind: 'class',
  represents: XName,
  members: {
    'static XName Get(string expandedName)': parseXName,
    'static XName Get(string localName, string namespaceName)': (local: string, namespace: string | null) =>
      xNameOf(namespaceOf(namespace), local),
    'string LocalName { get; }': (name: XName) => name.localName,
    'XNamespace Namespace { get; }': (name: XName) => name.namespace,
    'string NamespaceName { get; }': (name: XName) => name.namespaceName,
    'static implicit operator XName(string expandedName)': (text: string | null) =>
      text === null ? null : parseXName(text),
    'static bool operator ==(XName left, XName right)': areSame,
    'static bool operator !=(XName left, XName right)': (a: XName | null, b: XName | null) => !areSame(a, b),
  },
  operations: { toText: String as (name: XName) => string, keyOf: String as (name: XName) => string },
})

const areSameNamespace = (a: XNamespace | null, b: XNamespace | null) => a?.namespaceName === b?.namespaceName

/** @see https://learn.microsoft.com/dotnet/api/system.xml.linq.xnamespace */
export const xNamespace = defineType({
  name: 'System.Xml.Linq.XNamespace',
  kind: 'class',
  represents: XNamespace,
  members: {
    'static XNamespace None { get; }': () => XNamespace.none,
    'static XNamespace Xml { get; }': () => XNamespace.xml,
    'static XNamespace Xmlns { get; }': () => XNamespace.xmlns,
    'static XNamespace Get(string namespaceName)': namespaceOf,
    'string NamespaceName { get; }': (namespace: XNamespace) => namespace.namespaceName,
    'XName GetName(string localName)': xNameOf,
    'static implicit operator XNamespace(string namespaceName)': (name: string | null) =>
      name === null ? null : namespaceOf(name),
    'static XName operator +(XNamespace ns, string localName)': xNameOf,
    'static bool operator ==(XNamespace left, XNamespace right)': areSameNamespace,
    'static bool operator !=(XNamespace left, XNamespace right)': (a: XNamespace | null, b: XNamespace | null) =>
      !areSameNamespace(a, b),
  },
  operations: {
    toText: (namespace: XNamespace) => namespace.namespaceName,
    keyOf: (namespace: XNamespace) => namespace.namespaceName,
  },
})
