import { NetException } from '../run/net-exception.ts'
import { ExpressionFault } from '../syntax/syntax-fault.ts'
import type { BlockSyntax, ExpressionSyntax, StatementSyntax } from '../syntax/syntax-tree.ts'
import { bindDeconstruction, bindLocals } from './bind-declaration.ts'
import { bindExpression, bindTo } from './bind-expression.ts'
import { bindLocalFunction, declareLocalFunctions } from './bind-local-function.ts'
import { bindFor, bindForEach, bindWhile } from './bind-loop.ts'
import { bindGoto, bindSwitch } from './bind-switch.ts'
import { bindTry } from './bind-try.ts'
import { bindUsing } from './bind-using.ts'
import type { Binder } from './binder.ts'
import {
  type BoundStatement,
  breakLoop,
  continueLoop,
  type Execute,
  goOn,
  returnValue,
  statement,
} from './bound-statement.ts'
import { convertBound } from './convert-bound.ts'
import type { Evaluate } from './frame.ts'
import { enterScope, Scope } from './scope.ts'
import { throwValue } from './throw-value.ts'

/**
 * Binds the statements of a block in a scope of its own. A statement with a fault is left out and its fault kept, so
 * that all are told at once.
 */
export function bindBlock(block: BlockSyntax, own: Scope, binder: Binder): BoundStatement {
  return bindStatements(block.statements, own, binder)
}

export function bindStatements(statements: readonly StatementSyntax[], own: Scope, binder: Binder): BoundStatement {
  const hoisted = declareLocalFunctions(statements, own, binder)
  const executes: Execute[] = []
  let endIsReachable = true
  let breaks = false
  // Functions come last: they may speak of variables that stand behind them.
  const functionsLast = statements.toSorted((a, b) => Number(isFunction(a)) - Number(isFunction(b)))
  for (const one of functionsLast) {
    try {
      const bound =
        one.kind === 'localFunction' ? bindLocalFunction(one, hoisted, own, binder) : bindStatement(one, own, binder)
      if (one.kind !== 'localFunction' && one.kind !== 'empty') executes.push(bound.execute)
      if (endIsReachable && bound.breaks) breaks = true
      if (!bound.endIsReachable) endIsReachable = false
    } catch (fault) {
      if (!(fault instanceof ExpressionFault)) throw fault
      keepFault(fault, binder)
      // What follows may rely on what this one would have said.
      declareFailed(one, own, binder)
    }
  }
  const functions = [...hoisted.values()].flatMap(({ create }) => (create === undefined ? [] : [create]))
  return statement(sequence(executes, functions, own), endIsReachable, breaks)
}

const isFunction = ({ kind }: StatementSyntax): boolean => kind === 'localFunction'

/** A name whose declaration failed: what uses it is no fault of its own. */
function declareFailed(one: StatementSyntax, own: Scope, binder: Binder): void {
  if (one.kind !== 'local') return
  for (const { name } of one.variables) if (own.find(name) === undefined) own.add(name, binder.failed(name, own))
}

function keepFault(fault: ExpressionFault, binder: Binder): void {
  if (fault.message !== '') binder.faults.push(fault)
  else binder.hasSilentFault = true
}

function sequence(executes: readonly Execute[], functions: readonly Evaluate[], own: Scope): Execute {
  const enter = enterScope(own)
  const [only] = executes
  if (executes.length === 1 && only !== undefined && enter === undefined) return only
  return (frame) => {
    enter?.(frame)
    for (const create of functions) create(frame)
    for (let i = 0; i < executes.length; i++) {
      const signal = (executes[i] as Execute)(frame)
      if (signal !== goOn) return signal
    }
    return goOn
  }
}

/** A statement that stands alone behind `if (…)` and the like has its own scope. */
export function bindEmbedded(syntax: StatementSyntax, scope: Scope, binder: Binder): BoundStatement {
  const statements = syntax.kind === 'block' ? syntax.statements : [syntax]
  return bindStatements(statements, new Scope(scope, scope.of), binder)
}

/** @throws ExpressionFault */
export function bindStatement(syntax: StatementSyntax, scope: Scope, binder: Binder): BoundStatement {
  switch (syntax.kind) {
    case 'block':
      return bindBlock(syntax, new Scope(scope, scope.of), binder)
    case 'empty':
      return statement(() => goOn)
    case 'local':
      return bindLocals(syntax, scope, binder)
    case 'deconstruct':
      return bindDeconstruction(syntax, scope, binder)
    case 'expression':
      return statement(bindEffect(syntax.expression, scope, binder))
    case 'if':
      return bindIf(syntax, scope, binder)
    case 'for':
      return bindFor(syntax, scope, binder)
    case 'foreach':
      return bindForEach(syntax, scope, binder)
    case 'while':
    case 'do':
      return bindWhile(syntax, scope, binder)
    case 'switchStatement':
      return bindSwitch(syntax, scope, binder)
    case 'try':
      return bindTry(syntax, scope, binder)
    case 'break':
      if (!scope.isInLoop && scope.targets === undefined)
        throw new ExpressionFault("There is no loop or switch to leave by 'break'.", syntax)
      return statement(() => breakLoop, false, true)
    case 'continue':
      if (!scope.isInLoop) throw new ExpressionFault("There is no loop for 'continue'.", syntax)
      return statement(() => continueLoop, false)
    case 'goto':
      return bindGoto(syntax, scope)
    case 'using':
      return bindUsing(syntax, scope, binder)
    case 'return':
      return bindReturn(syntax, scope, binder)
    case 'throwStatement':
      return bindThrow(syntax, scope, binder)
    case 'checkedBlock':
      return bindBlock(syntax.body, new Scope(scope, scope.of, { isChecked: syntax.isChecked }), binder)
    case 'localFunction':
      throw new ExpressionFault('A local function stands in a block.', syntax)
  }
}

/** An expression that is evaluated for what it does. @throws ExpressionFault */
export function bindEffect(expression: ExpressionSyntax, scope: Scope, binder: Binder): Execute {
  const isStatement = ['call', 'assignment', 'increment', 'new', 'conditionalAccess'].includes(expression.kind)
  // What is still being written may become a call.
  if (!isStatement && binder.sought === undefined) {
    throw new ExpressionFault('Only a call, an assignment, ++ or -- can be a statement.', expression)
  }
  const { evaluate } = bindExpression(expression, scope, binder)
  return (frame) => {
    frame.run.step()
    evaluate(frame)
    return goOn
  }
}

/** @throws ExpressionFault */
export function bindCondition(
  syntax: ExpressionSyntax,
  scope: Scope,
  binder: Binder,
): { readonly evaluate: Evaluate; readonly constant: boolean | undefined } {
  const condition = convertBound(bindExpression(syntax, scope, binder), binder.types.bool, syntax, binder)
  const constant = condition.constant?.value
  return { evaluate: condition.evaluate, constant: typeof constant === 'boolean' ? constant : undefined }
}

function bindIf(syntax: Extract<StatementSyntax, { kind: 'if' }>, scope: Scope, binder: Binder): BoundStatement {
  const { evaluate: test, constant } = bindCondition(syntax.condition, scope, binder)
  const whenTrue = bindEmbedded(syntax.whenTrue, scope, binder)
  const whenFalse = syntax.whenFalse === undefined ? undefined : bindEmbedded(syntax.whenFalse, scope, binder)
  const { execute: a } = whenTrue
  const b = whenFalse?.execute
  const reachesA = constant !== false && whenTrue.endIsReachable
  const reachesB = constant !== true && (whenFalse?.endIsReachable ?? true)
  const breaks = (constant !== false && whenTrue.breaks) || (constant !== true && whenFalse?.breaks === true)
  const execute: Execute =
    b === undefined
      ? (frame) => {
          frame.run.step()
          return test(frame) ? a(frame) : goOn
        }
      : (frame) => {
          frame.run.step()
          return test(frame) ? a(frame) : b(frame)
        }
  return statement(execute, reachesA || reachesB, breaks)
}

function bindReturn(
  syntax: Extract<StatementSyntax, { kind: 'return' }>,
  scope: Scope,
  binder: Binder,
): BoundStatement {
  const { returns, returned } = scope.of
  const { value } = syntax
  if (value === undefined) {
    if (returns !== undefined && returns.kind !== 'void')
      throw new ExpressionFault("A value must stand behind 'return'.", syntax)
    return statement((frame) => {
      frame.result = undefined
      return returnValue
    }, false)
  }
  if (returns?.kind === 'void') throw new ExpressionFault("No value may stand behind 'return' here.", value)
  const bound = returns === undefined ? bindExpression(value, scope, binder) : bindTo(value, returns, scope, binder)
  if (returns === undefined) {
    if (bound.type.kind === 'void') throw new ExpressionFault('What is returned has no value.', value)
    returned.push(bound.type)
  }
  const { evaluate } = bound
  return statement((frame) => {
    frame.result = evaluate(frame)
    return returnValue
  }, false)
}

function bindThrow(
  syntax: Extract<StatementSyntax, { kind: 'throwStatement' }>,
  scope: Scope,
  binder: Binder,
): BoundStatement {
  if (syntax.value !== undefined) {
    const evaluate = throwValue(syntax.value, scope, binder)
    return statement((frame) => {
      evaluate(frame)
      return goOn
    }, false)
  }
  const { caught } = scope
  if (caught === undefined) throw new ExpressionFault("'throw;' stands only in a catch.", syntax)
  const read = binder.read(caught, scope)
  return statement((frame) => {
    const exception = read(frame)
    throw exception instanceof NetException ? exception : new Error('What was caught is an exception.')
  }, false)
}
