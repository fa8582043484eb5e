import type { XmlValue } from '../xml/parse-xml.ts'
import { createLineIndex, type Position } from '../xml/position.ts'
import type { PolicyDocument } from './policy-document.ts'

/** What a value that holds an expression is for; `text` unless the catalogue knows better. */
export type ExpectedValue = 'text' | 'boolean' | 'integer' | 'object'

/** A fault in an expression, by offsets in its text. */
export interface ExpressionFaultText {
  readonly message: string
  readonly start: number
  readonly end: number
}

/** Checks one expression. Handed in, so that documents can be read where the expression engine is not loaded. */
export type CheckExpression = (text: string, expects: ExpectedValue) => readonly ExpressionFaultText[]

/** A whole value that begins so is a policy expression. */
export const isExpression = (value: string): boolean => /^\s*@[({]/.test(value)

/** Says where in a document an offset in an expression stands. */
export type PlaceInExpression = (value: string, near: Position, offset: number) => Position | undefined

/**
 * Finds expressions of a document again by their text and the place of what holds them: an attribute's name or the first
 * character of a text.
 */
export function createPlaceInExpression({
  source,
  values,
}: Pick<PolicyDocument, 'source' | 'values'>): PlaceInExpression {
  const positionOf = createLineIndex(source)
  const expressions = values
    .filter(({ value }) => isExpression(value))
    .map((one) => ({ one, position: positionOf(one.start) }))
  return (value, near, offset) => {
    // The first value of that text at or behind the place: names stand before their values.
    const found = expressions.find(
      ({ one, position }) =>
        one.value === value &&
        (position.line > near.line || (position.line === near.line && position.column >= near.column)),
    )
    const holder = found?.one ?? expressions.findLast(({ one }) => one.value === value)?.one
    return holder === undefined ? undefined : positionOf(offsetInSource(source, holder, offset))
  }
}

/** Where a character of the value stands in the document: references such as `&lt;` and line ends are longer there. */
export function offsetInSource(source: string, { start, end, place }: XmlValue, offset: number): number {
  let at = start
  for (let read = 0; read < offset && at < end; read++) {
    const reference =
      place === 'cdata'
        ? undefined
        : /^&(?:#[0-9]{1,7}|#x[0-9a-fA-F]{1,6}|[a-z]{2,4});/.exec(source.slice(at, at + 12))?.[0]
    if (reference !== undefined && !isRawText(source, start, end)) {
      at += reference.length
      if (isWide(reference)) read++
    } else at += source.startsWith('\r\n', at) ? 2 : 1
  }
  return Math.min(at, end)
}

/** C# as it is written, in which `&lt;` would be four characters of a string: it holds what XML could not. */
const isRawText = (source: string, start: number, end: number): boolean => {
  const text = source.slice(start, end)
  return /[<]|&(?!(?:#[0-9]+|#x[0-9a-fA-F]+|[a-z]{2,4});)/.test(text)
}

/** A character of two UTF-16 units. */
const isWide = (reference: string): boolean => {
  const [, hex, decimal] = /^&#(?:x([0-9a-fA-F]+)|([0-9]+));$/.exec(reference) ?? []
  const code = hex === undefined ? Number(decimal) : Number.parseInt(hex, 16)
  return code > 0xffff
}
