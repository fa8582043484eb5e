import { SaxesParser } from 'saxes'

/** XML with everything that a conversion can show: names as they are written, order, declaration, comments. */
export type XmlNode =
  | {
      readonly kind: 'element'
      readonly name: string
      readonly attributes: readonly XmlAttribute[]
      readonly children: readonly XmlNode[]
      /** Written `<a />`, not `<a></a>`. */
      readonly isSelfClosing: boolean
    }
  | { readonly kind: 'text' | 'cdata' | 'comment'; readonly text: string }
  | { readonly kind: 'instruction'; readonly target: string; readonly text: string }

export type XmlNodeOf<Kind extends XmlNode['kind']> = Extract<XmlNode, { readonly kind: Kind }>

export interface XmlAttribute {
  readonly name: string
  readonly value: string
}

export interface XmlDocument {
  readonly declaration:
    | { readonly version?: string; readonly encoding?: string; readonly standalone?: string }
    | undefined
  /** Comments and instructions around the root among them. */
  readonly nodes: readonly XmlNode[]
}

const maxDepth = 512

/** The root element. @throws SyntaxError in words, for a text that is not well-formed or has a document type */
export function parseXmlTree(text: string): XmlNodeOf<'element'> {
  const root = parseXmlDocument(text).nodes.find((node) => node.kind === 'element')
  if (root === undefined) throw new SyntaxError('it has no root element')
  return root
}

interface OpenElement {
  readonly name: string
  readonly attributes: XmlAttribute[]
  readonly children: XmlNode[]
  readonly isSelfClosing: boolean
}

/** @throws SyntaxError in words, for a text that is not well-formed or has a document type */
export function parseXmlDocument(text: string): XmlDocument {
  const parser = new SaxesParser({ xmlns: false })
  const nodes: XmlNode[] = []
  const open: OpenElement[] = []
  let declaration: XmlDocument['declaration']
  const add = (node: XmlNode): void => {
    ;(open.at(-1)?.children ?? nodes).push(node)
  }
  parser.on('error', (error) => {
    throw new SyntaxError(error.message.replace(/\.$/, ''))
  })
  // Entities of a document type could grow without end or name files.
  parser.on('doctype', () => {
    throw new SyntaxError('a document type declaration is not read')
  })
  parser.on('xmldecl', ({ version, encoding, standalone }) => {
    declaration = {
      ...(version === undefined ? {} : { version }),
      ...(encoding === undefined ? {} : { encoding }),
      ...(standalone === undefined ? {} : { standalone }),
    }
  })
  parser.on('opentag', ({ name, attributes, isSelfClosing }) => {
    if (open.length >= maxDepth) throw new SyntaxError(`elements are nested more than ${maxDepth} levels deep`)
    const written = Object.entries(attributes).map(([key, value]) => ({ name: key, value: String(value) }))
    open.push({ name, attributes: written, children: [], isSelfClosing })
  })
  parser.on('closetag', () => {
    const element = open.pop()
    if (element !== undefined) add({ kind: 'element', ...element })
  })
  parser.on('text', (characters) => {
    if (open.length > 0) add({ kind: 'text', text: characters })
  })
  parser.on('cdata', (characters) => add({ kind: 'cdata', text: characters }))
  parser.on('comment', (comment) => add({ kind: 'comment', text: comment }))
  parser.on('processinginstruction', ({ target, body }) => add({ kind: 'instruction', target, text: body }))
  parser.write(text).close()
  return { declaration, nodes }
}
