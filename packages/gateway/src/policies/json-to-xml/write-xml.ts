import type { JsonNode } from './parse-json.ts'
import { normalizeDate } from './xml-dates.ts'
import { type ElementName, isNamespaceName, type NameOptions, toAttributeName, toElementName } from './xml-names.ts'

export interface XmlOptions extends NameOptions {
  /** Members of the object of this name become attributes. */
  readonly attributeBlockName: string | undefined
  /** Members whose names begin so become attributes. */
  readonly attributePrefix: string | undefined
  readonly parsesDates: boolean
  readonly trimsValues: boolean
}

const instanceNamespace = 'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"'
/** Stands above several members, and above what is no object. */
const rootName = 'Document'
const itemName = 'Item'

/**
 * JSON as XML: members become elements, arrays become elements that repeat, null becomes `xsi:nil`.
 * @see reference: API Management, 3.3 (observed output)
 */
export function writeXml(json: JsonNode, options: XmlOptions): string {
  const only = json.kind === 'object' && json.members.length === 1 ? json.members[0] : undefined
  // One member can be the root itself, as long as it is one element.
  if (only !== undefined && only[1].kind !== 'array' && !isAttribute(only[0], options)) {
    return writeMember(only[0], only[1], options, new Set())
  }
  if (json.kind !== 'array') return writeMember(rootName, json, options, new Set())
  const items = json.items.map((item) => writeMember(itemName, item, options, new Set()))
  return items.length === 0 ? `<${rootName} />` : `<${rootName}>${items.join('')}</${rootName}>`
}

/** @param prefixes namespace prefixes declared above */
function writeMember(name: string, node: JsonNode, options: XmlOptions, prefixes: ReadonlySet<string>): string {
  if (node.kind === 'array') {
    if (node.items.length === 0) return writeElement(toElementName(name, options, prefixes), '', '')
    return node.items
      .map((item) => {
        // An array inside an array has no name of its own: it is one more element around.
        if (item.kind !== 'array') return writeMember(name, item, options, prefixes)
        return writeElement(toElementName(name, options, prefixes), '', writeMember(name, item, options, prefixes))
      })
      .join('')
  }
  if (node.kind === 'object') return writeObject(name, node.members, options, prefixes)
  const element = toElementName(name, options, prefixes)
  if (node.kind === 'null') return writeElement(element, ` xsi:nil="true" ${instanceNamespace}`, '')
  return writeElement(element, '', escapeText(toText(node, options)))
}

function writeObject(
  name: string,
  members: readonly (readonly [string, JsonNode])[],
  options: XmlOptions,
  above: ReadonlySet<string>,
): string {
  const prefixes = new Set(above)
  const attributes = new Map<string, string>()
  const children: (readonly [string, JsonNode])[] = []
  for (const [key, value] of members) {
    if (isNamespaceName(key, options) && isScalar(value)) {
      const declared = toAttributeName(key, options, prefixes, true)
      prefixes.add(declared.slice('xmlns:'.length))
      attributes.set(declared, toText(value, options))
    }
  }
  const addAttribute = (key: string, value: JsonNode): void => {
    if (value.kind !== 'null') attributes.set(toAttributeName(key, options, prefixes), toText(value, options))
  }
  for (const [key, value] of members) {
    if (isNamespaceName(key, options) && isScalar(value)) continue
    if (key === options.attributeBlockName && value.kind === 'object') {
      for (const [inner, innerValue] of value.members) addAttribute(inner, innerValue)
    } else if (isPrefixed(key, options) && isScalar(value)) {
      addAttribute(key.slice(options.attributePrefix?.length ?? 0), value)
    } else children.push([key, value])
  }
  let written = ''
  for (const [key, value] of attributes) written += ` ${key}="${escapeAttribute(value)}"`
  const content = children.map(([key, value]) => writeMember(key, value, options, prefixes)).join('')
  return writeElement(toElementName(name, options, prefixes), written, content)
}

const writeElement = (name: ElementName, attributes: string, content: string): string =>
  content === '' ? `<${name}${attributes} />` : `<${name}${attributes}>${content}</${name}>`

const isScalar = (node: JsonNode): boolean => node.kind !== 'object' && node.kind !== 'array'

const isPrefixed = (name: string, { attributePrefix }: XmlOptions): boolean =>
  attributePrefix !== undefined && name.startsWith(attributePrefix) && name.length > attributePrefix.length

const isAttribute = (name: string, options: XmlOptions): boolean =>
  name === options.attributeBlockName || isPrefixed(name, options) || isNamespaceName(name, options)

function toText(node: JsonNode, options: XmlOptions): string {
  switch (node.kind) {
    case 'string': {
      const text = options.trimsValues ? node.text.trim() : node.text
      return options.parsesDates ? normalizeDate(text) : text
    }
    case 'number':
      return node.text
    case 'boolean':
      return node.value ? 'True' : 'False'
    case 'null':
      return ''
    case 'object':
    case 'array':
      // An attribute cannot hold elements; its JSON text loses nothing.
      return toJson(node)
  }
}

function toJson(node: JsonNode): string {
  switch (node.kind) {
    case 'object':
      return `{${node.members.map(([name, value]) => `${JSON.stringify(name)}:${toJson(value)}`).join(',')}}`
    case 'array':
      return `[${node.items.map(toJson).join(',')}]`
    case 'string':
      return JSON.stringify(node.text)
    case 'number':
      return node.text
    case 'boolean':
      return String(node.value)
    case 'null':
      return 'null'
  }
}

const references: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' }

/** XML cannot show these characters in any form, lone halves of surrogate pairs among them. */
const impossible =
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
  /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g

const escapeText = (text: string): string =>
  text
    .replace(impossible, '\ufffd')
    .replace(/[&<>]/g, (char) => references[char] ?? char)
    .replaceAll('\r', '&#xD;')

const escapeAttribute = (text: string): string =>
  text
    .replace(impossible, '\ufffd')
    .replace(/[&<>"]/g, (char) => references[char] ?? char)
    .replace(/[\t\n\r]/g, (char) => `&#x${char.charCodeAt(0).toString(16).toUpperCase()};`)
