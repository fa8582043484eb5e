import { textOfType } from '../net-types/net-type.ts'
import { ExpressionFault } from '../syntax/syntax-fault.ts'
import type { ExpressionSyntax, Span, StatementSyntax, VariableSyntax } from '../syntax/syntax-tree.ts'
import { calleeOf, finishCall } from './bind-call.ts'
import { bindLocals } from './bind-declaration.ts'
import { bindExpression } from './bind-expression.ts'
import { bindEmbedded } from './bind-statement.ts'
import { finishing } from './bind-try.ts'
import type { Binder } from './binder.ts'
import { type Bound, bound } from './bound.ts'
import { type BoundStatement, type Execute, goOn, statement } from './bound-statement.ts'
import { findMethods } from './member-lookup.ts'
import { chooseOverload } from './overloads.ts'
import { enterScope, Scope } from './scope.ts'

interface Resource {
  /** Makes it and puts it where `dispose` finds it. */
  readonly acquire: Execute
  readonly dispose: Execute
}

/** `using (var x = …) …`: what it names is disposed of however the body ends. @throws ExpressionFault */
export function bindUsing(
  syntax: Extract<StatementSyntax, { kind: 'using' }>,
  scope: Scope,
  binder: Binder,
): BoundStatement {
  const own = new Scope(scope, scope.of)
  const resources = bindResources(syntax.resource, own, binder)
  const body = bindEmbedded(syntax.body, own, binder)
  const enter = enterScope(own)
  const guarded = resources.reduceRight<Execute>((inside, { acquire, dispose }) => {
    const finished = finishing(inside, dispose)
    return (frame) => {
      acquire(frame)
      return finished(frame)
    }
  }, body.execute)
  const execute: Execute =
    enter === undefined
      ? guarded
      : (frame) => {
          enter(frame)
          return guarded(frame)
        }
  return statement(execute, body.endIsReachable, body.breaks)
}

function bindResources(resource: StatementSyntax, own: Scope, binder: Binder): readonly Resource[] {
  if (resource.kind === 'local') {
    return resource.variables.map((variable) =>
      bindVariable({ ...resource, variables: [variable] }, variable, own, binder),
    )
  }
  if (resource.kind !== 'expression') throw new ExpressionFault("'using' takes a value or a declaration.", resource)
  return [bindValue(resource.expression, own, binder)]
}

function bindVariable(
  declaration: Extract<StatementSyntax, { kind: 'local' }>,
  variable: VariableSyntax,
  own: Scope,
  binder: Binder,
): Resource {
  if (variable.value === undefined)
    throw new ExpressionFault(`The variable '${variable.name}' needs a value.`, variable)
  const { execute: acquire } = bindLocals(declaration, own, binder, 'the variable of a using')
  const name: ExpressionSyntax = {
    kind: 'name',
    name: variable.name,
    typeArgs: [],
    start: variable.start,
    end: variable.end,
  }
  return { acquire, dispose: bindDispose(bindExpression(name, own, binder), variable, own, binder) }
}

function bindValue(expression: ExpressionSyntax, own: Scope, binder: Binder): Resource {
  const { type, evaluate } = bindExpression(expression, own, binder)
  const slot = own.of.addSlot()
  const kept = bound(type, ({ slots }) => slots[slot])
  return {
    acquire: (frame) => {
      frame.run.step()
      frame.slots[slot] = evaluate(frame)
      return goOn
    },
    dispose: bindDispose(kept, expression, own, binder),
  }
}

function bindDispose(resource: Bound, at: Span, scope: Scope, binder: Binder): Execute {
  const methods = findMethods(resource.type, 'Dispose', false, binder.types)
  if (methods.length === 0) {
    throw new ExpressionFault(`'${textOfType(resource.type)}' has nothing to dispose of: 'using' does not take it.`, at)
  }
  const choice = chooseOverload(methods.map(calleeOf), [], [], scope, binder, { ...at, name: 'Dispose' })
  const { evaluate: dispose } = finishCall(choice, resource, scope, binder)
  const { evaluate: read } = resource
  return (frame) => {
    if (read(frame) !== null) dispose(frame)
    return goOn
  }
}
