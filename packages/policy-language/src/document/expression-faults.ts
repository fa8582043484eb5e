import type { Fault } from '@sluice/contracts'
import type { Replacement } from '../xml/xml-tree.ts'
import type { ValueType } from './catalogue.ts'
import { expectedOf } from './check-value.ts'
import { type CheckExpression, createPlaceInExpression, isExpression, type PlaceInExpression } from './expressions.ts'
import { type FaultPlace, faultAt, placeIn } from './fault-text.ts'
import { type FindFragment, fragmentKey } from './fragments.ts'
import { offsetBefore } from './named-values.ts'

/** What may be written in a place. */
export interface Setting {
  readonly value: ValueType
  readonly allowsExpression: boolean
}

/** What checks the expressions of a document, and finds where they stand. */
export interface ExpressionsOfDocument {
  readonly check: CheckExpression
  /** @param fragmentId of the fragment whose text it is; undefined = the document itself */
  placesIn(fragmentId: string | undefined): PlaceInExpression | undefined
}

/** @param own what is checked: a document, or a fragment by itself */
export function expressionsOf(
  own: Parameters<typeof createPlaceInExpression>[0],
  check: CheckExpression,
  findFragment: FindFragment | undefined,
): ExpressionsOfDocument {
  const known = new Map<string | undefined, PlaceInExpression | undefined>()
  return {
    check,
    placesIn(fragmentId) {
      const key = fragmentId === undefined ? undefined : fragmentKey(fragmentId)
      if (known.has(key)) return known.get(key)
      const text = key === undefined ? own : findFragment?.(key)
      const places = text && createPlaceInExpression(text)
      known.set(key, places)
      return places
    },
  }
}

/** An expression as it is checked, and as it stands in the document where named values were put into it. */
export interface ExpressionTexts {
  readonly value: string
  readonly written: string | undefined
  /** Undefined = not known: the text has several parts. */
  readonly replaced: readonly Replacement[] | undefined
}

/** Whether the value is an expression that may stand there. */
export const isCheckedExpression = (text: string, { value, allowsExpression }: Setting): boolean =>
  allowsExpression && value.type !== 'unserved' && isExpression(text)

/** Faults of an expression, each at its own line and column, in the document or in the fragment that it comes from. */
export function expressionFaults(
  { value, written = value, replaced }: ExpressionTexts,
  type: ValueType,
  at: FaultPlace,
  { check, placesIn }: ExpressionsOfDocument,
): readonly Fault[] {
  const found = check(value, expectedOf(type))
  if (found.length === 0) return []
  const placeOf = placesIn(at.fragment?.id)
  const near = at.fragment?.position ?? at.position
  const placeAt = (offset: number): FaultPlace => {
    const own = placeOf?.(written, near, offset)
    return own === undefined ? at : placeIn(at, own)
  }
  if (written === value) return found.map(({ message, start }) => faultAt(placeAt(start), message))
  // What is wrong may quote a named value, and that may be a secret: only the place is told.
  const places = found.map(({ start }) => (replaced === undefined ? at : placeAt(offsetBefore(replaced, start))))
  const faults = places.map((place) => faultAt(place, 'With its named values it is no proper policy expression.'))
  return faults.filter(({ message }, i) => faults.findIndex((other) => other.message === message) === i)
}
