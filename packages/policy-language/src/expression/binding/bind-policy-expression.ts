import type { SoughtPlace } from '../completion/sought-place.ts'
import { isSameType, type NetType, namedType, textOfType } from '../net-types/net-type.ts'
import type { TypeTable } from '../net-types/type-table.ts'
import type { PolicyExpressionSyntax } from '../syntax/parse-csharp.ts'
import { ExpressionFault } from '../syntax/syntax-fault.ts'
import { bindExpression, bindTo } from './bind-expression.ts'
import { bindBlock } from './bind-statement.ts'
import { Binder } from './binder.ts'
import { type Bound, bound } from './bound.ts'
import { capturedNames } from './captured-names.ts'
import { convertBound } from './convert-bound.ts'
import { numericKindOf } from './numeric.ts'
import { createSlots, inScope, Scope } from './scope.ts'

/** What the value of a policy expression is for. */
export type Wanted = 'text' | 'boolean' | 'integer' | 'object'

export interface BoundPolicyExpression {
  /** Undefined when there are faults. */
  readonly bound: Bound | undefined
  readonly uses: ReadonlySet<string>
  readonly faults: readonly ExpressionFault[]
  /** The variables of one evaluation, as they begin. */
  createSlots(): unknown[]
}

/**
 * Binds the whole of `@(…)` or `@{…}`.
 * @param sought is told what is known where its name stands
 * @throws ExpressionFault
 */
export function bindExpressionFor(
  syntax: PolicyExpressionSyntax,
  wanted: Wanted,
  table: TypeTable,
  sought?: SoughtPlace,
): BoundPolicyExpression {
  const context = table.find('IProxyRequestContext', 0)
  const globals = new Map<string, Bound>()
  if (context !== undefined)
    globals.set(
      'context',
      bound(namedType(context), ({ run }) => run.context),
    )
  const binder = new Binder({ table, captured: capturedNames(syntax), globals, sought })
  const made = syntax.kind === 'expression' ? bindSingle(syntax, wanted, binder) : bindBlockBody(syntax, wanted, binder)
  const isSound = binder.faults.length === 0 && !binder.hasSilentFault
  return {
    bound: isSound ? made.bound : undefined,
    uses: binder.uses,
    faults: binder.faults,
    createSlots: () => createSlots(made.scope.of),
  }
}

interface Made {
  readonly bound: Bound
  readonly scope: Scope
}

function bindSingle(
  { expression }: Extract<PolicyExpressionSyntax, { kind: 'expression' }>,
  wanted: Wanted,
  binder: Binder,
): Made {
  const { types } = binder
  const scope = binder.newFunction(undefined, undefined)
  let value: Bound
  if (wanted === 'boolean') value = bindTo(expression, types.bool, scope, binder)
  else if (wanted === 'object') value = bindTo(expression, types.object, scope, binder)
  else {
    value = bindExpression(expression, scope, binder)
    if (value.type.kind === 'void') throw new ExpressionFault('The expression has no value.', expression)
    if (wanted === 'integer') checkInteger(value.type, expression, binder)
  }
  return { bound: { ...value, evaluate: inScope(scope, value.evaluate) }, scope }
}

function checkInteger(type: NetType, at: { readonly start: number; readonly end: number }, { types }: Binder): void {
  const kind = numericKindOf(type)
  const isWhole = kind !== undefined && kind !== 'float' && kind !== 'double' && kind !== 'decimal' && kind !== 'char'
  if (isWhole || isSameType(type, types.string) || isSameType(type, types.object) || type.kind === 'never') return
  throw new ExpressionFault(`A whole number is expected here, not '${textOfType(type)}'.`, at)
}

function bindBlockBody(
  { block }: Extract<PolicyExpressionSyntax, { kind: 'statements' }>,
  wanted: Wanted,
  binder: Binder,
): Made {
  const { types } = binder
  // Several returns of different types meet in `object`.
  const returns = wanted === 'boolean' ? types.bool : types.object
  const scope = binder.newFunction(undefined, returns)
  const body = bindBlock(block, new Scope(scope, scope.of), binder)
  if (body.endIsReachable && binder.faults.length === 0) {
    throw new ExpressionFault('Not all paths return a value.', { start: block.end - 1, end: block.end })
  }
  const { execute } = body
  const value = bound(returns, (frame) => {
    execute(frame)
    return frame.result
  })
  return { bound: convertBound(value, returns, block, binder), scope }
}
