import type { Fault } from '@sluice/contracts'
import type { ValueType } from './catalogue.ts'
import { expectedOf } from './check-value.ts'
import { type CheckExpression, isExpression, type PlaceInExpression } from './expressions.ts'
import { type FaultPlace, faultAt, placeIn } from './fault-text.ts'

/** What may be written in a place. */
export interface Setting {
  readonly value: ValueType
  readonly allowsExpression: boolean
}

/** What checks the expressions of a document, and finds where in it they stand. */
export interface ExpressionsOfDocument {
  readonly check: CheckExpression
  readonly placeOf: PlaceInExpression
}

/** Whether the value is an expression that may stand there. */
export const isCheckedExpression = (text: string, { value, allowsExpression }: Setting): boolean =>
  allowsExpression && value.type !== 'unserved' && isExpression(text)

/**
 * Faults of an expression, each at its own line and column.
 * @param written as it stands in the document, where named values were put into `value`
 */
export function expressionFaults(
  { value, written = value }: { readonly value: string; readonly written: string | undefined },
  type: ValueType,
  at: FaultPlace,
  { check, placeOf }: ExpressionsOfDocument,
): readonly Fault[] {
  const found = check(value, expectedOf(type))
  // What is wrong may quote a named value, and that may be a secret; its offsets are those of another text.
  if (written !== value) {
    return found.length === 0 ? [] : [faultAt(at, 'With its named values it is no proper policy expression.')]
  }
  return found.map(({ message, start }) => {
    const own = at.fragment === undefined ? placeOf(value, at.position, start) : undefined
    return faultAt(own === undefined ? at : placeIn(at, own), message)
  })
}
