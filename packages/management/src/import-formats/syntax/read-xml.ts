import { definitionFault, refuseDefinition, valueField } from '../definition-faults.ts'
import { toTarget } from './read-text.ts'

/** An element and where its text is. */
export interface XmlElement {
  /** Without prefix. */
  readonly name: string
  readonly namespace: string
  /** Those without a prefix, by name. */
  readonly attributes: ReadonlyMap<string, string>
  readonly children: readonly XmlElement[]
  /** All character data directly inside, trimmed. */
  readonly text: string
  /** Prefixes that are declared here or further out, with their namespaces. */
  readonly prefixes: Readonly<Record<string, string>>
  /** Where its own text begins and ends in the whole. */
  readonly start: number
  readonly end: number
}

const maxDepth = 200
const maxElements = 500_000

/**
 * Reads an XML text. Entities other than the five of XML itself are not known, so none is ever expanded.
 * @throws AppError `ValidationError` with line and column
 */
export async function readXml(text: string): Promise<XmlElement> {
  const { SaxesParser } = await import('saxes')
  const parser = new SaxesParser({ xmlns: true, position: true })
  const open: Building[] = []
  let root: XmlElement | undefined
  let count = 0
  const refuse = (message: string): never =>
    refuseDefinition([definitionFault(toTarget({ line: parser.line, column: parser.column + 1 }), message)])

  parser.on('error', (error) => refuse(`This is not XML: ${error.message.replace(/^[\d:]*\s*/, '')}`))
  parser.on('opentag', (tag) => {
    count++
    if (open.length >= maxDepth) refuse(`The elements are nested more than ${maxDepth} levels deep.`)
    if (count > maxElements) refuse(`The definition has more than ${maxElements} elements.`)
    const attributes = Object.values(tag.attributes).filter(({ prefix }) => prefix === '')
    open.push({
      name: tag.local,
      namespace: tag.uri,
      attributes: new Map(attributes.map(({ local, value }) => [local, value])),
      children: [],
      texts: [],
      prefixes: { ...open.at(-1)?.prefixes, ...tag.ns },
      start: text.lastIndexOf('<', parser.position - 1),
    })
  })
  const addText = (part: string) => void open.at(-1)?.texts.push(part)
  parser.on('text', addText)
  parser.on('cdata', addText)
  parser.on('closetag', () => {
    const building = open.pop()
    if (building === undefined) return
    const { texts, ...rest } = building
    const element = { ...rest, text: texts.join('').trim(), end: parser.position }
    const parent = open.at(-1)
    if (parent === undefined) root = element
    else parent.children.push(element)
  })
  parser.write(text).close()
  return root ?? refuseDefinition([definitionFault(valueField, 'There is no element in this text.')])
}

interface Building extends Omit<XmlElement, 'children' | 'text' | 'end'> {
  readonly children: XmlElement[]
  readonly texts: string[]
}

export const childrenNamed = (element: XmlElement | undefined, name: string): readonly XmlElement[] =>
  (element?.children ?? []).filter((child) => child.name === name)

export const childNamed = (element: XmlElement | undefined, name: string): XmlElement | undefined =>
  element?.children.find((child) => child.name === name)

/** `line L, column C` of an element. */
export function placeOfElement(text: string, { start }: XmlElement): string {
  const before = text.slice(0, start)
  return toTarget({ line: before.split('\n').length, column: start - before.lastIndexOf('\n') })
}

/** Without the prefix of a qualified name. */
export const localName = (name: string): string => name.slice(name.indexOf(':') + 1)
