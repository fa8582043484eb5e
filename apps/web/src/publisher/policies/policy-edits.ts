import { type ScannedElement, type ScannedPolicy, scanPolicy } from './scan-policy.ts'
import { toXmlText } from './xml-text.ts'

/** A change in place; all other characters stay. */
export interface TextEdit {
  readonly from: number
  readonly to: number
  readonly insert: string
}

export const applyEdit = (text: string, { from, to, insert }: TextEdit): string =>
  text.slice(0, from) + insert + text.slice(to)

/** @param value undefined = the attribute goes */
export function editAttribute(
  text: string,
  element: ScannedElement,
  name: string,
  value: string | undefined,
): TextEdit | undefined {
  const attribute = element.attributes.find((one) => one.name === name)
  if (value === undefined) {
    if (attribute === undefined) return undefined
    let from = attribute.from
    while (/\s/.test(text.charAt(from - 1))) from--
    return { from, to: attribute.to, insert: '' }
  }
  if (attribute?.value !== undefined) return { ...attribute.value, insert: toXmlText(value) }
  if (attribute !== undefined)
    return { from: attribute.from, to: attribute.to, insert: `${name}="${toXmlText(value)}"` }
  const at = element.attributes.at(-1)?.to ?? element.nameSpan.to
  return { from: at, to: at, insert: ` ${name}="${toXmlText(value)}"` }
}

/** The text between the tags. */
export function editText(text: string, element: ScannedElement, value: string): TextEdit | undefined {
  const { openEnd, isSelfClosing, closeFrom, name } = element
  if (openEnd === undefined) return undefined
  if (isSelfClosing) return openedWith(text, element, toXmlText(value))
  return closeFrom === undefined
    ? { from: openEnd, to: openEnd, insert: `${toXmlText(value)}</${name}>` }
    : { from: openEnd, to: closeFrom, insert: toXmlText(value) }
}

/** Takes the element out, with its line where nothing else stands on it. */
export function removeElement(text: string, { from, to }: ScannedElement): TextEdit {
  let start = from
  while (/[ \t]/.test(text.charAt(start - 1))) start--
  let end = to
  while (/[ \t]/.test(text.charAt(end))) end++
  const isAlone = (start === 0 || /[\r\n]/.test(text.charAt(start - 1))) && /^(\r?\n|\r|$)/.test(text.slice(end))
  if (!isAlone) return { from, to, insert: '' }
  return { from: start, to: end + (/^(\r\n|\n|\r)/.exec(text.slice(end, end + 2))?.[0].length ?? 0), insert: '' }
}

/** Puts XML as the last child of the element, on a line of its own, indented like its neighbours. */
export function appendChild(text: string, parent: ScannedElement, xml: string): TextEdit | undefined {
  const { openEnd, isSelfClosing, closeFrom, children } = parent
  if (openEnd === undefined) return undefined
  const outer = indentAt(text, parent.from)
  const unit = indentUnit(text)
  const last = children.at(-1)
  const inner = children[0] === undefined ? outer + unit : indentAt(text, children[0].from)
  const lines = indentLines(xml, inner)
  if (isSelfClosing) return openedWith(text, parent, `\n${inner}${lines}\n${outer}`)
  if (last !== undefined) return { from: last.to, to: last.to, insert: `\n${inner}${lines}` }
  const end = closeFrom ?? openEnd
  const between = text.slice(openEnd, end)
  // Comments in it stay where they are.
  if (between.trim() !== '') {
    const at = openEnd + between.trimEnd().length
    return { from: at, to: at, insert: `\n${inner}${lines}` }
  }
  return { from: openEnd, to: end, insert: `\n${inner}${lines}\n${outer}` }
}

/** Puts XML before an element, on a line of its own. */
export function insertBefore(text: string, element: ScannedElement, xml: string): TextEdit {
  const indent = indentAt(text, element.from)
  return { from: element.from, to: element.from, insert: `${indentLines(xml, indent)}\n${indent}` }
}

/** XML at the cursor: on the empty line where it stands, else on a new one behind what is there. */
export function insertAt(text: string, offset: number, xml: string): TextEdit {
  const lineStart = Math.max(text.lastIndexOf('\n', offset - 1), text.lastIndexOf('\r', offset - 1)) + 1
  const before = text.slice(lineStart, offset)
  if (before.trim() === '') return { from: offset, to: offset, insert: indentLines(xml, before) }
  const indent = indentAt(text, offset)
  return { from: offset, to: offset, insert: `\n${indent}${indentLines(xml, indent)}\n${indent}` }
}

/** Moves an element before or behind its neighbour. */
export function moveElement(text: string, element: ScannedElement, by: -1 | 1): string | undefined {
  const siblings = element.parent?.children ?? []
  const neighbour = siblings[siblings.indexOf(element) + by]
  if (neighbour === undefined) return undefined
  const [first, second] = by < 0 ? [neighbour, element] : [element, neighbour]
  return (
    text.slice(0, first.from) +
    text.slice(second.from, second.to) +
    text.slice(first.to, second.from) +
    text.slice(first.from, first.to) +
    text.slice(second.to)
  )
}

/** The section of a document, made where it is not there yet. */
export function withSection(
  text: string,
  name: string,
): { readonly text: string; readonly section: ScannedElement } | undefined {
  const found = sectionIn(scanPolicy(text), name)
  if (found !== undefined) return { text, section: found }
  const root = scanPolicy(text).roots.find((one) => one.name === 'policies')
  const edit = root && appendChild(text, root, `<${name}>\n${indentUnit(text)}<base />\n</${name}>`)
  if (edit === undefined) return undefined
  const next = applyEdit(text, edit)
  const section = sectionIn(scanPolicy(next), name)
  return section && { text: next, section }
}

export const sectionIn = ({ roots }: ScannedPolicy, name: string): ScannedElement | undefined =>
  roots.find((root) => root.name === 'policies')?.children.find((child) => child.name === name)

function openedWith(text: string, { name, to }: ScannedElement, content: string): TextEdit {
  // From the `/` of `/>`; white space before it belongs to it.
  let from = to - 2
  while (/\s/.test(text.charAt(from - 1))) from--
  return { from, to, insert: `>${content}</${name}>` }
}

/** White space at the beginning of the line that the offset is on. */
function indentAt(text: string, offset: number): string {
  const lineStart = Math.max(text.lastIndexOf('\n', offset - 1), text.lastIndexOf('\r', offset - 1)) + 1
  return /^[ \t]*/.exec(text.slice(lineStart))?.[0] ?? ''
}

/** By how much the document itself indents. */
export const indentUnit = (text: string): string => /\n([ \t]+)</.exec(text)?.[1] ?? '    '

const indentLines = (xml: string, indent: string): string => xml.split('\n').join(`\n${indent}`)
