import { argumentException, invalidOperationException } from '../failures.ts'
import { sameName, type XName, XNamespace } from './xml-name.ts'

/** The numbers of `System.Xml.XmlNodeType` that a tree has. */
export const xmlNodeType = {
  Element: 1,
  Attribute: 2,
  Text: 3,
  CDATA: 4,
  ProcessingInstruction: 7,
  Comment: 8,
  Document: 9,
  DocumentType: 10,
} as const

/** Whatever has a place in a tree. @see https://learn.microsoft.com/dotnet/api/system.xml.linq.xobject */
export abstract class XObject {
  /** The container; of an attribute its element. */
  container: XContainer | null = null
  abstract readonly nodeType: number

  /** `Parent`: the element around it, null at the top and in a document. */
  get parent(): XElement | null {
    return this.container instanceof XElement ? this.container : null
  }

  get document(): XDocument | null {
    let top: XObject = this
    while (top.container !== null) top = top.container
    return top instanceof XDocument ? top : null
  }
}

export abstract class XNode extends XObject {
  abstract clone(): XNode
}

export abstract class XContainer extends XNode {
  nodes: XNode[] = []

  abstract assertFits(node: XNode): void

  /** One that has a place already, or is the top of this tree, is copied. */
  insert(index: number, node: XNode): void {
    let top: XObject = this
    while (top.container !== null) top = top.container
    const own = node.container !== null || node === top ? node.clone() : node
    this.assertFits(own)
    own.container = this
    this.nodes.splice(index, 0, own)
  }

  append(node: XNode): void {
    this.insert(this.nodes.length, node)
  }

  removeNode(node: XNode): void {
    const index = this.nodes.indexOf(node)
    if (index < 0) return
    this.nodes.splice(index, 1)
    node.container = null
  }

  removeNodes(): void {
    for (const node of this.nodes) node.container = null
    this.nodes = []
  }
}

export class XAttribute extends XObject {
  readonly nodeType = xmlNodeType.Attribute
  readonly name: XName
  value: string

  constructor(name: XName, value: string) {
    super()
    this.name = name
    this.value = value
  }

  get isNamespaceDeclaration(): boolean {
    const { namespaceName, localName } = this.name
    return namespaceName === XNamespace.xmlns.namespaceName || (namespaceName === '' && localName === 'xmlns')
  }
}

export class XElement extends XContainer {
  readonly nodeType = xmlNodeType.Element
  name: XName
  attributes: XAttribute[] = []
  /** Without nodes it is written `<a></a>`, not `<a />`. */
  hasEndTag = false

  constructor(name: XName) {
    super()
    this.name = name
  }

  get isEmpty(): boolean {
    return this.nodes.length === 0 && !this.hasEndTag
  }

  attribute(name: XName): XAttribute | undefined {
    return this.attributes.find((attribute) => sameName(attribute.name, name))
  }

  /** One of another element is copied. @throws System.InvalidOperationException for a name that is there */
  addAttribute(attribute: XAttribute): void {
    if (this.attribute(attribute.name) !== undefined) throw invalidOperationException('Duplicate attribute.')
    const own = attribute.container === null ? attribute : new XAttribute(attribute.name, attribute.value)
    own.container = this
    this.attributes.push(own)
  }

  removeAttribute(attribute: XAttribute): void {
    const index = this.attributes.indexOf(attribute)
    if (index < 0) return
    this.attributes.splice(index, 1)
    attribute.container = null
  }

  assertFits(node: XNode): void {
    if (node instanceof XDocument || node instanceof XDocumentType)
      throw argumentException(
        `A node of type ${node instanceof XDocument ? 'Document' : 'DocumentType'} cannot be added to content.`,
      )
  }

  clone(): XElement {
    const copy = new XElement(this.name)
    copy.hasEndTag = this.hasEndTag
    for (const attribute of this.attributes) copy.addAttribute(new XAttribute(attribute.name, attribute.value))
    for (const node of this.nodes) copy.append(node.clone())
    return copy
  }
}

export class XText extends XNode {
  readonly nodeType: number = xmlNodeType.Text
  value: string

  constructor(value: string) {
    super()
    this.value = value
  }

  clone(): XText {
    return new XText(this.value)
  }
}

export class XCData extends XText {
  override readonly nodeType: number = xmlNodeType.CDATA

  override clone(): XCData {
    return new XCData(this.value)
  }
}

export class XComment extends XNode {
  readonly nodeType = xmlNodeType.Comment
  value: string

  constructor(value: string) {
    super()
    this.value = value
  }

  clone(): XComment {
    return new XComment(this.value)
  }
}

export class XProcessingInstruction extends XNode {
  readonly nodeType = xmlNodeType.ProcessingInstruction
  readonly target: string
  data: string

  constructor(target: string, data: string) {
    super()
    this.target = target
    this.data = data
  }

  clone(): XProcessingInstruction {
    return new XProcessingInstruction(this.target, this.data)
  }
}

/** A document type as it was written, without its `<!DOCTYPE` and `>`. */
export class XDocumentType extends XNode {
  readonly nodeType = xmlNodeType.DocumentType
  readonly text: string

  constructor(text: string) {
    super()
    this.text = text
  }

  get name(): string {
    return /^\s*([^\s[]+)/.exec(this.text)?.[1] ?? ''
  }

  clone(): XDocumentType {
    return new XDocumentType(this.text)
  }
}

export class XDeclaration {
  readonly version: string | null
  readonly encoding: string | null
  readonly standalone: string | null

  constructor(version: string | null, encoding: string | null, standalone: string | null) {
    this.version = version
    this.encoding = encoding
    this.standalone = standalone
  }

  toString(): string {
    const encoding = this.encoding === null ? '' : ` encoding="${this.encoding}"`
    const standalone = this.standalone === null ? '' : ` standalone="${this.standalone}"`
    return `<?xml version="${this.version ?? '1.0'}"${encoding}${standalone}?>`
  }
}

export class XDocument extends XContainer {
  readonly nodeType = xmlNodeType.Document
  declaration: XDeclaration | null = null

  get root(): XElement | null {
    return this.nodes.find((node): node is XElement => node instanceof XElement) ?? null
  }

  assertFits(node: XNode): void {
    if (node instanceof XDocument) throw argumentException('A node of type Document cannot be added to content.')
    if (node instanceof XElement && this.root !== null)
      throw invalidOperationException('This operation would create an incorrectly structured document.')
    if (node instanceof XText && node.value.trim() !== '')
      throw argumentException('Non-whitespace characters cannot be added to content.')
  }

  clone(): XDocument {
    const copy = new XDocument()
    copy.declaration = this.declaration
    for (const node of this.nodes) copy.append(node.clone())
    return copy
  }
}
