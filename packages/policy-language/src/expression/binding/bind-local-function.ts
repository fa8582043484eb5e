import { ExpressionFault } from '../syntax/syntax-fault.ts'
import type { StatementSyntax } from '../syntax/syntax-tree.ts'
import { type NetType, voidType } from '../types/net-type.ts'
import type { Binder } from './binder.ts'
import { type BoundStatement, goOn, statement } from './bound-statement.ts'
import type { Evaluate } from './frame.ts'
import { bindBody, closureOf } from './lambdas.ts'
import type { Local, Scope } from './scope.ts'

type FunctionSyntax = Extract<StatementSyntax, { kind: 'localFunction' }>

/** A local function of a block, which may be called before the place it stands at. */
export interface Hoisted {
  readonly local: Local
  readonly parameters: readonly NetType[]
  readonly returns: NetType
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
      const parameters = one.parameters.map(({ type }) =>
        type === undefined ? binder.types.object : binder.resolveType(type),
      )
      const returns = one.returns === undefined ? voidType : binder.resolveType(one.returns)
      const type = binder.types.delegate(parameters, returns)
      if (type === undefined) throw new ExpressionFault('A local function takes at most eight parameters.', one)
      const local = binder.declare(own, one.name, type, one, { readOnly: 'a local function' })
      hoisted.set(one, { local, parameters, returns, create: undefined })
    } catch (fault) {
      if (!(fault instanceof ExpressionFault)) throw fault
      binder.faults.push(fault)
    }
  }
  return hoisted
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
  const own = binder.newFunction(scope, declared.returns)
  const locals = syntax.parameters.map((parameter, i) =>
    binder.declare(own, parameter.name, declared.parameters[i] ?? binder.types.object, parameter),
  )
  const { evaluate } = bindBody(syntax.body, declared.returns, own, binder)
  const make = closureOf(evaluate, locals, own, scope.of)
  const write = binder.write(declared.local, scope)
  declared.create = (frame) => {
    write(frame, make(frame))
    return undefined
  }
  return statement(() => goOn)
}
