import { SaxesParser } from 'saxes'
import { createLineIndex, type Position } from './position.ts'
import { maskRawExpressions } from './raw-expressions.ts'
import type { XmlAttribute, XmlElement, XmlNode } from './xml-tree.ts'

/** `xml`: expressions are escaped as XML demands. `rawxml`: they stand as they are written in C#. */
export type PolicyFormat = 'xml' | 'rawxml'

/** Where in the text the value of an attribute or a run of characters stands, and what it reads as. */
export interface XmlValue {
  readonly start: number
  readonly end: number
  readonly place: 'attribute' | 'text' | 'cdata'
  readonly value: string
}

export interface XmlReading {
  /** Undefined when the text is not well-formed; then `fault` says why. */
  readonly root: XmlElement | undefined
  readonly fault: XmlFault | undefined
  readonly values: readonly XmlValue[]
}

export interface XmlFault {
  readonly message: string
  readonly position: Position
}

const halfCharacter = /[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/

/** Elements inside one another; real documents stay below ten. */
const maxDepth = 64

interface OpenElement {
  readonly name: string
  readonly position: Position
  readonly attributes: XmlAttribute[]
  readonly children: XmlNode[]
}

/** Reads a text as XML; never throws. Only the first fault is told: what follows it would be guesses. */
export function parseXml(text: string, format: PolicyFormat): XmlReading {
  const half = text.search(halfCharacter)
  if (half >= 0) {
    // The parser itself fails over it, so it is looked for before.
    const message = 'Half of a character (a lone surrogate) is not allowed in XML.'
    return { root: undefined, fault: { message, position: createLineIndex(text)(half) }, values: [] }
  }
  const masked = format === 'rawxml' ? maskRawExpressions(text) : { text, unmask: (value: string) => value }
  const source = masked.text
  const positionOf = createLineIndex(text)
  const parser = new SaxesParser({ xmlns: false, position: true })
  const open: OpenElement[] = []
  const values: XmlValue[] = []
  let root: XmlElement | undefined
  let fault: XmlFault | undefined
  /** A closing tag that fits none is told after the innermost element was closed. */
  let lastClosed: OpenElement | undefined
  /** Behind the last tag, attribute, comment or other markup. */
  let done = 0

  const refuse = (message: string, offset: number): never => {
    fault = Object.freeze({ message, position: positionOf(Math.max(0, Math.min(offset, text.length))) })
    // The parser would go on, and make an error with a stack of every further character that does not fit.
    throw new ReadNoFurther()
  }
  const add = (node: XmlNode): void => {
    open.at(-1)?.children.push(Object.freeze(node))
  }

  parser.on('error', (error) => {
    refuse(explain(error.message, open.at(-1), lastClosed), parser.position - 1)
  })
  parser.on('doctype', () => {
    refuse('A document type declaration is not allowed in a policy.', source.lastIndexOf('<!DOCTYPE', parser.position))
  })
  parser.on('opentagstart', (tag) => {
    const start = source.lastIndexOf('<', parser.position - 1) + 1
    done = start + tag.name.length
    if (open.length >= maxDepth) refuse(`Elements are nested more than ${maxDepth} levels deep.`, start)
    open.push({ name: tag.name, position: positionOf(start), attributes: [], children: [] })
  })
  parser.on('attribute', ({ name, value }) => {
    const start = skipWhiteSpace(source, done)
    done = parser.position
    const quote = source.charAt(done - 1)
    const valueStart = source.indexOf(quote, start + name.length) + 1
    const read = masked.unmask(value)
    values.push(Object.freeze({ start: valueStart, end: done - 1, place: 'attribute', value: read }))
    open.at(-1)?.attributes.push(Object.freeze({ name, value: read, position: positionOf(start) }))
  })
  parser.on('opentag', () => {
    done = parser.position
  })
  parser.on('text', (characters) => {
    const end = source.charAt(parser.position - 1) === '<' ? parser.position - 1 : parser.position
    const start = done
    done = end
    if (open.length === 0) return
    const read = masked.unmask(characters)
    values.push(Object.freeze({ start, end, place: 'text', value: read }))
    add({ kind: 'text', text: read, position: positionOf(Math.min(skipWhiteSpace(source, start), end)) })
  })
  parser.on('cdata', (characters) => {
    add({ kind: 'text', text: characters, position: positionOf(done) })
    const end = parser.position - ']]>'.length
    values.push(Object.freeze({ start: done + '<![CDATA['.length, end, place: 'cdata', value: characters }))
    done = parser.position
  })
  parser.on('comment', (comment) => {
    add({ kind: 'comment', text: comment, position: positionOf(done) })
    // Told before its `>` is read.
    done = parser.position + 1
  })
  parser.on('processinginstruction', () => {
    done = parser.position
  })
  parser.on('closetag', () => {
    done = parser.position
    const element = open.pop()
    lastClosed = element
    if (element === undefined) return
    const closed: XmlElement = Object.freeze({
      kind: 'element',
      name: element.name,
      attributes: Object.freeze(element.attributes),
      children: Object.freeze(element.children),
      position: element.position,
    })
    if (open.length === 0) root = closed
    else add(closed)
  })
  try {
    parser.write(source).close()
  } catch (error) {
    if (!(error instanceof ReadNoFurther)) throw error
  }

  return fault === undefined
    ? { root, fault: undefined, values: Object.freeze(values) }
    : { root: undefined, fault, values: [] }
}

/** Ends the parser at the first fault. */
class ReadNoFurther extends Error {
  override readonly name = 'ReadNoFurther'
}

/** The parser's sentence, without its own `line:column: ` and with what is needed to find the cause. */
function explain(message: string, innermost: OpenElement | undefined, lastClosed: OpenElement | undefined): string {
  const sentence = message.replace(/^(?:[^:]*:)?\d+:\d+: /, '').replace(/\.$/, '')
  const told = `${sentence.charAt(0).toUpperCase()}${sentence.slice(1)}.`
  const open = sentence === 'unexpected close tag' ? lastClosed : innermost
  if (open === undefined || !/close tag|unclosed|unexpected end/i.test(sentence)) return told
  return `${told} <${open.name}> of line ${open.position.line} is still open.`
}

function skipWhiteSpace(text: string, from: number): number {
  let i = from
  while (/[ \t\r\n]/.test(text.charAt(i))) i++
  return i
}
