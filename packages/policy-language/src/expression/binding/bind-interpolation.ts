import { align } from '../net/format/composite-format.ts'
import { ExpressionFault } from '../syntax/syntax-fault.ts'
import type { ExpressionSyntax, InterpolationPart } from '../syntax/syntax-tree.ts'
import { isSameType, textOfType } from '../types/net-type.ts'
import { operationsFor } from '../types/value-operations.ts'
import { joined } from './bind-concat.ts'
import { bindExpression } from './bind-expression.ts'
import type { Binder } from './binder.ts'
import { type Bound, bound, boundConstant } from './bound.ts'
import { convertBound } from './convert-bound.ts'
import type { Evaluate } from './frame.ts'
import type { Scope } from './scope.ts'

/** Wider than any text that policies make. */
const maxWidth = 1_000_000

/** `$"…"`. @throws ExpressionFault */
export function bindInterpolation(
  syntax: Extract<ExpressionSyntax, { kind: 'interpolated' }>,
  scope: Scope,
  binder: Binder,
): Bound {
  const { string } = binder.types
  const [only] = syntax.parts
  if (only === undefined) return boundConstant(string, '')
  if (syntax.parts.length === 1 && only.kind === 'text') return boundConstant(string, only.text)
  return bound(string, joined(syntax.parts.map((part) => textOfPart(part, scope, binder))))
}

function textOfPart(part: InterpolationPart, scope: Scope, binder: Binder): Evaluate {
  if (part.kind === 'text') return () => part.text
  const value = bindExpression(part.expression, scope, binder)
  const { type, evaluate } = value
  if (type.kind === 'void' || type.kind === 'never') {
    throw new ExpressionFault(`'${textOfType(type)}' has no text.`, part.expression)
  }
  const format = part.format ?? null
  const { toText } = operationsFor(type)
  const text: Evaluate =
    isSameType(type, binder.types.string) || type.kind === 'null'
      ? (frame) => evaluate(frame) ?? ''
      : (frame) => toText(evaluate(frame), format)
  if (part.alignment === undefined) return text
  const width = widthOf(part.alignment, scope, binder)
  return (frame) => {
    frame.run.charge(Math.abs(width))
    return align(text(frame) as string, width)
  }
}

function widthOf(alignment: ExpressionSyntax, scope: Scope, binder: Binder): number {
  const { constant } = convertBound(bindExpression(alignment, scope, binder), binder.types.int, alignment, binder)
  if (constant === undefined || Math.abs(constant.value as number) > maxWidth) {
    throw new ExpressionFault('The width of a hole is a whole number that is known before.', alignment)
  }
  return constant.value as number
}
