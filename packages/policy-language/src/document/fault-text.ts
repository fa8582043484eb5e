import type { Fault } from '@sluice/contracts'
import type { Position } from '../xml/position.ts'
import type { FragmentPlace } from '../xml/xml-tree.ts'
import { nearestName } from './nearest-name.ts'

/** An element, or something in it. */
export interface FaultPlace {
  readonly name: string
  /** In the document that is checked. */
  readonly position: Position
  /** Where it comes from a policy fragment: its place there. */
  readonly fragment?: FragmentPlace
}

/** The place of something in an element, such as an attribute. */
export const placeIn = ({ name, position, fragment }: FaultPlace, own: Position): FaultPlace =>
  fragment === undefined ? { name, position: own } : { name, position, fragment: { id: fragment.id, position: own } }

const targetOf = ({ line, column }: Position): string => `line ${line}, column ${column}`

/** A fault in a policy document, in the words of the compatible service. */
export function faultAt({ name, position, fragment }: FaultPlace, what: string): Fault {
  const target = targetOf(position)
  const message =
    fragment === undefined
      ? `Error in element '${name}' on ${target}: ${what}`
      : `Error in element 'include-fragment' on ${target}: In the fragment '${fragment.id}', element '${name}' on ${targetOf(fragment.position)}: ${what}`
  return Object.freeze({ code: 'ValidationError', target, message })
}

/** A fault of the text itself, before there are elements. */
export const faultInText = (position: Position, what: string): Fault =>
  Object.freeze({
    code: 'ValidationError',
    target: targetOf(position),
    message: `Error on ${targetOf(position)}: ${what}`,
  })

/** `'a', 'b' or 'c'` */
export function listed(names: readonly string[]): string {
  const quoted = names.map((name) => `'${name}'`)
  return quoted.length < 2 ? quoted.join('') : `${quoted.slice(0, -1).join(', ')} or ${quoted.at(-1)}`
}

/** Faults of several checks in the order of their places. */
export function inOrder(faults: readonly Fault[]): readonly Fault[] {
  const placeOf = ({ target }: Fault): readonly number[] => (target.match(/\d+/g) ?? []).map(Number)
  return faults.toSorted((a, b) => {
    const [lineA = 0, columnA = 0] = placeOf(a)
    const [lineB = 0, columnB = 0] = placeOf(b)
    return lineA - lineB || columnA - columnB
  })
}

/** Of an attribute that nobody declared, with what was meant perhaps. */
export function unknownAttribute(element: string, name: string, known: readonly string[]): string {
  const nearest = nearestName(name, known)
  const meant = nearest === undefined ? '' : ` Did you mean '${nearest}'?`
  const allowed = known.length === 0 ? `<${element}> has no attributes` : `Attributes allowed here: ${listed(known)}`
  return `The '${name}' attribute is not declared.${meant} ${allowed}.`
}

export const invalid = (what: string, value: string): string => `The ${what} has the invalid value '${shorten(value)}'`

/** On one line, and not longer than helps to find the place. */
function shorten(value: string): string {
  const line = value.replace(/\s+/g, ' ')
  return line.length > 60 ? `${line.slice(0, 57)}…` : line
}
