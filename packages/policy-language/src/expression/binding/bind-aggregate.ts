import { AnonymousObject } from '../net/anonymous-object.ts'
import { overflowException } from '../net/failures.ts'
import { NetValueTuple } from '../net/tuple.ts'
import { anonymousType, arrayType, type NamedType, type NetType, textOfType } from '../net-types/net-type.ts'
import { ExpressionFault } from '../syntax/syntax-fault.ts'
import type { ExpressionSyntax, TupleElementSyntax } from '../syntax/syntax-tree.ts'
import { bindExpression, bindTo } from './bind-expression.ts'
import type { Binder } from './binder.ts'
import { type Bound, bound } from './bound.ts'
import { bestCommonType } from './common-type.ts'
import { convertBound } from './convert-bound.ts'
import { defaultValueOf } from './default-value.ts'
import { numericKindOf } from './numeric.ts'
import type { Scope } from './scope.ts'

/** `new { A = 1, b.C }`. @throws ExpressionFault */
export function bindAnonymous(
  syntax: Extract<ExpressionSyntax, { kind: 'anonymous' }>,
  scope: Scope,
  binder: Binder,
): Bound {
  const values = syntax.members.map(({ value }) => bindExpression(value, scope, binder))
  const names = new Set<string>()
  const properties = syntax.members.map(({ name, value }, i) => {
    const type = values[i]?.type ?? binder.types.object
    if (names.has(name)) throw new ExpressionFault(`The member '${name}' stands twice.`, value)
    names.add(name)
    if (type.kind === 'null' || type.kind === 'void' || type.kind === 'never') {
      throw new ExpressionFault(
        `The type of '${name}' does not follow from '${textOfType(type)}'; write a cast.`,
        value,
      )
    }
    return { name, type }
  })
  const type = anonymousType(properties)
  const evaluates = values.map(({ evaluate }) => evaluate)
  return bound(type, (frame) => {
    frame.run.charge(evaluates.length)
    return new AnonymousObject(
      type,
      evaluates.map((evaluate) => evaluate(frame)),
    )
  })
}

/** `new T[n]`, `new T[] { … }`, `new[] { … }`. @throws ExpressionFault */
export function bindNewArray(
  syntax: Extract<ExpressionSyntax, { kind: 'newArray' }>,
  expected: NetType | undefined,
  scope: Scope,
  binder: Binder,
): Bound {
  const written = syntax.element === undefined ? undefined : binder.resolveType(syntax.element)
  const element = written ?? (expected?.kind === 'array' ? expected.element : inferElement(syntax, scope, binder))
  const type = arrayType(element)
  const isBytes = numericKindOf(element) === 'byte'
  if (syntax.items !== undefined) {
    if (syntax.size !== undefined) checkSize(syntax, syntax.items.length, scope, binder)
    const items = syntax.items.map((item) => bindTo(item, element, scope, binder).evaluate)
    return bound(type, (frame) => {
      frame.run.charge(items.length)
      const values = items.map((item) => item(frame))
      return isBytes ? Uint8Array.from(values as number[]) : values
    })
  }
  if (syntax.size === undefined) throw new ExpressionFault('The array needs a size or elements.', syntax)
  const { evaluate: size } = convertBound(
    bindExpression(syntax.size, scope, binder),
    binder.types.int,
    syntax.size,
    binder,
  )
  const initial = defaultValueOf(element)
  if (initial === undefined) throw new ExpressionFault(`'${textOfType(element)}' has no default value here.`, syntax)
  return bound(type, (frame) => {
    const count = size(frame) as number
    if (count < 0) throw overflowException()
    frame.run.charge(count)
    return isBytes ? new Uint8Array(count) : new Array<unknown>(count).fill(initial.value)
  })
}

function checkSize(
  syntax: Extract<ExpressionSyntax, { kind: 'newArray' }>,
  count: number,
  scope: Scope,
  binder: Binder,
): void {
  if (syntax.size === undefined) return
  const { constant } = bindExpression(syntax.size, scope, binder)
  if (constant?.value !== count)
    throw new ExpressionFault(`The array holds ${count} elements; its size must say so.`, syntax)
}

function inferElement(syntax: Extract<ExpressionSyntax, { kind: 'newArray' }>, scope: Scope, binder: Binder): NetType {
  const types = (syntax.items ?? []).map((item) => bindExpression(item, scope, binder).type)
  const common = bestCommonType(types, binder.types)
  if (common === undefined || common.kind === 'null') {
    throw new ExpressionFault(
      'The type of the array does not follow from its elements; write it: new T[] { … }.',
      syntax,
    )
  }
  return common
}

/** `(a, b)`. @throws ExpressionFault */
export function bindTuple(
  syntax: Extract<ExpressionSyntax, { kind: 'tuple' }>,
  expected: NamedType | undefined,
  scope: Scope,
  binder: Binder,
): Bound {
  const isFitting = expected?.args.length === syntax.elements.length
  const values = syntax.elements.map(({ value }, i) => {
    const type = isFitting ? expected?.args[i] : undefined
    return type === undefined ? bindExpression(value, scope, binder) : bindTo(value, type, scope, binder)
  })
  const names = namesOf(syntax.elements)
  const hasNames = names.some((name) => name !== undefined)
  const types = values.map(({ type }) => type)
  const unclear = types.findIndex(({ kind }) => kind === 'null' || kind === 'void' || kind === 'never')
  if (unclear >= 0) throw new ExpressionFault('The type of an element of the tuple is not known; write a cast.', syntax)
  const type = isFitting ? expected : binder.types.tuple(types, hasNames ? names : undefined)
  if (type === undefined) throw new ExpressionFault(`A tuple of ${types.length} elements is not served.`, syntax)
  const evaluates = values.map(({ evaluate }) => evaluate)
  return bound(type, (frame) => {
    frame.run.charge(evaluates.length)
    return new NetValueTuple(
      evaluates.map((evaluate) => evaluate(frame)),
      type.args,
    )
  })
}

/** Elements that are a variable or a property are called after it, unless two are called so. @see C# 7.1 */
function namesOf(elements: readonly TupleElementSyntax[]): readonly (string | undefined)[] {
  const found = elements.map(({ name, value }) => name ?? inferredName(value))
  return found.map((name, i) => {
    const isWritten = elements[i]?.name !== undefined
    return isWritten || found.filter((other) => other === name).length === 1 ? name : undefined
  })
}

function inferredName(value: ExpressionSyntax): string | undefined {
  const access = value.kind === 'conditionalAccess' ? value.access : value
  if (access.kind !== 'name' && access.kind !== 'member') return undefined
  return /^(Item\d+|Rest|ToString|Equals|GetHashCode|GetType|CompareTo)$/.test(access.name) ? undefined : access.name
}
