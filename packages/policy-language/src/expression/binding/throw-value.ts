import { NetException, nullReference } from '../run/net-exception.ts'
import type { ExpressionSyntax } from '../syntax/syntax-tree.ts'
import { bindTo } from './bind-expression.ts'
import type { Binder } from './binder.ts'
import type { Evaluate } from './frame.ts'
import type { Scope } from './scope.ts'

/** `throw e`. @throws ExpressionFault when that is no exception */
export function throwValue(operand: ExpressionSyntax, scope: Scope, binder: Binder): Evaluate {
  const { evaluate } = bindTo(operand, binder.types.exception, scope, binder)
  return (frame) => {
    const exception = evaluate(frame)
    throw exception instanceof NetException ? exception : nullReference()
  }
}
