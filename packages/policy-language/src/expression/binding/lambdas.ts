import { mentionsParameter, type NetType, neverType, voidType } from '../net-types/net-type.ts'
import { ExpressionFault } from '../syntax/syntax-fault.ts'
import type { ExpressionSyntax, LambdaSyntax } from '../syntax/syntax-tree.ts'
import { bindExpression, bindTo } from './bind-expression.ts'
import { bindBlock } from './bind-statement.ts'
import type { Binder } from './binder.ts'
import { bestCommonType } from './common-type.ts'
import type { Evaluate, Frame } from './frame.ts'
import { createSlots, enterScope, type FunctionScope, type Local, Scope } from './scope.ts'

/** A lambda bound for parameters of certain types. */
export type TriedLambda =
  | { readonly kind: 'bound'; readonly returns: NetType; readonly evaluate: Evaluate }
  | { readonly kind: 'fault'; readonly fault: ExpressionFault }

/**
 * Binds a lambda for the types of its parameters, once for the same place and types.
 * @param returns what it must return; undefined (or with open type parameters) = it is inferred
 */
export function tryLambda(
  lambda: LambdaSyntax,
  parameters: readonly NetType[],
  returns: NetType | undefined,
  scope: Scope,
  binder: Binder,
): TriedLambda {
  const wanted = returns === undefined || mentionsParameter(returns) ? undefined : returns
  const byLambda = binder.lambdas.get(scope) ?? new Map<LambdaSyntax, Map<string, TriedLambda>>()
  binder.lambdas.set(scope, byLambda)
  const byTypes = byLambda.get(lambda) ?? new Map<string, TriedLambda>()
  byLambda.set(lambda, byTypes)
  const key = `${parameters.map((type) => type.key).join(';')}=>${wanted?.key ?? '?'}${scope.isChecked ? '!' : ''}`
  let tried = byTypes.get(key)
  if (tried === undefined) {
    tried = bindLambda(lambda, parameters, wanted, scope, binder)
    byTypes.set(key, tried)
  }
  return tried
}

function bindLambda(
  lambda: LambdaSyntax,
  parameters: readonly NetType[],
  returns: NetType | undefined,
  scope: Scope,
  binder: Binder,
): TriedLambda {
  const faultCount = binder.faults.length
  try {
    const own = binder.newFunction(scope, returns)
    const locals = lambda.parameters.map((parameter, i): Local => {
      const type = parameters[i] ?? binder.types.object
      if (parameter.type !== undefined) {
        const written = binder.resolveType(parameter.type)
        if (written.key !== type.key) {
          throw new ExpressionFault(
            `The parameter '${parameter.name}' has another type than is expected here.`,
            parameter,
          )
        }
      }
      if (parameter.holds !== undefined) {
        const isCell = parameter.holds.some((name) => binder.captured.has(name))
        const holder = binder.addLocal(own, parameter.name, type, { isCell })
        for (const name of parameter.holds) own.add(name, { holder })
        return holder
      }
      if (parameter.name === '_') return binder.addLocal(own, '_', type)
      return binder.declare(own, parameter.name, type, parameter)
    })
    const body = bindBody(lambda.body, returns, own, binder)
    // Faults of statements are collected; here they say whether the lambda fits.
    const [fault] = binder.faults.splice(faultCount)
    if (fault !== undefined) return { kind: 'fault', fault }
    return { kind: 'bound', returns: body.returns, evaluate: closureOf(body.evaluate, locals, own, scope.of) }
  } catch (fault) {
    binder.faults.splice(faultCount)
    if (fault instanceof ExpressionFault) return { kind: 'fault', fault }
    throw fault
  }
}

/** The body of a lambda or local function. @throws ExpressionFault */
export function bindBody(
  body: LambdaSyntax['body'],
  returns: NetType | undefined,
  own: Scope,
  binder: Binder,
): { readonly returns: NetType; readonly evaluate: Evaluate } {
  if (body.kind !== 'block') return bindExpressionBody(body, returns, own, binder)
  const block = bindBlock(body, new Scope(own, own.of), binder)
  const { returned } = own.of
  let type = returns
  if (type === undefined) {
    type = returned.length === 0 ? voidType : bestCommonType(returned, binder.types)
    if (type === undefined) throw new ExpressionFault('What the lambda returns has no common type.', body)
  }
  if (block.endIsReachable && type.kind !== 'void') {
    throw new ExpressionFault('Not all paths return a value.', { start: body.end - 1, end: body.end })
  }
  const { execute } = block
  return {
    returns: type,
    evaluate: (frame) => {
      execute(frame)
      return frame.result
    },
  }
}

function bindExpressionBody(
  body: ExpressionSyntax,
  returns: NetType | undefined,
  own: Scope,
  binder: Binder,
): { readonly returns: NetType; readonly evaluate: Evaluate } {
  if (body.kind === 'throw')
    return { returns: returns ?? neverType, evaluate: bindExpression(body, own, binder).evaluate }
  if (returns?.kind === 'void') {
    const isStatement = ['call', 'assignment', 'increment', 'new', 'conditionalAccess'].includes(body.kind)
    if (!isStatement)
      throw new ExpressionFault('Here only a call or an assignment is allowed: nothing takes a value.', body)
    return { returns, evaluate: bindExpression(body, own, binder).evaluate }
  }
  if (returns === undefined) {
    const bound = bindExpression(body, own, binder)
    return { returns: bound.type, evaluate: bound.evaluate }
  }
  return { returns, evaluate: bindTo(body, returns, own, binder).evaluate }
}

/** Makes the function at run time, with the variables around it that it sees. */
export function closureOf(body: Evaluate, parameters: readonly Local[], own: Scope, outer: FunctionScope): Evaluate {
  const enter = enterScope(own)
  const captures = [...own.of.captures].map(([local, inner]) => ({ outer: outer.slotOf(local), inner }))
  const { of } = own
  return ({ run, slots: outerSlots }: Frame) => {
    const cells = captures.map(({ outer: slot }) => outerSlots[slot])
    return (...args: readonly unknown[]): unknown => {
      const slots = createSlots(of)
      const frame: Frame = { run, slots, result: undefined }
      for (let i = 0; i < captures.length; i++) {
        const capture = captures[i]
        if (capture !== undefined) slots[capture.inner] = cells[i]
      }
      enter?.(frame)
      for (let i = 0; i < parameters.length; i++) {
        const parameter = parameters[i]
        if (parameter === undefined) continue
        if (parameter.isReference) slots[parameter.slot] = args[i]
        else if (parameter.isCell) (slots[parameter.slot] as { value: unknown }).value = args[i]
        else slots[parameter.slot] = args[i]
      }
      run.enter()
      try {
        return body(frame)
      } finally {
        run.leave()
      }
    }
  }
}
