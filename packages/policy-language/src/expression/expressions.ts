import type { ExpectedValue, ExpressionFaultText } from '../document/expressions.ts'
import { compileExpression } from './compile-expression.ts'
import { compileOnce } from './compile-once.ts'
import { typeDefinitions } from './net-types/index.ts'
import { createTypeTable, type TypeTable } from './net-types/type-table.ts'

let table: TypeTable | undefined

/**
 * All types of policy expressions, one table for a process: made when first asked for, each type read when it is first
 * used, and never changed.
 */
export function expressionTypes(): TypeTable {
  table ??= createTypeTable(typeDefinitions)
  return table
}

/** Compiles an expression of a policy; the same text is compiled once. */
export const compilePolicyExpression = compileOnce((text, expects) =>
  compileExpression(text, expects, expressionTypes()),
)

/** Checks an expression as it would be compiled, for `checkPolicyDocument`. */
export const checkExpression = (text: string, expects: ExpectedValue): readonly ExpressionFaultText[] =>
  compilePolicyExpression(text, expects).problems
