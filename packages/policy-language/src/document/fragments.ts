import type { Fault } from '@sluice/contracts'
import { type PolicyFormat, parseXml, type XmlValue } from '../xml/parse-xml.ts'
import { createLineIndex, type Position } from '../xml/position.ts'
import { attributeOf, isBlank, isElement, type XmlElement, type XmlNode } from '../xml/xml-tree.ts'
import { isExpression } from './expressions.ts'
import { type FaultPlace, faultAt, faultInText } from './fault-text.ts'
import { tooLong } from './parse-policy-document.ts'
import type { PolicyDocument } from './policy-document.ts'

/** A policy fragment as it is stored: statements inside `<fragment>`. @see reference: API Management, 1.9 */
export interface FragmentText {
  readonly value: string
  readonly format: PolicyFormat
}

export interface FragmentReading {
  /** Undefined when there are faults. */
  readonly root: XmlElement | undefined
  readonly faults: readonly Fault[]
  readonly source: string
  readonly values: readonly XmlValue[]
}

/** Reads the text of a fragment; never throws. Its statements are not checked yet. */
export function parseFragment({ value, format }: FragmentText): FragmentReading {
  const refused = (fault: Fault): FragmentReading => ({ root: undefined, faults: [fault], source: value, values: [] })
  const long = tooLong(value)
  if (long !== undefined) return refused(long)
  const { root, fault, values } = parseXml(value, format)
  if (fault !== undefined) return refused(faultInText(fault.position, fault.message))
  if (root === undefined) return refused(faultInText({ line: 1, column: 1 }, "The element 'fragment' is missing."))
  if (root.name !== 'fragment') {
    return refused(faultAt(root, `A policy fragment begins with <fragment>, not with <${root.name}>.`))
  }
  const faults = [
    ...root.attributes.map(({ name, position }) =>
      faultAt({ name: root.name, position }, `The '${name}' attribute is not allowed here; <fragment> has none.`),
    ),
    ...root.children.flatMap((child) =>
      child.kind === 'text' && !isBlank(child.text)
        ? [faultAt({ name: root.name, position: child.position }, 'A fragment cannot contain text, only policies.')]
        : [],
    ),
  ]
  return { root: faults.length === 0 ? root : undefined, faults, source: value, values }
}

/** The form in which identifiers of fragments are compared, and the keys of maps of fragments. */
export const fragmentKey = (id: string): string => id.toLowerCase()

export interface FragmentReference {
  /** As it is written. */
  readonly fragmentId: string
  readonly line: number
  readonly column: number
}

const include = /<!--[\s\S]*?(?:-->|$)|<include-fragment\b[^<>]*?\sfragment-id\s*=\s*(?:"([^"<]*)"|'([^'<]*)')/g

/** Every `include-fragment` in the text of a policy or fragment, whether it is well-formed or not. */
export function findFragmentReferences(text: string): readonly FragmentReference[] {
  if (!text.includes('include-fragment')) return []
  const positionOf = createLineIndex(text)
  return [...text.matchAll(include)].flatMap(({ 1: double, 2: single, index }) => {
    const fragmentId = double ?? single
    return fragmentId === undefined ? [] : [{ fragmentId, ...positionOf(index) }]
  })
}

/** One use of a fragment: where the statement stands that leads to it, in the document itself. */
export interface IncludedFragment {
  readonly id: string
  readonly source: string
  readonly position: Position
}

export interface Expansion<Expanded> {
  readonly expanded: Expanded
  readonly faults: readonly Fault[]
  readonly included: readonly IncludedFragment[]
}

/** A few fragments that include one another twice would otherwise grow without end. */
const maxIncludedElements = 10_000

/** @param find by `fragmentKey` */
export type FindFragment = (key: string) => FragmentReading | undefined

/** The document with the statements of fragments in the place of each `include-fragment`. */
export function expandDocument(document: PolicyDocument, find: FindFragment): Expansion<PolicyDocument> {
  if (!document.source.includes('include-fragment')) return { expanded: document, faults: [], included: [] }
  const work: Work = { find, faults: [], included: [], elements: 0 }
  const { inbound, backend, outbound, 'on-error': onError } = document.sections
  const expand = (section: XmlElement | undefined) => section && expandElement(section, undefined, work)
  const sections = Object.freeze({
    inbound: expand(inbound),
    backend: expand(backend),
    outbound: expand(outbound),
    'on-error': expand(onError),
  })
  return {
    expanded: Object.freeze({ ...document, sections }),
    faults: work.faults,
    included: work.included,
  }
}

/** The fragment with the statements of others in it. @param id its own, which it must not include again */
export function expandFragment(id: string, root: XmlElement, find: FindFragment): Expansion<XmlElement> {
  const work: Work = { find, faults: [], included: [], elements: 0 }
  const within: Within = { trail: [id], position: undefined }
  const expanded = expandElement(root, within, work)
  return { expanded, faults: work.faults, included: work.included }
}

interface Work {
  readonly find: FindFragment
  readonly faults: Fault[]
  readonly included: IncludedFragment[]
  elements: number
}

/** Undefined stands for the document itself. */
interface Within {
  /** Fragments that lead here, outermost first. */
  readonly trail: readonly string[]
  /** Of the statement in the document that leads here; undefined = the fragment itself is what is read. */
  readonly position: Position | undefined
}

function expandElement(element: XmlElement, within: Within | undefined, work: Work): XmlElement {
  const children = element.children.flatMap((child) => expandNode(child, within, work))
  const isSame =
    children.length === element.children.length && children.every((child, index) => child === element.children[index])
  const position = within?.position
  if (position === undefined) return isSame ? element : Object.freeze({ ...element, children: Object.freeze(children) })
  return Object.freeze({
    ...element,
    children: Object.freeze(children),
    position,
    fragment: Object.freeze({ id: within?.trail.at(-1) ?? '', position: element.position }),
  })
}

function expandNode(node: XmlNode, within: Within | undefined, work: Work): readonly XmlNode[] {
  if (!isElement(node)) return [node]
  if (within?.position !== undefined) {
    work.elements += 1
    if (work.elements > maxIncludedElements) {
      // Told once, when the line is crossed.
      if (work.elements > maxIncludedElements + 1) return []
      const place = { name: 'include-fragment', position: within.position }
      work.faults.push(faultAt(place, `Fragments bring more than ${maxIncludedElements} elements into this document.`))
      return []
    }
    if (node.name === 'base') return refuse(node, within, work, '<base /> may not stand in a policy fragment.')
  }
  const id = node.name === 'include-fragment' ? fragmentIdOf(node) : undefined
  if (id === undefined) return [expandElement(node, within, work)]
  const trail = [...(within?.trail ?? []), id]
  if (within?.trail.some((outer) => fragmentKey(outer) === fragmentKey(id))) {
    return refuse(node, within, work, `The policy fragment '${id}' includes itself: ${trail.join(' → ')}.`)
  }
  const found = work.find(fragmentKey(id))
  if (found === undefined) return refuse(node, within, work, `The policy fragment '${id}' does not exist.`)
  const position = within?.position ?? node.position
  if (found.root === undefined) {
    const why = found.faults[0]?.message ?? ''
    return refuse(node, within, work, `The policy fragment '${id}' cannot be read: ${why}`)
  }
  work.included.push({ id, source: found.source, position })
  const statements = found.root.children.filter(isElement)
  return statements.flatMap((statement) => expandNode(statement, { trail, position }, work))
}

/** Undefined when something is wrong with the statement itself: then it stays, for the check to tell what. */
function fragmentIdOf(include: XmlElement): string | undefined {
  const id = attributeOf(include, 'fragment-id')
  const isAsDeclared =
    include.attributes.every(({ name }) => name === 'fragment-id' || name === 'id') &&
    include.children.every((child) => child.kind === 'comment' || (child.kind === 'text' && isBlank(child.text)))
  return id === undefined || isExpression(id) || !isAsDeclared ? undefined : id
}

function refuse(node: XmlElement, within: Within | undefined, work: Work, what: string): readonly XmlNode[] {
  const place: FaultPlace =
    within?.position === undefined
      ? node
      : {
          name: node.name,
          position: within.position,
          fragment: { id: within.trail.at(-1) ?? '', position: node.position },
        }
  work.faults.push(faultAt(place, what))
  return []
}
