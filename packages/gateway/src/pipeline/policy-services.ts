import type { Clock } from '@sluice/platform'
import type { ResponseCache } from '../cache/response-cache.ts'
import type { Counters } from '../counters/counters.ts'
import type { CallContext } from './call-context.ts'
import type { ExpressionCompiler } from './expressions.ts'

/** What a policy may use besides the call itself; handed in when it is compiled. */
export interface PolicyServices {
  readonly clock: Clock
  readonly counters: Counters
  readonly cache: ResponseCache
  readonly expressions: ExpressionCompiler
  /** Resolves after so many milliseconds. */
  readonly wait: (milliseconds: number) => Promise<void>
  /** From 0 up to, not including, 1. */
  readonly random: () => number
  /**
   * Sends the request to its backend; resolves when the response head is in `context.response` (body still to flow).
   * @throws AppError `BackendConnectionFailure` or `BackendTimeout`
   */
  forward(context: CallContext, options: { readonly headTimeoutMs: number }): Promise<void>
}
