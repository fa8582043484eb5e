import { isSameType } from '../types/net-type.ts'
import { operationsFor } from '../types/value-operations.ts'
import type { Binder } from './binder.ts'
import { type Bound, boundConstant } from './bound.ts'
import type { Evaluate } from './frame.ts'

/** A concatenation remembers its parts, so that a row of them makes one text and not one for each `+`. */
interface Concatenation extends Bound {
  readonly texts: readonly Evaluate[]
}

const isConcatenation = (value: Bound): value is Concatenation => 'texts' in value

/** `+` where one side is a string; null is the empty text. */
export function bindConcat(left: Bound, right: Bound, binder: Binder): Bound {
  const { string } = binder.types
  if (left.constant !== undefined && right.constant !== undefined) {
    return boundConstant(
      string,
      textOf(left, left.constant.value, binder) + textOf(right, right.constant.value, binder),
    )
  }
  const texts = [...(isConcatenation(left) ? left.texts : [textOfEach(left, binder)]), textOfEach(right, binder)]
  const made: Concatenation = { type: string, constant: undefined, texts, evaluate: joined(texts) }
  return made
}

function textOf({ type }: Bound, value: unknown, { types }: Binder): string {
  if (value === null || isSameType(type, types.string)) return (value as string | null) ?? ''
  return operationsFor(type).toText(value)
}

function textOfEach(value: Bound, { types }: Binder): Evaluate {
  const { evaluate, type, constant } = value
  if (constant !== undefined) {
    const text =
      constant.value === null
        ? ''
        : isSameType(type, types.string)
          ? constant.value
          : operationsFor(type).toText(constant.value)
    return () => text
  }
  if (isSameType(type, types.string)) return (frame) => evaluate(frame) ?? ''
  const { toText } = operationsFor(type)
  return (frame) => toText(evaluate(frame))
}

/** Joins texts and counts their characters. */
export function joined(texts: readonly Evaluate[]): Evaluate {
  const [a, b] = texts
  if (texts.length === 2 && a !== undefined && b !== undefined) {
    return (frame) => {
      const text = (a(frame) as string) + (b(frame) as string)
      frame.run.charge(text.length)
      return text
    }
  }
  return (frame) => {
    let text = ''
    for (const part of texts) text += part(frame) as string
    frame.run.charge(text.length)
    return text
  }
}
