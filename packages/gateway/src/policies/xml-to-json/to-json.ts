import type { XmlDocument, XmlNode, XmlNodeOf } from '../../pipeline/xml-tree.ts'

export interface JsonOptions {
  /** All that the XML has, with marks for what is no element; otherwise plain names. */
  readonly isDirect: boolean
  readonly alwaysArrays: boolean
  readonly keepsWhiteSpace: boolean
  readonly emptyIsNull: boolean
  readonly trimsValues: boolean
}

type Json = string | null | Json[] | { [name: string]: Json }

/**
 * XML as JSON. Direct: attributes are `@name`, text beside them `#text`, a colon in a name is `$`, and what the XML
 * declaration says stands before the root. Friendly: attributes are members like elements, prefixes and namespaces
 * are left out, text beside attributes is `value`.
 * @see reference: API Management, 3.3 (observed output); what the friendly form makes of text is our own choice
 */
export function toJson({ declaration, nodes }: XmlDocument, options: JsonOptions): string {
  const json: { [name: string]: Json } = Object.create(null)
  if (options.isDirect) for (const [name, value] of Object.entries(declaration ?? {})) json[name] = value
  for (const node of nodes) {
    if (node.kind === 'element') json[nameOf(node.name, options)] = convert(node, options)
  }
  return JSON.stringify(json)
}

function nameOf(name: string, { isDirect }: JsonOptions): string {
  return isDirect ? name.replaceAll(':', '$') : name.slice(name.indexOf(':') + 1)
}

function convert(element: XmlNodeOf<'element'>, options: JsonOptions): Json {
  const { isDirect } = options
  const attributes = element.attributes.filter(({ name }) => isDirect || !/^xmlns(?::|$)/.test(name))
  const children = element.children.filter((child) => isShown(child, element, options))
  const elements = children.filter((child) => child.kind === 'element')
  const text = textOf(children, options)
  if (isNil(element) && !isDirect) return null
  if (attributes.length === 0 && elements.length === 0) {
    if (element.children.length === 0) return element.isSelfClosing || options.emptyIsNull ? null : ''
    return text === '' && options.emptyIsNull ? null : text
  }
  const json: { [name: string]: Json } = Object.create(null)
  for (const { name, value } of attributes) json[`${isDirect ? '@' : ''}${nameOf(name, options)}`] = value
  if (text !== '') json[isDirect ? '#text' : 'value'] = text
  for (const child of elements) add(json, nameOf(child.name, options), convert(child, options), options)
  return json
}

/** Elements that repeat become an array; a member of another origin does not get lost to one. */
function add(json: { [name: string]: Json }, name: string, value: Json, { alwaysArrays }: JsonOptions): void {
  const before = json[name]
  if (before === undefined) json[name] = alwaysArrays ? [value] : value
  else if (Array.isArray(before)) before.push(value)
  else json[name] = [before, value]
}

function isShown(child: XmlNode, parent: XmlNodeOf<'element'>, { keepsWhiteSpace }: JsonOptions): boolean {
  if (child.kind === 'comment' || child.kind === 'instruction') return false
  if (child.kind !== 'text' || keepsWhiteSpace) return true
  // White space that only parts elements from one another says nothing.
  return child.text.trim() !== '' || !parent.children.some((other) => other.kind === 'element')
}

function textOf(children: readonly XmlNode[], { trimsValues }: JsonOptions): string {
  const text = children.map((child) => (child.kind === 'text' || child.kind === 'cdata' ? child.text : '')).join('')
  return trimsValues ? text.trim() : text
}

const isNil = ({ attributes }: XmlNodeOf<'element'>): boolean =>
  attributes.some(({ name, value }) => /^[^:]+:nil$/.test(name) && (value === 'true' || value === '1'))
