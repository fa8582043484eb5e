import type { NetDecimal } from '../net/decimal.ts'
import { parseNumber } from '../net/format/parse-number.ts'
import { ExpressionFault } from '../syntax/syntax-fault.ts'
import type { LiteralSyntax, Span } from '../syntax/syntax-tree.ts'
import { nullType } from '../types/net-type.ts'
import type { Binder } from './binder.ts'
import { type Bound, boundConstant } from './bound.ts'

export function bindLiteral(syntax: LiteralSyntax & Span, { types }: Binder): Bound {
  switch (syntax.type) {
    case 'null':
      return boundConstant(nullType, null)
    case 'bool':
      return boundConstant(types.bool, syntax.value)
    case 'string':
      return boundConstant(types.string, syntax.value)
    case 'decimal':
      return boundConstant(types.numeric('decimal'), decimalOf(syntax.value, syntax))
    default:
      return boundConstant(types.numeric(syntax.type), syntax.value)
  }
}

/** The number of decimals that are written is kept: `1.50m` prints so. */
function decimalOf(text: string, at: Span): NetDecimal {
  try {
    return parseNumber(text, 'Decimal') as NetDecimal
  } catch {
    throw new ExpressionFault(`The number ${text} is too large for a decimal.`, at)
  }
}
