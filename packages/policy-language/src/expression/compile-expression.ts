import { bindExpressionFor, type Wanted } from './binding/bind-policy-expression.ts'
import { parseNumber } from './net/format/parse-number.ts'
import { isSameType, textOfType } from './net-types/net-type.ts'
import type { TypeTable } from './net-types/type-table.ts'
import { operationsFor } from './net-types/value-operations.ts'
import { Boxed } from './run/boxed.ts'
import { NetException } from './run/net-exception.ts'
import { defaultLimits, ExpressionLimitError, type ExpressionLimits, RunState } from './run/run-state.ts'
import type { ExpressionServices } from './run/services.ts'
import { parseCSharp } from './syntax/parse-csharp.ts'
import { ExpressionFault } from './syntax/syntax-fault.ts'

/** Something that is wrong with an expression, and where in its text. */
export interface ExpressionProblem {
  readonly message: string
  readonly start: number
  readonly end: number
}

export interface CompiledExpression {
  /** C#'s name of the type of its value. */
  readonly type: string
  /** Its value, when that does not depend on anything. */
  readonly constant: { readonly value: unknown } | undefined
  /** Which bodies it may read: they must be in memory before it is evaluated. */
  readonly reads: { readonly requestBody: boolean; readonly responseBody: boolean }
  /**
   * @param context what `context` is
   * @throws NetException what the expression throws
   * @throws ExpressionLimitError
   */
  evaluate(context: unknown, services: ExpressionServices, limits?: ExpressionLimits): unknown
}

export type CompileResult =
  | { readonly expression: CompiledExpression; readonly problems: readonly [] }
  | { readonly expression: undefined; readonly problems: readonly ExpressionProblem[] }

/**
 * Compiles a policy expression to closures.
 * @param text begins with `@(` or `@{`
 * @param expects what the value is for: `text` and `integer` come as JavaScript's, `boolean` too; `object` in the
 * representation of `object`, as a variable keeps it
 * @see reference: API Management, 3.5
 */
export function compileExpression(text: string, expects: Wanted, table: TypeTable): CompileResult {
  try {
    const syntax = parseCSharp(text)
    const { bound, uses, faults, createSlots } = bindExpressionFor(syntax, expects, table)
    if (bound === undefined) return { expression: undefined, problems: faults.map(problemOf) }
    const finish = finisher(expects, bound.type, table)
    const { evaluate } = bound
    const constant = bound.constant === undefined ? undefined : attempt(() => finish(bound.constant?.value))
    const expression: CompiledExpression = {
      type: textOfType(bound.type),
      constant,
      reads: { requestBody: uses.has('IRequest.Body'), responseBody: uses.has('IResponse.Body') },
      evaluate(context, services, limits = defaultLimits) {
        const run = new RunState(context, services, table.objects, limits)
        try {
          return finish(evaluate({ run, slots: createSlots(), result: undefined }))
        } catch (error) {
          throw asFailure(error)
        }
      },
    }
    return { expression, problems: [] }
  } catch (fault) {
    if (fault instanceof ExpressionFault) return { expression: undefined, problems: [problemOf(fault)] }
    throw fault
  }
}

const problemOf = ({ message, start, end }: ExpressionFault): ExpressionProblem => ({ message, start, end })

/** JavaScript's own limits are ours too: a stack that is used up, a text longer than it can hold. */
function asFailure(error: unknown): unknown {
  if (!(error instanceof RangeError)) return error
  return /call stack/i.test(error.message)
    ? new ExpressionLimitError('maxDepth', 'The expression is nested too deeply.')
    : new ExpressionLimitError('maxUnits', 'The expression made a value that is too large.')
}

function finisher(
  expects: Wanted,
  type: Parameters<typeof operationsFor>[0],
  table: TypeTable,
): (value: unknown) => unknown {
  switch (expects) {
    case 'text': {
      if (isSameType(type, table.named('System.String'))) return (value) => value ?? ''
      const { toText } = operationsFor(type)
      return (value) => toText(value)
    }
    case 'integer':
      return toInteger
    case 'boolean':
    case 'object':
      return (value) => value
  }
}

/** @throws NetException System.FormatException */
function toInteger(value: unknown): number {
  const plain = value instanceof Boxed ? value.value : value
  if (typeof plain === 'string' || plain === null) return Number(parseNumber(plain, 'Int32'))
  if (typeof plain === 'number' || typeof plain === 'bigint') return Number(plain)
  throw new NetException('System.InvalidCastException', 'The value is no whole number.')
}

function attempt(make: () => unknown): { readonly value: unknown } | undefined {
  try {
    return { value: make() }
  } catch (error) {
    // It fails again, with its place in the policy, when it is evaluated.
    if (error instanceof NetException) return undefined
    throw error
  }
}
