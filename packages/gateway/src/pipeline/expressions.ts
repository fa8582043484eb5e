import type { CallContext } from './call-context.ts'

/** Which bodies an expression may look at; they are in memory before it is evaluated, which does not wait. */
export interface ExpressionReads {
  readonly requestBody: boolean
  readonly responseBody: boolean
}

/** What a setting is for: text and whole numbers come as JavaScript's, `object` as the engine keeps variables. */
export type ExpectedValue = 'text' | 'integer' | 'boolean' | 'object'

/** One policy expression, `@(…)` or `@{…}`, ready to run. */
export interface CompiledExpression {
  readonly reads: ExpressionReads
  /** Present when no call can change the value. */
  readonly constant?: { readonly value: unknown }
  /** @throws Error with the message of the .NET exception */
  evaluate(context: CallContext): unknown
}

/**
 * The expression engine as policies see it. Values are the engine's own: text, true and false and null are those of
 * JavaScript; what anything else is, only the engine says.
 */
export interface ExpressionCompiler {
  /** What is wrong with an expression, as the end of a sentence; undefined = nothing. */
  check(text: string, expects: ExpectedValue): string | undefined
  /** @throws Error for an expression that `check` complains of */
  compile(text: string, expects: ExpectedValue): CompiledExpression
  /** As `ToString()` of .NET writes it; empty for null. */
  toText(value: unknown): string
  /** The bytes of a `byte[]`; undefined for any other value. */
  toBytes(value: unknown): Uint8Array | undefined
  /** The token as `AsJwt()` gives it. @param token in three parts */
  parseJwt(token: string): unknown
  /** A value as data of JSON, which templates walk through; text for what has no such form. */
  toPlain(value: unknown): unknown
  /** A value as data that can be sent to another thread, so that it outlives the call. @throws Error when it cannot */
  pack(value: unknown): unknown
  unpack(packed: unknown): unknown
}

const notEvaluated = 'policy expressions are not evaluated by this gateway; write a constant value'

/** For a gateway without an engine: refuses every expression. */
export const noExpressions: ExpressionCompiler = Object.freeze({
  check: () => notEvaluated,
  compile: () => {
    throw new Error('There is no expression engine; documents are checked before.')
  },
  toText: plainText,
  toBytes: (value: unknown) => (value instanceof Uint8Array ? value : undefined),
  parseJwt: (token: string) => token,
  toPlain: (value: unknown) => value,
  pack: (value: unknown) => value,
  unpack: (packed: unknown) => packed,
})

/** Values of constants only, which is all there is without an engine. */
function plainText(value: unknown): string {
  if (value === null || value === undefined) return ''
  return typeof value === 'boolean' ? (value ? 'True' : 'False') : String(value)
}
