import { ExpressionFault } from '../syntax/syntax-fault.ts'
import type { ExpressionSyntax } from '../syntax/syntax-tree.ts'
import { type NetType, substitute, textOfType } from '../types/net-type.ts'
import { elementAt } from './array-elements.ts'
import { bindArguments } from './bind-arguments.ts'
import { bindExpression } from './bind-expression.ts'
import { bindArrayIndex, chooseIndexer } from './bind-index.ts'
import { selfOf, unknownMember } from './bind-member.ts'
import { bindTarget } from './bind-name.ts'
import type { Binder } from './binder.ts'
import type { Frame } from './frame.ts'
import { invokerOf } from './invoke.ts'
import { findProperty } from './member-lookup.ts'
import { withValue } from './null-check.ts'
import type { Scope } from './scope.ts'

/**
 * Something that can be assigned. What it stands in (`a.b` of `a.b[i] = …`) is evaluated once by `prepare`, also where
 * it is read and written.
 */
export interface Assignable {
  readonly type: NetType
  prepare(frame: Frame): Place
}

export interface Place {
  read(): unknown
  write(value: unknown): void
}

/** @throws ExpressionFault when it cannot be assigned */
export function bindAssignable(syntax: ExpressionSyntax, scope: Scope, binder: Binder): Assignable {
  switch (syntax.kind) {
    case 'name':
      return variable(syntax, scope, binder)
    case 'member':
      return property(syntax, scope, binder)
    case 'index':
      return element(syntax, scope, binder)
    default:
      throw new ExpressionFault('Only a variable, a property or an element can be assigned.', syntax)
  }
}

/** For `out` arguments. */
export function writeTarget(
  syntax: ExpressionSyntax,
  scope: Scope,
  binder: Binder,
): (frame: Frame, value: unknown) => void {
  const target = bindAssignable(syntax, scope, binder)
  return (frame, value) => target.prepare(frame).write(value)
}

function variable(syntax: Extract<ExpressionSyntax, { kind: 'name' }>, scope: Scope, binder: Binder): Assignable {
  const local = scope.find(syntax.name)
  if (local === undefined) {
    bindExpression(syntax, scope, binder)
    throw new ExpressionFault(`'${syntax.name}' cannot be assigned.`, syntax)
  }
  if ('holder' in local)
    throw new ExpressionFault(`'${syntax.name}' is a range variable: it cannot be assigned.`, syntax)
  if (local.readOnly !== undefined)
    throw new ExpressionFault(`'${syntax.name}' cannot be assigned: it is ${local.readOnly}.`, syntax)
  const read = binder.read(local, scope)
  const write = binder.write(local, scope)
  return {
    type: local.type,
    prepare: (frame) => ({ read: () => read(frame), write: (value) => write(frame, value) }),
  }
}

function property(syntax: Extract<ExpressionSyntax, { kind: 'member' }>, scope: Scope, binder: Binder): Assignable {
  const target = bindTarget(syntax.target, scope, binder)
  if (target.kind === 'namespace')
    throw new ExpressionFault(`'${target.name}.${syntax.name}' cannot be assigned.`, syntax)
  const isStatic = target.kind === 'type'
  const type = target.kind === 'type' ? target.type : target.bound.type
  if (type.kind === 'anonymous') {
    throw new ExpressionFault(`'${syntax.name}' is a property of an anonymous type: it is read-only.`, syntax)
  }
  const found = findProperty(type, syntax.name, isStatic, binder.types)
  if (found === undefined) throw unknownMember(type, syntax.name, isStatic, syntax, binder)
  const { set, get } = found.member
  if (set === undefined || target.kind === 'type' || 'constant' in get) {
    throw new ExpressionFault(`'${textOfType(type)}.${syntax.name}' cannot be assigned: it is read-only.`, syntax)
  }
  const { evaluate: self } = selfOf(target.bound, found, binder)
  const getter = invokerOf(get, found.owner.args)
  const setter = invokerOf(set, found.owner.args)
  return {
    type: substitute(found.member.type, found.by),
    prepare: (frame) => {
      const of = self(frame)
      return {
        read: () => (getter.needsRun ? getter.call(frame.run, of) : getter.call(of)),
        write: (value) => (setter.needsRun ? setter.call(frame.run, of, value) : setter.call(of, value)),
      }
    },
  }
}

function element(syntax: Extract<ExpressionSyntax, { kind: 'index' }>, scope: Scope, binder: Binder): Assignable {
  const target = bindExpression(syntax.target, scope, binder)
  if (target.type.kind === 'array') {
    const array = withValue(target)
    const { evaluate: index } = bindArrayIndex(syntax, scope, binder)
    return {
      type: target.type.element,
      prepare: (frame) => {
        const items = array(frame) as unknown[]
        const at = elementAt(index(frame) as number, items.length)
        return {
          read: () => items[at],
          write: (value) => {
            items[at] = value
          },
        }
      },
    }
  }
  const choice = chooseIndexer(target, syntax, scope, binder)
  const { member: found, by } = choice
  const { set, get } = found.member
  if (set === undefined) {
    throw new ExpressionFault(
      `Elements of '${textOfType(target.type)}' cannot be assigned: they are read-only.`,
      syntax,
    )
  }
  const { evaluate: self } = selfOf(target, found, binder)
  const args = bindArguments(choice, scope, binder).values.map(({ evaluate }) => evaluate)
  const getter = invokerOf(get, found.owner.args)
  const setter = invokerOf(set, found.owner.args)
  return {
    type: substitute(found.member.type, by),
    prepare: (frame) => {
      const given = [self(frame), ...args.map((arg) => arg(frame))]
      return {
        read: () => (getter.needsRun ? getter.call(frame.run, ...given) : getter.call(...given)),
        write: (value) => (setter.needsRun ? setter.call(frame.run, ...given, value) : setter.call(...given, value)),
      }
    },
  }
}
