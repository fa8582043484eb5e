import type { Fault } from '@sluice/contracts'
import { createLineIndex, offsetAt, type Position } from '../xml/position.ts'
import { attributeOf, isElement, textOf, writtenTextOf, type XmlElement } from '../xml/xml-tree.ts'
import type { ElementDeclaration } from './catalogue.ts'
import { isExpression } from './expressions.ts'
import { type FaultPlace, faultAt, placeIn } from './fault-text.ts'
import { hasOpenValue, type OpenValues } from './open-values.ts'
import { writeChildren } from './write-element.ts'

/** An element whose shape is right, as its declaration judges it. */
export interface JudgedElement {
  /** What the attribute says, or its default; undefined where nothing is written, or where a call decides. */
  constantOf(attribute: string): string | undefined
  has(attribute: string): boolean
  hasChild(name: string): boolean
  /** The elements of this name directly in it. */
  childrenOf(name: string): readonly JudgedElement[]
  /** Text between the tags, with elements in it where they may be; undefined where a call decides. */
  readonly text: string | undefined
}

/** Something that a declaration has against an element. */
export interface Objection {
  /** A sentence without its full stop and without anything that stands in the document. */
  readonly what: string
  /** Why, in words that may quote the document: left out where named values are in it, for they may be secret. */
  readonly why?: string
  /** An element inside that is wrong; left out, the one that was asked about. */
  readonly at?: JudgedElement
  /** The attribute that is wrong; left out, the element as a whole. */
  readonly attribute?: string
  /** Where in the text it is wrong: at such an occurrence of these characters, counted from 0. */
  readonly mark?: { readonly characters: string; readonly occurrence: number }
}

/** What must hold of constants beyond the shape of an element. Never throws. */
export type JudgeElement = (element: JudgedElement) => readonly Objection[]

export interface Judging {
  readonly openValues: OpenValues | undefined
  /** The text in which elements stand that come from no fragment; undefined = their place is all that is known. */
  readonly source: string | undefined
}

/** Faults of an element that only its declaration can see, each as near to its cause as it says. */
export function judge(element: XmlElement, declared: ElementDeclaration, judging: Judging): readonly Fault[] {
  if (declared.judge === undefined) return []
  const elements = new Map<JudgedElement, XmlElement>()
  const judged = view(element, declared, judging, elements)
  return declared.judge(judged).map((objection) => {
    const { what, why, at = judged } = objection
    const found = elements.get(at) ?? element
    const isOpen = why !== undefined && !holdsNamedValues(found, objection)
    return faultAt(placeOf(found, objection, judging), isOpen ? `${what}: ${why}.` : `${what}.`)
  })
}

/** @param elements is told which element each view is of */
function view(
  element: XmlElement,
  { attributes, content }: ElementDeclaration,
  judging: Judging,
  elements: Map<JudgedElement, XmlElement>,
): JudgedElement {
  const known = (value: string | undefined) =>
    value === undefined || isExpression(value) || hasOpenValue(value, judging.openValues) ? undefined : value
  const allowsMarkup = content.kind === 'text' && content.allowsMarkup === true
  const inside = element.children.filter(isElement)
  const judged: JudgedElement = {
    constantOf: (name) => known(attributeOf(element, name) ?? attributes[name]?.defaultText),
    has: (name) => attributeOf(element, name) !== undefined,
    hasChild: (name) => inside.some((child) => child.name === name),
    childrenOf(name) {
      const declared = content.kind === 'elements' ? content.elements[name]?.element : undefined
      if (declared === undefined) return []
      return inside.filter((child) => child.name === name).map((child) => view(child, declared, judging, elements))
    },
    text: known(allowsMarkup && inside.length > 0 ? writeChildren(element) : textOf(element)),
  }
  elements.set(judged, element)
  return judged
}

function holdsNamedValues(element: XmlElement, { attribute }: Objection): boolean {
  if (attribute === undefined) return hasReplacedText(element)
  return element.attributes.some(({ name, written }) => name === attribute && written !== undefined)
}

function hasReplacedText(element: XmlElement): boolean {
  return (
    writtenTextOf(element) !== textOf(element) ||
    element.children
      .filter(isElement)
      .some((child) => child.attributes.some(({ written }) => written !== undefined) || hasReplacedText(child))
  )
}

function placeOf(element: XmlElement, { attribute, mark }: Objection, { source }: Judging): FaultPlace {
  const found = element.attributes.find(({ name }) => name === attribute)
  if (found !== undefined) return placeIn(element, found.position)
  if (mark === undefined || source === undefined || element.fragment !== undefined) return element
  const own = positionOf(mark, element, source)
  return own === undefined ? element : placeIn(element, own)
}

/** Only where no named value was put in: the count would be that of another text. */
function positionOf(
  { characters, occurrence }: NonNullable<Objection['mark']>,
  element: XmlElement,
  source: string,
): Position | undefined {
  if (hasReplacedText(element)) return undefined
  let at = offsetAt(source, element.position)
  for (let left = occurrence; left >= 0 && at >= 0; left--) at = source.indexOf(characters, at + 1)
  return at < 0 ? undefined : createLineIndex(source)(at)
}
