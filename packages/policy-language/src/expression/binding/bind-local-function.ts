import type { Parameter } from '../net-types/linked-type.ts'
import { type NetType, voidType } from '../net-types/net-type.ts'
import { ExpressionFault } from '../syntax/syntax-fault.ts'
import type { ParameterSyntax, StatementSyntax } from '../syntax/syntax-tree.ts'
import { bindTo } from './bind-expression.ts'
import type { Binder } from './binder.ts'
import { type BoundStatement, goOn, statement } from './bound-statement.ts'
import type { Evaluate } from './frame.ts'
import { bindBody, closureOf } from './lambdas.ts'
import type { Local, LocalFunction, Scope } from './scope.ts'

type FunctionSyntax = Extract<StatementSyntax, { kind: 'localFunction' }>

/** A local function of a block, which may be called before the place it stands at. */
export interface Hoisted {
  readonly local: Local
  readonly head: LocalFunction
  /** Makes the function; runs when the block is entered. Undefined until its body is bound. */
  create: Evaluate | undefined
}

export function declareLocalFunctions(
  statements: readonly StatementSyntax[],
  own: Scope,
  binder: Binder,
): ReadonlyMap<StatementSyntax, Hoisted> {
  const hoisted = new Map<StatementSyntax, Hoisted>()
  for (const one of statements) {
    if (one.kind !== 'localFunction') continue
    try {
      const head = bindHead(one, own, binder)
      const types = head.parameters.map(({ type }) => type)
      const delegate = head.isOnlyCalled ? undefined : binder.types.delegate(types, head.returns)
      const local = binder.declare(own, one.name, delegate ?? binder.types.object, one, {
        readOnly: 'a local function',
        function: { ...head, isOnlyCalled: delegate === undefined },
      })
      hoisted.set(one, { local, head, create: undefined })
    } catch (fault) {
      if (!(fault instanceof ExpressionFault)) throw fault
      binder.faults.push(fault)
    }
  }
  return hoisted
}

function bindHead(syntax: FunctionSyntax, scope: Scope, binder: Binder): LocalFunction {
  const returns = syntax.returns === undefined ? voidType : binder.resolveType(syntax.returns)
  const parameters = syntax.parameters.map((parameter, i): Parameter => {
    const { name, mode } = parameter
    const type = binder.resolveType(parameter.type)
    if (mode === 'params' && (type.kind !== 'array' || i < syntax.parameters.length - 1)) {
      throw new ExpressionFault("A 'params' parameter is an array and stands last.", parameter)
    }
    const before = syntax.parameters[i - 1]
    if (before?.defaultValue !== undefined && parameter.defaultValue === undefined && mode !== 'params') {
      throw new ExpressionFault('Parameters with default values stand last.', parameter)
    }
    return { name, mode, type, defaultValue: bindDefault(parameter, type, scope, binder) }
  })
  const isOnlyCalled = parameters.some(({ mode }) => mode === 'out' || mode === 'ref')
  return { parameters, returns, isOnlyCalled }
}

function bindDefault(
  { defaultValue, mode }: ParameterSyntax,
  type: NetType,
  scope: Scope,
  binder: Binder,
): Parameter['defaultValue'] {
  if (defaultValue === undefined) return undefined
  if (mode !== 'value') {
    throw new ExpressionFault(`A '${mode}' parameter has no default value.`, defaultValue)
  }
  const { constant } = bindTo(defaultValue, type, scope, binder)
  if (constant === undefined) throw new ExpressionFault('A default value is a constant.', defaultValue)
  return constant
}

/** @throws ExpressionFault */
export function bindLocalFunction(
  syntax: FunctionSyntax,
  hoisted: ReadonlyMap<StatementSyntax, Hoisted>,
  scope: Scope,
  binder: Binder,
): BoundStatement {
  const declared = hoisted.get(syntax)
  // Its head has a fault, which was told.
  if (declared === undefined) return statement(() => goOn)
  const { parameters, returns } = declared.head
  const own = binder.newFunction(scope, returns)
  const locals = parameters.map(({ name, type, mode }, i) =>
    binder.declare(own, name, type, syntax.parameters[i] ?? syntax, { isReference: mode === 'out' || mode === 'ref' }),
  )
  const { evaluate } = bindBody(syntax.body, returns, own, binder)
  const make = closureOf(evaluate, locals, own, scope.of)
  const write = binder.write(declared.local, scope)
  declared.create = (frame) => {
    write(frame, make(frame))
    return undefined
  }
  return statement(() => goOn)
}
