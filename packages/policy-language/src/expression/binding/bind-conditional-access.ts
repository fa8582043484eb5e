import { ExpressionFault } from '../syntax/syntax-fault.ts'
import type { ExpressionSyntax } from '../syntax/syntax-tree.ts'
import { isValueType, textOfType, underlyingOf } from '../types/net-type.ts'
import { bindExpression } from './bind-expression.ts'
import type { Binder } from './binder.ts'
import { type Bound, bound } from './bound.ts'
import type { Scope } from './scope.ts'

/** `target?.access`: null when the target is. @throws ExpressionFault @see C# 7, 12.8.8 */
export function bindConditionalAccess(
  syntax: Extract<ExpressionSyntax, { kind: 'conditionalAccess' }>,
  scope: Scope,
  binder: Binder,
): Bound {
  const target = bindExpression(syntax.target, scope, binder)
  const underlying = underlyingOf(target.type)
  if (target.type.kind !== 'null' && isValueType(target.type) && underlying === undefined) {
    throw new ExpressionFault(`'?.' needs a value that may be null; '${textOfType(target.type)}' never is.`, syntax)
  }
  const slot = scope.of.addSlot()
  const receiver = receiverOf(syntax.access)
  binder.receivers.set(
    receiver,
    bound(underlying ?? target.type, ({ slots }) => slots[slot]),
  )
  const access = bindExpression(syntax.access, scope, binder)
  const { evaluate: value } = target
  const { evaluate: then } = access
  const isBare = isValueType(access.type) && underlyingOf(access.type) === undefined
  const type = isBare ? binder.types.nullable(access.type) : access.type
  return bound(type, (frame) => {
    const of = value(frame)
    if (of === null || of === undefined) return null
    frame.slots[slot] = of
    return then(frame)
  })
}

/** The stand-in with which the access begins. */
function receiverOf(access: ExpressionSyntax): ExpressionSyntax {
  let at = access
  for (;;) {
    switch (at.kind) {
      case 'receiver':
        return at
      case 'member':
      case 'index':
      case 'call':
      case 'conditionalAccess':
        at = at.target
        break
      case 'increment':
        at = at.operand
        break
      default:
        throw new Error('An access begins with its receiver.')
    }
  }
}
