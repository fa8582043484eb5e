import { randomBytes } from 'node:crypto'
import type { Clock } from '@sluice/platform'
import {
  Boxed,
  checkExpression,
  compilePolicyExpression,
  completeExpression,
  type ExpressionCompletion,
  type ExpressionServices,
  expressionTypes,
  JToken,
  type PolicyContext,
  parseJson,
  readJwt,
  type TypeTable,
} from '@sluice/policy-language/expression'
import type { CallContext } from '../pipeline/call-context.ts'
import type { ExpressionCompiler } from '../pipeline/expressions.ts'
import { KeptResponse } from '../pipeline/kept-response.ts'
import type { Telemetry } from '../pipeline/telemetry.ts'
import { ticksOfMs } from './net-dates.ts'
import { createNodeCryptography, type OpenPfx } from './node-cryptography.ts'
import { CallPolicyContext } from './policy-context-of.ts'
import { KeptResponseInVariable } from './response-in-variable.ts'

/** What may be written where an expression breaks off, for editors. @param prefix from its `@` on */
export const completeCSharp = (prefix: string): ExpressionCompletion => completeExpression(prefix, expressionTypes())

/** Policy expressions of the gateway: C#, evaluated by our own engine. */
export function createCSharpExpressions(around: {
  readonly clock: Clock
  readonly telemetry: Telemetry
  readonly random: () => number
  /** For `new X509Certificate2` of a PKCS #12 file; left out, such files are refused. */
  readonly openPfx?: OpenPfx | undefined
}): ExpressionCompiler {
  const { clock, telemetry, random } = around
  const services: ExpressionServices = {
    nowTicks: () => ticksOfMs(clock.now()),
    monotonicMs: () => performance.now(),
    random,
    randomBytes: (count) => new Uint8Array(randomBytes(count)),
    cryptography: createNodeCryptography(around.openPfx),
  }
  const contextOf = (call: CallContext): PolicyContext => {
    const known = call.expressionView
    if (known instanceof CallPolicyContext) return known
    const context = new CallPolicyContext(call, { clock, telemetry, table: expressionTypes() })
    call.expressionView = context
    return context
  }
  const toText = (value: unknown): string => {
    if (typeof value === 'string') return value
    if (value === null || value === undefined) return ''
    if (typeof value === 'number') return String(value)
    return expressionTypes().objects.toText(value)
  }
  return {
    check: checkExpression,
    compile(text, expects) {
      const { expression, problems } = compilePolicyExpression(text, expects)
      if (expression === undefined) throw new Error(problems[0]?.message ?? 'The expression does not compile.')
      const { reads, constant } = expression
      return {
        reads,
        ...(constant === undefined ? {} : { constant }),
        evaluate(call) {
          const value = expression.evaluate(contextOf(call), services)
          return value instanceof KeptResponseInVariable ? value.kept : value
        },
      }
    },
    toText,
    toBytes: (value) => (value instanceof Uint8Array ? value : undefined),
    parseJwt: (token) => readJwt(token) ?? null,
    toPlain: (value) => (value instanceof JToken ? JSON.parse(toText(value)) : plainOf(value, toText)),
    pack: (value) => pack(value, toText),
    unpack: (packed) => unpack(packed, expressionTypes()),
  }
}

function plainOf(value: unknown, toText: (value: unknown) => string): unknown {
  if (value === null || value === undefined || typeof value === 'boolean' || typeof value === 'string') return value
  if (typeof value === 'number') return value
  return value instanceof Boxed ? Number(value.value) : toText(value)
}

/** A value that outlives its call, as data with the name of its form. */
type Packed =
  | { readonly form: 'plain'; readonly value: string | boolean | null | Uint8Array }
  | { readonly form: 'number'; readonly type: string; readonly value: number | bigint }
  | { readonly form: 'json'; readonly text: string }
  | { readonly form: 'response'; readonly response: Pick<KeptResponse, 'status' | 'reason' | 'headers' | 'body'> }

function pack(value: unknown, toText: (value: unknown) => string): Packed {
  if (value === null || value === undefined) return { form: 'plain', value: null }
  if (typeof value === 'string' || typeof value === 'boolean' || value instanceof Uint8Array) {
    return { form: 'plain', value }
  }
  if (typeof value === 'number') return { form: 'number', type: 'System.Int32', value }
  if (value instanceof Boxed) return { form: 'number', type: value.type.declaration.fullName, value: value.value }
  if (value instanceof JToken) return { form: 'json', text: toText(value) }
  if (value instanceof KeptResponse) {
    const { status, reason, headers, body } = value
    return { form: 'response', response: { status, reason, headers, body } }
  }
  // Dates, identifiers and the like are kept as what they read as.
  return { form: 'plain', value: toText(value) }
}

function unpack(kept: unknown, table: TypeTable): unknown {
  // Only `pack` makes what is kept.
  const packed = kept as Packed
  switch (packed.form) {
    case 'plain':
      return packed.value
    case 'number':
      return new Boxed(table.named(packed.type), packed.value)
    case 'json':
      return parseJson(packed.text)
    case 'response':
      return new KeptResponse(packed.response)
  }
}
