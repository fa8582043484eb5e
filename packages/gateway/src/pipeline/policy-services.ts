import type { ClientRequest, Clock, HttpVersion } from '@sluice/platform'
import type { BackendMember } from '../backends/backend-member.ts'
import type { Flights } from '../cache/flights.ts'
import type { ResponseCache } from '../cache/response-cache.ts'
import type { SemanticCache } from '../cache/semantic-cache.ts'
import type { ValueCache } from '../cache/value-cache.ts'
import type { Counters } from '../counters/counters.ts'
import type { OpenIdKeySource } from '../jwt/openid-keys.ts'
import type { RequestSender } from '../outgoing/send-request.ts'
import type { RevocationLists } from '../revocation/revocation-lists.ts'
import type { XmlSchemaChecker } from '../schemas/xml/xml-schema-checker.ts'
import type { CallContext } from './call-context.ts'
import type { ExpressionCompiler } from './expressions.ts'
import type { Telemetry } from './telemetry.ts'

/** What a policy may use besides the call itself; handed in when it is compiled. */
export interface PolicyServices {
  readonly clock: Clock
  readonly counters: Counters
  readonly cache: ResponseCache
  /** Of look-ups that missed. */
  readonly flights: Flights
  readonly semanticCache: SemanticCache
  readonly values: ValueCache
  readonly openIdKeys: OpenIdKeySource
  readonly revocationLists: RevocationLists
  readonly sender: RequestSender
  readonly telemetry: Telemetry
  readonly expressions: ExpressionCompiler
  readonly xmlSchemas: XmlSchemaChecker
  /** Resolves after so many milliseconds. */
  readonly wait: (milliseconds: number) => Promise<void>
  /** From 0 up to, not including, 1. */
  readonly random: () => number
  /**
   * Sends the request to its backend; resolves when the response head is in `context.response` (body still to flow).
   * @throws AppError `BackendConnectionFailure` or `BackendTimeout`
   */
  forward(context: CallContext, options: ForwardOptions): Promise<void>
}

/** How a request goes to its backend. */
export interface ForwardOptions {
  readonly headTimeoutMs: number
  /** Default 1. */
  readonly httpVersion?: HttpVersion
  /** Is told what goes out, each time, when the call is traced. */
  readonly onSending?: (request: ClientRequest, member: BackendMember | undefined) => void
}
