import { argumentException, argumentNullException } from '../failures.ts'
import { xmlException } from './xml-failures.ts'

/** `XNamespace`: equal exactly when the addresses are. */
export class XNamespace {
  readonly namespaceName: string

  constructor(namespaceName: string) {
    this.namespaceName = namespaceName
  }

  static readonly none = new XNamespace('')
  static readonly xml = new XNamespace('http://www.w3.org/XML/1998/namespace')
  static readonly xmlns = new XNamespace('http://www.w3.org/2000/xmlns/')
}

/** `XName`: a local name in a namespace. */
export class XName {
  readonly namespace: XNamespace
  readonly localName: string

  constructor(namespace: XNamespace, localName: string) {
    this.namespace = namespace
    this.localName = localName
  }

  get namespaceName(): string {
    return this.namespace.namespaceName
  }

  /** `{namespace}local`, or the local name alone. */
  toString(): string {
    return this.namespaceName === '' ? this.localName : `{${this.namespaceName}}${this.localName}`
  }
}

export function sameName(a: XName, b: XName): boolean {
  return a.localName === b.localName && a.namespaceName === b.namespaceName
}

/**
 * A name from its expanded text, `{namespace}local`.
 * @see https://learn.microsoft.com/dotnet/api/system.xml.linq.xname.get
 * @throws System.ArgumentException, System.Xml.XmlException
 */
export function parseXName(text: string | null): XName {
  if (text === null) throw argumentNullException('expandedName')
  if (text === '') throw argumentException("'' is an invalid expanded name.")
  if (!text.startsWith('{')) return xNameOf(XNamespace.none, text)
  const end = text.lastIndexOf('}')
  if (end <= 1 || end === text.length - 1) throw argumentException(`'${text}' is an invalid expanded name.`)
  return xNameOf(new XNamespace(text.slice(1, end)), text.slice(end + 1))
}

/** @throws System.Xml.XmlException for what is no name of XML */
export function xNameOf(namespace: XNamespace, localName: string): XName {
  if (localName === '') throw argumentException("The empty string '' is not a valid local name.")
  for (let at = 0; at < localName.length; at++) {
    const isAllowed = at === 0 ? /[\p{L}\p{Nl}_]/u : /[\p{L}\p{Nl}\p{Nd}\p{Mn}\p{Mc}_.\-·]/u
    const character = localName[at] ?? ''
    if (isAllowed.test(character) || (character >= '\ud800' && character <= '\udfff')) continue
    const code = character.charCodeAt(0).toString(16).toUpperCase().padStart(2, '0')
    throw xmlException(
      at === 0
        ? `Name cannot begin with the '${character}' character, hexadecimal value 0x${code}.`
        : `The '${character}' character, hexadecimal value 0x${code}, cannot be included in a name.`,
    )
  }
  return new XName(namespace, localName)
}
