import { newLine } from '../new-line.ts'
import { prefixOfNamespace } from './xml-content.ts'
import { XNamespace } from './xml-name.ts'
import {
  type XAttribute,
  XCData,
  XComment,
  XDocument,
  XDocumentType,
  XElement,
  type XNode,
  XProcessingInstruction,
  XText,
} from './xml-tree.ts'

/** Flags of `System.Xml.Linq.SaveOptions`. */
export const saveOptions = { None: 0, DisableFormatting: 1, OmitDuplicateNamespaces: 2 } as const

/** Prefix → namespace of what was written around the current place. */
type Scope = ReadonlyMap<string, string>

interface Writer {
  text: string
  readonly isIndented: boolean
  /** Text stands at this level: white space would become part of it. */
  isMixed: boolean
  depth: number
}

/**
 * `XNode.ToString`: indented by two spaces unless formatting is disabled, never with a declaration.
 * @see https://learn.microsoft.com/dotnet/api/system.xml.linq.xnode.tostring
 */
export function writeXml(node: XNode, options: number = saveOptions.None): string {
  const writer: Writer = {
    text: '',
    isIndented: (options & saveOptions.DisableFormatting) === 0,
    isMixed: false,
    depth: 0,
  }
  const scope: Scope = new Map([
    ['', ''],
    ['xml', XNamespace.xml.namespaceName],
  ])
  for (const part of node instanceof XDocument ? node.nodes : [node]) write(writer, part, scope)
  return writer.text
}

function write(writer: Writer, node: XNode, scope: Scope): void {
  if (node instanceof XCData) {
    writer.isMixed = true
    writer.text += `<![CDATA[${node.value.replaceAll(']]>', ']]]]><![CDATA[>')}]]>`
  } else if (node instanceof XText) {
    writer.isMixed = true
    writer.text += escapeText(node.value)
  } else if (node instanceof XElement) writeElement(writer, node, scope)
  else {
    indent(writer)
    if (node instanceof XComment) writer.text += `<!--${node.value}-->`
    else if (node instanceof XProcessingInstruction)
      writer.text += node.data === '' ? `<?${node.target}?>` : `<?${node.target} ${node.data}?>`
    else if (node instanceof XDocumentType) writer.text += `<!DOCTYPE ${node.text.trim()}>`
  }
}

function writeElement(writer: Writer, element: XElement, outer: Scope): void {
  indent(writer)
  const scope = new Map(outer)
  for (const attribute of element.attributes) {
    const prefix = declaredPrefix(attribute)
    if (prefix !== undefined) scope.set(prefix, attribute.value)
  }
  // Declarations nobody wrote come behind the attributes.
  const added: string[] = []
  const name = qualifiedName(element, scope, added)
  writer.text += `<${name}`
  for (const attribute of element.attributes) {
    const attributeName = qualifiedAttributeName(element, attribute, scope, added)
    writer.text += ` ${attributeName}="${escapeAttribute(attribute.value)}"`
  }
  writer.text += added.join('')
  if (element.isEmpty) {
    writer.text += ' />'
    return
  }
  writer.text += '>'
  const wasMixed = writer.isMixed
  writer.depth++
  for (const node of element.nodes) write(writer, node, scope)
  writer.depth--
  if (element.nodes.length > 0) indent(writer)
  writer.isMixed = wasMixed
  writer.text += `</${name}>`
}

function indent(writer: Writer): void {
  if (!writer.isIndented || writer.isMixed || writer.text === '') return
  writer.text += newLine + '  '.repeat(writer.depth)
}

function declaredPrefix({ name, isNamespaceDeclaration }: XAttribute): string | undefined {
  if (!isNamespaceDeclaration) return undefined
  return name.namespaceName === '' ? '' : name.localName
}

function qualifiedName(element: XElement, scope: Map<string, string>, added: string[]): string {
  const { namespace, namespaceName, localName } = element.name
  if (scope.get('') === namespaceName) return localName
  const prefix = prefixInScope(scope, namespaceName) ?? prefixOfNamespace(element, namespace) ?? ''
  declare(prefix, namespaceName, scope, added)
  return prefix === '' ? localName : `${prefix}:${localName}`
}

function qualifiedAttributeName(
  element: XElement,
  attribute: XAttribute,
  scope: Map<string, string>,
  added: string[],
): string {
  const { namespace, namespaceName, localName } = attribute.name
  const declared = declaredPrefix(attribute)
  if (declared !== undefined) return declared === '' ? 'xmlns' : `xmlns:${declared}`
  if (namespaceName === '') return localName
  let prefix = prefixInScope(scope, namespaceName) ?? prefixOfNamespace(element, namespace)
  for (let number = 1; prefix === null; number++) if (!scope.has(`p${number}`)) prefix = `p${number}`
  declare(prefix, namespaceName, scope, added)
  return `${prefix}:${localName}`
}

function prefixInScope(scope: Scope, namespaceName: string): string | undefined {
  if (namespaceName === '') return undefined
  for (const [prefix, value] of scope) if (prefix !== '' && value === namespaceName) return prefix
  return undefined
}

function declare(prefix: string, namespaceName: string, scope: Map<string, string>, added: string[]): void {
  if (scope.get(prefix) === namespaceName) return
  scope.set(prefix, namespaceName)
  added.push(` ${prefix === '' ? 'xmlns' : `xmlns:${prefix}`}="${escapeAttribute(namespaceName)}"`)
}

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  '\t': '&#x9;',
  '\n': '&#xA;',
  '\r': '&#xD;',
}

/** Line ends of any kind are written as the platform's. */
function escapeText(text: string): string {
  return text.replace(/\r\n|[&<>\n\r]/g, (found) => (/^[\r\n]/.test(found) ? newLine : (entities[found] ?? found)))
}

function escapeAttribute(text: string): string {
  return text.replace(/[&<>"\t\n\r]/g, (character) => entities[character] ?? character)
}

/** `XAttribute.ToString()`: `name="value"`. */
export function attributeText(attribute: XAttribute): string {
  const scope = new Map<string, string>()
  const element = attribute.parent ?? new XElement(attribute.name)
  return `${qualifiedAttributeName(element, attribute, scope, [])}="${escapeAttribute(attribute.value)}"`
}
