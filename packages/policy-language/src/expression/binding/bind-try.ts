import { textOfType } from '../net-types/net-type.ts'
import { NetException } from '../run/net-exception.ts'
import { ExpressionFault } from '../syntax/syntax-fault.ts'
import type { CatchSyntax, StatementSyntax } from '../syntax/syntax-tree.ts'
import { bindBlock, bindCondition } from './bind-statement.ts'
import type { Binder } from './binder.ts'
import { type BoundStatement, type Execute, goOn, statement } from './bound-statement.ts'
import type { Frame } from './frame.ts'
import { instanceTest } from './instance-test.ts'
import { enterScope, Scope } from './scope.ts'
import { isSubtype } from './type-relations.ts'

interface Handler {
  readonly takes: (frame: Frame, exception: NetException) => boolean
  readonly body: BoundStatement
}

/** `try … catch … finally …`. Limits of the evaluation go through all of them. @throws ExpressionFault */
export function bindTry(
  syntax: Extract<StatementSyntax, { kind: 'try' }>,
  scope: Scope,
  binder: Binder,
): BoundStatement {
  const body = bindBlock(syntax.body, new Scope(scope, scope.of), binder)
  const handlers = syntax.catches.map((one) => bindCatch(one, scope, binder))
  const last =
    syntax.finallyBody === undefined ? undefined : bindBlock(syntax.finallyBody, new Scope(scope, scope.of), binder)
  const reached = [body, ...handlers.map((handler) => handler.body)]
  const endIsReachable = reached.some((one) => one.endIsReachable) && (last?.endIsReachable ?? true)
  const breaks = reached.some((one) => one.breaks) || last?.breaks === true
  const guarded = handlers.length === 0 ? body.execute : catching(body.execute, handlers)
  return statement(last === undefined ? guarded : finishing(guarded, last.execute), endIsReachable, breaks)
}

function catching(execute: Execute, handlers: readonly Handler[]): Execute {
  return (frame) => {
    try {
      return execute(frame)
    } catch (error) {
      if (!(error instanceof NetException)) throw error
      frame.run.step()
      for (const { takes, body } of handlers) if (takes(frame, error)) return body.execute(frame)
      throw error
    }
  }
}

/** `try { … } finally { … }`: the second part does not run when a limit ended the evaluation. */
export function finishing(execute: Execute, last: Execute): Execute {
  return (frame) => {
    let signal: ReturnType<Execute>
    try {
      signal = execute(frame)
    } catch (error) {
      if (!(error instanceof NetException)) throw error
      last(frame)
      throw error
    }
    const { result } = frame
    const own = last(frame)
    if (own !== goOn) return own
    frame.result = result
    return signal
  }
}

function bindCatch(syntax: CatchSyntax, scope: Scope, binder: Binder): Handler {
  const { types } = binder
  const type = syntax.type === undefined ? types.exception : binder.resolveType(syntax.type)
  if (!isSubtype(type, types.exception, types)) {
    throw new ExpressionFault(`'${textOfType(type)}' is no exception.`, syntax.type ?? syntax)
  }
  const outer = new Scope(scope, scope.of)
  const local =
    syntax.name === undefined
      ? binder.addLocal(outer, '<caught>', type)
      : binder.declare(outer, syntax.name, type, syntax)
  const own = new Scope(outer, scope.of, { caught: local })
  const filter = syntax.filter === undefined ? undefined : bindCondition(syntax.filter, own, binder).evaluate
  const body = bindBlock(syntax.body, new Scope(own, scope.of), binder)
  const write = binder.write(local, outer)
  const enter = enterScope(outer)
  const isOne = instanceTest(type, types)
  return {
    body,
    takes(frame, exception) {
      if (!isOne(exception)) return false
      enter?.(frame)
      write(frame, exception)
      if (filter === undefined) return true
      try {
        return filter(frame) === true
      } catch (error) {
        // A filter that fails does not take the exception.
        if (error instanceof NetException) return false
        throw error
      }
    },
  }
}
