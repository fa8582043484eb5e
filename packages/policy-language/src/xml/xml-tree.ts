import type { Position } from './position.ts'

export interface XmlAttribute {
  readonly name: string
  readonly value: string
  /** As it stands in the document, where named values were put into `value`. */
  readonly written?: string
  /** What was put into `value`, in its order. */
  readonly replaced?: readonly Replacement[]
  /** Of the first character of its name. */
  readonly position: Position
}

/** A value in the place of its name: where it stands, and where the name stood. Ends are behind the last character. */
export interface Replacement {
  readonly start: number
  readonly end: number
  readonly writtenStart: number
  readonly writtenEnd: number
}

export interface XmlElement {
  readonly kind: 'element'
  readonly name: string
  readonly attributes: readonly XmlAttribute[]
  readonly children: readonly XmlNode[]
  /** Of the first character of its name, behind the `<`: the place the compatible service names. */
  readonly position: Position
  /** Where it comes from a policy fragment: its place there. `position` is then that of the statement that includes it. */
  readonly fragment?: FragmentPlace
}

export interface FragmentPlace {
  readonly id: string
  readonly position: Position
}

/** Characters between tags, white space included; references and CDATA sections are resolved. */
export interface XmlText {
  readonly kind: 'text'
  readonly text: string
  /** As it stands in the document, where named values were put into `text`. */
  readonly written?: string
  /** What was put into `text`, in its order. */
  readonly replaced?: readonly Replacement[]
  /** Of its first character that is not white space. */
  readonly position: Position
}

export interface XmlComment {
  readonly kind: 'comment'
  readonly text: string
  readonly position: Position
}

export type XmlNode = XmlElement | XmlText | XmlComment

export const isElement = (node: XmlNode): node is XmlElement => node.kind === 'element'

export const isBlank = (text: string): boolean => /^[ \t\r\n]*$/.test(text)

/** The value of the attribute, or undefined. */
export const attributeOf = (element: XmlElement, name: string): string | undefined =>
  element.attributes.find((attribute) => attribute.name === name)?.value

/** All text directly in the element, comments left out. */
export function textOf(element: XmlElement): string {
  let text = ''
  for (const child of element.children) if (child.kind === 'text') text += child.text
  return text
}

/** The same as `textOf` with the names of named values, for faults: a value may be a secret. */
export function writtenTextOf(element: XmlElement): string {
  let text = ''
  for (const child of element.children) if (child.kind === 'text') text += child.written ?? child.text
  return text
}
