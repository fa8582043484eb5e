import { type PolicyFormat, parseXml } from '../xml/parse-xml.ts'
import { createLineIndex } from '../xml/position.ts'
import type { Replacement, XmlAttribute, XmlElement, XmlNode } from '../xml/xml-tree.ts'
import { writeValue } from './write-policy-document.ts'

/**
 * Named values: `{{name}}` in an attribute or text of a policy stands for the value of that name. Letter case does not
 * count. What a value itself holds is not looked at again, and comments are left alone.
 * @see reference: API Management, 1.9
 */
export interface NamedValueReference {
  /** As it is written. */
  readonly name: string
  /** Of the first brace; both count from 1. */
  readonly line: number
  readonly column: number
  /** Stands in a liquid template, where a name that is no named value's is the template's own. */
  readonly isInTemplate: boolean
}

/** The form in which names are compared, and the keys of maps of values. */
export const namedValueKey = (name: string): string => name.toLowerCase()

/** Every reference in the text of a policy or fragment, in the order they stand, whether it is well-formed or not. */
export function findNamedValues(text: string): readonly NamedValueReference[] {
  if (!text.includes('{{')) return []
  const positionOf = createLineIndex(text)
  return [...scan(text)].map(({ name, start, isInTemplate }) => ({ name, ...positionOf(start), isInTemplate }))
}

/** The text with every reference to one named value changed to another name; not a byte of anything else changes. */
export function renameNamedValue(text: string, from: string, to: string): string {
  const pieces: string[] = []
  let done = 0
  for (const { name, start } of scan(text)) {
    if (namedValueKey(name) !== namedValueKey(from)) continue
    pieces.push(text.slice(done, start), `{{${to}}}`)
    done = start + name.length + braces
  }
  return done === 0 ? text : pieces.join('') + text.slice(done)
}

/**
 * The text with values in the place of their names, written as its format demands: a value cannot end the attribute or
 * element that it stands in. A name that is not among the values stays; so does a text that is not well-formed.
 * @param values by `namedValueKey`
 */
export function replaceNamedValues(text: string, values: ReadonlyMap<string, string>, format: PolicyFormat): string {
  if (!text.includes('{{')) return text
  const pieces: string[] = []
  let done = 0
  for (const read of parseXml(text, format).values) {
    const { text: value } = replaceNames(read.value, values)
    if (value === read.value) continue
    pieces.push(text.slice(done, read.start), writeValue({ ...read, value }, text.charAt(read.start - 1), format))
    done = read.end
  }
  return done === 0 ? text : pieces.join('') + text.slice(done)
}

/**
 * The same element with values in the place of their names. What was written is kept beside them, so that faults show
 * names: a value may be a secret.
 * @param values by `namedValueKey`; a name that is not among them stays
 */
export function resolveNamedValues(element: XmlElement, values: ReadonlyMap<string, string>): XmlElement {
  const attributes = element.attributes.map((attribute) => resolveAttribute(attribute, values))
  const children = element.children.map((child) => resolveNode(child, values))
  const isSame =
    attributes.every((attribute, index) => attribute === element.attributes[index]) &&
    children.every((child, index) => child === element.children[index])
  return isSame
    ? element
    : Object.freeze({ ...element, attributes: Object.freeze(attributes), children: Object.freeze(children) })
}

function resolveAttribute(attribute: XmlAttribute, values: ReadonlyMap<string, string>): XmlAttribute {
  const { value: written } = attribute
  const { text: value, replaced } = replaceNames(written, values)
  return value === written ? attribute : Object.freeze({ ...attribute, value, written, replaced })
}

function resolveNode(node: XmlNode, values: ReadonlyMap<string, string>): XmlNode {
  if (node.kind === 'element') return resolveNamedValues(node, values)
  if (node.kind === 'comment') return node
  const { text, replaced } = replaceNames(node.text, values)
  return text === node.text ? node : Object.freeze({ ...node, text, written: node.text, replaced })
}

const braces = 4
const reference = /\{\{([A-Za-z0-9._-]+)\}\}/g

function replaceNames(
  written: string,
  values: ReadonlyMap<string, string>,
): { readonly text: string; readonly replaced: readonly Replacement[] } {
  if (!written.includes('{{')) return { text: written, replaced: [] }
  const replaced: Replacement[] = []
  let text = ''
  let done = 0
  for (const { 0: name, 1: key = '', index } of written.matchAll(reference)) {
    const value = values.get(namedValueKey(key))
    if (value === undefined) continue
    text += written.slice(done, index)
    const writtenEnd = index + name.length
    replaced.push(
      Object.freeze({ start: text.length, end: text.length + value.length, writtenStart: index, writtenEnd }),
    )
    text += value
    done = writtenEnd
  }
  return { text: text + written.slice(done), replaced: Object.freeze(replaced) }
}

/** Where a character of a text stood before values were put in; one of a value stands where the name began. */
export function offsetBefore(replaced: readonly Replacement[], offset: number): number {
  let shift = 0
  for (const { start, end, writtenStart, writtenEnd } of replaced) {
    if (offset < start) break
    if (offset < end) return writtenStart
    shift = writtenEnd - end
  }
  return offset + shift
}

interface FoundReference {
  readonly name: string
  readonly start: number
  readonly isInTemplate: boolean
}

/** Comments, the begin of an element whose text is a liquid template, the end of any, references. */
const mark =
  /<!--[\s\S]*?(?:-->|$)|<([\w:.-]+)(?=[^<>]*\stemplate\s*=\s*["']liquid["'])|<\/([\w:.-]+)|\{\{([A-Za-z0-9._-]+)\}\}/g

/** Reads the text itself and not its tree: it need not be well-formed, and every place is known to the character. */
function* scan(text: string): Generator<FoundReference> {
  let template: string | undefined
  for (const { 1: opened, 2: closed, 3: name, index } of text.matchAll(mark)) {
    if (opened !== undefined) template ??= opened
    else if (closed !== undefined && closed === template) template = undefined
    else if (name !== undefined) yield { name, start: index, isInTemplate: template !== undefined }
  }
}
