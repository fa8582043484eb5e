import { delegateOf, isNamed, type NetType, neverType, nullType, textOfType } from '../net-types/net-type.ts'
import { NetTypeName } from '../net-types/object.ts'
import { ExpressionFault } from '../syntax/syntax-fault.ts'
import type { ExpressionSyntax } from '../syntax/syntax-tree.ts'
import { requireDelegate } from './arguments.ts'
import { bindAnonymous, bindNewArray, bindTuple } from './bind-aggregate.ts'
import { bindAssignment, bindIncrement } from './bind-assignment.ts'
import { bindBinary } from './bind-binary.ts'
import { bindCall } from './bind-call.ts'
import { bindAs, bindCast, bindIs } from './bind-cast.ts'
import { bindConditional, bindSwitchExpression } from './bind-conditional.ts'
import { bindConditionalAccess } from './bind-conditional-access.ts'
import { bindIndex } from './bind-index.ts'
import { bindInterpolation } from './bind-interpolation.ts'
import { bindLiteral } from './bind-literal.ts'
import { bindMember } from './bind-member.ts'
import { isMethodGroup, lambdaOfGroup } from './bind-method-group.ts'
import { bindName } from './bind-name.ts'
import { bindNew } from './bind-new.ts'
import { bindUnary } from './bind-unary.ts'
import type { Binder } from './binder.ts'
import { type Bound, bound, boundConstant } from './bound.ts'
import { convertBound } from './convert-bound.ts'
import { defaultValueOf } from './default-value.ts'
import { tryLambda } from './lambdas.ts'
import { Scope } from './scope.ts'
import { throwValue } from './throw-value.ts'

/** Binds an expression whose type follows from itself. @throws ExpressionFault */
export function bindExpression(syntax: ExpressionSyntax, scope: Scope, binder: Binder): Bound {
  binder.countWork(syntax)
  switch (syntax.kind) {
    case 'literal':
      return bindLiteral(syntax, binder)
    case 'interpolated':
      return bindInterpolation(syntax, scope, binder)
    case 'name':
      return bindName(syntax, scope, binder)
    case 'type':
      throw new ExpressionFault('A type stands here; a value is expected.', syntax)
    case 'member':
      return bindMember(syntax, scope, binder)
    case 'index':
      return bindIndex(syntax, scope, binder)
    case 'call':
      return bindCall(syntax, scope, binder)
    case 'conditionalAccess':
      return bindConditionalAccess(syntax, scope, binder)
    case 'receiver': {
      const receiver = binder.receivers.get(syntax)
      if (receiver === undefined) throw new Error('A receiver stands outside of its access.')
      return receiver
    }
    case 'new':
      if (syntax.type === undefined) throw new ExpressionFault("The type behind 'new' cannot be inferred here.", syntax)
      return bindNew(syntax, binder.resolveType(syntax.type), scope, binder)
    case 'newArray':
      return bindNewArray(syntax, undefined, scope, binder)
    case 'anonymous':
      return bindAnonymous(syntax, scope, binder)
    case 'tuple':
      return bindTuple(syntax, undefined, scope, binder)
    case 'unary':
      return bindUnary(syntax, scope, binder)
    case 'increment':
      return bindIncrement(syntax, scope, binder)
    case 'binary':
      return bindBinary(syntax, scope, binder)
    case 'assignment':
      return bindAssignment(syntax, scope, binder)
    case 'conditional':
      return bindConditional(syntax, undefined, scope, binder)
    case 'cast':
      return bindCast(syntax, scope, binder)
    case 'as':
      return bindAs(syntax, scope, binder)
    case 'is':
      return bindIs(syntax, scope, binder)
    case 'lambda':
      throw new ExpressionFault('A lambda may stand only where a delegate such as Func<…> is expected.', syntax)
    case 'throw':
      return bound(neverType, throwValue(syntax.operand, scope, binder))
    case 'default':
      if (syntax.type === undefined) return boundConstant(nullType, null)
      return bindDefault(binder.resolveType(syntax.type), syntax)
    case 'typeof':
      return boundConstant(binder.table.named('System.Type'), new NetTypeName(binder.resolveType(syntax.type)))
    case 'checked':
      return bindExpression(syntax.operand, new Scope(scope, scope.of, { isChecked: syntax.isChecked }), binder)
    case 'switch':
      return bindSwitchExpression(syntax, undefined, scope, binder)
    case 'declaration':
      throw new ExpressionFault('A variable may be declared only as an out argument or in a pattern.', syntax)
  }
}

function bindDefault(type: NetType, at: ExpressionSyntax): Bound {
  const value = defaultValueOf(type)
  if (value === undefined) throw new ExpressionFault(`'${textOfType(type)}' has no default value here.`, at)
  return boundConstant(type, value.value)
}

/** Binds an expression where a value of the type is expected. @throws ExpressionFault */
export function bindTo(syntax: ExpressionSyntax, type: NetType, scope: Scope, binder: Binder): Bound {
  switch (syntax.kind) {
    case 'lambda':
      return bindLambdaTo(syntax, type, syntax, scope, binder)
    case 'throw':
      return { ...bindExpression(syntax, scope, binder), type }
    case 'default':
      if (syntax.type === undefined) return bindDefault(type, syntax)
      break
    case 'new':
      if (syntax.type === undefined) return bindNew(syntax, type, scope, binder)
      break
    case 'newArray':
      if (type.kind === 'array') return convertBound(bindNewArray(syntax, type, scope, binder), type, syntax, binder)
      break
    case 'tuple':
      if (isNamed(type, 'System.ValueTuple'))
        return convertBound(bindTuple(syntax, type, scope, binder), type, syntax, binder)
      break
    case 'conditional':
      return convertBound(bindConditional(syntax, type, scope, binder), type, syntax, binder)
    case 'switch':
      return convertBound(bindSwitchExpression(syntax, type, scope, binder), type, syntax, binder)
    case 'member': {
      const delegate = delegateOf(type)
      if (delegate !== undefined && isMethodGroup(syntax, scope, binder)) {
        return bindLambdaTo(lambdaOfGroup(syntax, delegate.parameters.length), type, syntax, scope, binder)
      }
    }
  }
  return convertBound(bindExpression(syntax, scope, binder), type, syntax, binder)
}

function bindLambdaTo(
  lambda: Extract<ExpressionSyntax, { kind: 'lambda' }> | ReturnType<typeof lambdaOfGroup>,
  type: NetType,
  at: ExpressionSyntax,
  scope: Scope,
  binder: Binder,
): Bound {
  const delegate = requireDelegate(type, at)
  if (lambda.parameters.length !== delegate.parameters.length) {
    throw new ExpressionFault(`'${textOfType(type)}' takes ${delegate.parameters.length} parameters.`, at)
  }
  const tried = tryLambda(lambda, delegate.parameters, delegate.returns, scope, binder)
  if (tried.kind === 'fault') throw tried.fault
  return bound(type, tried.evaluate)
}
