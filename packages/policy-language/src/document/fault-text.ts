import type { Fault } from '@sluice/contracts'
import type { Position } from '../xml/position.ts'

interface Place {
  readonly name: string
  readonly position: Position
}

const targetOf = ({ line, column }: Position): string => `line ${line}, column ${column}`

/** A fault in a policy document, in the words of the compatible service. */
export const faultAt = (element: Place, what: string): Fault =>
  Object.freeze({
    code: 'ValidationError',
    target: targetOf(element.position),
    message: `Error in element '${element.name}' on ${targetOf(element.position)}: ${what}`,
  })

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
