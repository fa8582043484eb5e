import type { ExpectedValue, ExpressionFaultText } from '../document/expressions.ts'
import { compileExpression } from './compile-expression.ts'
import { typeDefinitions } from './net-types/index.ts'
import { createTypeTable, type TypeTable } from './net-types/type-table.ts'
import { Boxed } from './run/boxed.ts'
import { tagType } from './run/type-tag.ts'

let table: TypeTable | undefined

/** All types of policy expressions; made when first asked for, and never changed. */
export function expressionTypes(): TypeTable {
  table ??= createTypeTable(typeDefinitions)
  return table
}

/** Checks an expression as it would be compiled, for `checkPolicyDocument`. */
export const checkExpression = (text: string, expects: ExpectedValue): readonly ExpressionFaultText[] =>
  compileExpression(text, expects, expressionTypes()).problems

/**
 * A value that a policy puts into `context.Variables`, in the representation of `object`.
 * @param type C#'s name of its type: `int`, `IResponse`
 */
export function toVariable(value: unknown, type: string): unknown {
  const declaration = expressionTypes().find(type, 0)
  if (declaration === undefined) throw new Error(`There is no type ${type} in policy expressions.`)
  if (typeof value === 'number' || typeof value === 'bigint') return new Boxed(declaration.self, value)
  return tagType(value, declaration.self)
}
