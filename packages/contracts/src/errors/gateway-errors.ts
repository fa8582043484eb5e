import type { CallRefusalCounter, KeyFault } from '../usage.ts'
import type { ErrorEntry } from './entry.ts'

/** What the `WWW-Authenticate` header of a 401 is made of. */
export interface SubscriptionKeyChallenge {
  /** `https://{host}/{API URL suffix}` */
  readonly realm: string
  /** Name of the header in which this API expects the key. */
  readonly headerName: string
  /** What the caller is not told. */
  readonly keyFault?: KeyFault
  /** Whose key it is, where it is somebody's: identifier of the subscription. */
  readonly subscription?: string
  /** Identifier of its owner. */
  readonly user?: string
}

/** How long a limit refuses, and how it stood. */
export interface LimitReached {
  readonly retryAfterSeconds: number
  readonly counter?: CallRefusalCounter
}

/** What a policy document says that a refused caller is told, in place of the entry's own status and words. */
export interface ChosenAnswer {
  readonly answerStatus?: number
  readonly answerMessage?: string
}

/**
 * Faults the gateway answers by itself.
 * @see reference: API Management, 2.6 (exact answers) and 2.7 (LastError)
 */
export const gatewayErrors = {
  OperationNotFound: {
    status: 404,
    message: (_: Record<never, never>) => 'Resource not found',
    remedy: 'Compare the address with the API URL suffix and the URL templates of its operations.',
  },
  RateLimitExceeded: {
    status: 429,
    message: (p: LimitReached & { retryAfterHeaderName?: string }) =>
      `Rate limit is exceeded. Try again in ${p.retryAfterSeconds} seconds.`,
    remedy: 'Wait for the seconds that the Retry-After header names, or ask for a product with a higher limit.',
  },
  RequestTooLarge: {
    status: 413,
    message: (_: Record<never, never>) => 'Request entity too large',
    remedy: 'Send a smaller body, or raise the limit of the service that refused it.',
  },
  SubscriptionKeyNotFound: {
    status: 401,
    message: (_: SubscriptionKeyChallenge) =>
      'Access denied due to missing subscription key. Make sure to include subscription key when making requests to an API.',
    remedy: 'Send the primary or secondary key of a subscription in the header that WWW-Authenticate names.',
  },
  SubscriptionKeyInvalid: {
    status: 401,
    message: (_: SubscriptionKeyChallenge) =>
      'Access denied due to invalid subscription key. Make sure to provide a valid key for an active subscription.',
    remedy: 'Compare the key with those of the subscription, its state, its scope, and the state of its owner.',
  },
  BackendConnectionFailure: {
    status: 500,
    message: (p: { reason: string }) => `The backend cannot be reached: ${p.reason}`,
    remedy: "Check the API's Web service URL and whether the backend answers there; the log names the failure.",
  },
  BackendTimeout: {
    status: 500,
    message: (p: { timeoutSeconds: number }) =>
      `The backend did not begin its answer within ${p.timeoutSeconds} seconds.`,
    remedy: 'Make the backend faster, or give the forward-request policy a longer timeout.',
  },
  BackendUnavailable: {
    status: 503,
    message: (_: { backend: string; retryAfterSeconds: number }) => 'Service Unavailable',
    remedy: 'Wait for the seconds that Retry-After names; the circuit of the backend, or of all in its pool, is open.',
  },
  CacheUnavailable: {
    status: 500,
    message: (p: { reason: string }) => `The external cache cannot be reached: ${p.reason}`,
    remedy: 'Check that the cache server runs and takes the password, or leave fail-on-cache-removal-error out.',
  },
  WebSocketHandshakeInvalid: {
    status: 400,
    message: (p: { reason: string }) => `The WebSocket handshake is not valid: ${p.reason}.`,
    remedy: 'Open the connection with a WebSocket client; the handshake is described in RFC 6455, 4.1.',
  },
  WebSocketVersionUnsupported: {
    status: 426,
    message: (p: { webSocketVersion: string }) =>
      `The WebSocket handshake must ask for version ${p.webSocketVersion} of the protocol.`,
    remedy: 'Use a client of RFC 6455; earlier drafts of WebSocket are not spoken.',
  },
  ClientConnectionFailure: {
    status: 499,
    message: (_: Record<never, never>) => 'The client went away before the answer was complete.',
    remedy: 'Nothing to do at the gateway; the client closed its connection or gave up waiting.',
  },
  ResponseTooLarge: {
    status: 500,
    message: (p: { maxBytes: number }) =>
      `The backend's answer is longer than the ${p.maxBytes} bytes that a policy may read.`,
    remedy: 'Take out the policy that reads the whole answer, or make the answer smaller.',
  },
  CallQuotaExceeded: {
    status: 403,
    message: (p: LimitReached) => `Out of call volume quota.${replenished(p.retryAfterSeconds)}`,
    remedy: 'Wait until the quota is replenished, or ask for a product with a higher quota.',
  },
  BandwidthQuotaExceeded: {
    status: 403,
    message: (p: LimitReached) => `Out of bandwidth quota.${replenished(p.retryAfterSeconds)}`,
    remedy: 'Wait until the quota is replenished, or ask for a product with a higher quota.',
  },
  CallbackParameterInvalid: {
    status: 400,
    message: (p: { parameter: string }) =>
      `Value of callback parameter ${p.parameter} is not a valid JavaScript identifier.`,
    remedy: 'Send the name of a function, made of letters, digits, `_` and `$`, parts joined by dots.',
  },
  BodyNotConvertible: {
    status: 500,
    message: (p: { policy: string; reason: string }) => `The body cannot be converted by ${p.policy}: ${p.reason}`,
    remedy: 'Send a body in the format that the policy reads, or limit the policy with its attribute apply.',
  },
  BackendStatusFailed: {
    status: 500,
    message: (p: { status: number }) => `The backend answered with status ${p.status}.`,
    remedy: 'Mend the backend, or take fail-on-error-status-code out of the forward-request policy.',
  },
  RewriteParameterMissing: {
    status: 500,
    message: (p: { parameter: string }) =>
      `Only parameters specified in the original URL template can be used in the rewrite template; '${p.parameter}' is none.`,
    remedy: "Use only parameters of the operation's URL template in the template of rewrite-uri.",
  },
  ExpressionValueEvaluationFailure: {
    status: 500,
    message: (p: { reason: string }) => `Expression evaluation failed. ${p.reason}`,
    remedy: 'Run the call with a trace: it shows which expression failed and what it was given.',
  },
  MessageBodyMissing: {
    status: 500,
    message: (p: { policy: string }) =>
      `${p.policy} needs a message that can have a body; a request by GET or HEAD has none.`,
    remedy: 'Let set-method stand before set-body, or set the body in another operation.',
  },
  ConcurrencyLimitExceeded: {
    status: 429,
    message: (_: Pick<LimitReached, 'counter'>) => 'Concurrency limit is exceeded. Try again later.',
    remedy: 'Call again when fewer calls are under way, or raise max-count of the limit-concurrency policy.',
  },
  HeaderNotFound: {
    status: 401,
    message: (p: ChosenAnswer & { header: string }) =>
      `Header ${p.header} was not found in the request. Access denied.`,
    remedy: 'Send the header that the check-header policy of the API demands.',
  },
  HeaderValueNotAllowed: {
    status: 401,
    message: (p: ChosenAnswer & { header: string; value: string }) =>
      `Header ${p.header} value of ${p.value} is not allowed. Access denied.`,
    remedy: 'Send one of the values that the check-header policy of the API allows.',
  },
  FailedToParseCallerIP: {
    status: 403,
    message: (_: ChosenAnswer) => 'Failed to establish IP address for the caller. Access denied.',
    remedy: 'Look at what stands between the caller and the gateway: the address of the connection is not readable.',
  },
  CallerIpNotAllowed: {
    status: 403,
    message: (p: ChosenAnswer & { address: string }) => `Caller IP address ${p.address} is not allowed. Access denied.`,
    remedy: 'Call from an address that the ip-filter policy allows, or add this one to it.',
  },
  CallerIpBlocked: {
    status: 403,
    message: (_: ChosenAnswer) => 'Caller IP address is blocked. Access denied.',
    remedy: 'Call from another address, or take this one out of the ip-filter policy.',
  },
  TokenNotPresent: {
    status: 401,
    message: (_: ChosenAnswer) => 'JWT not present.',
    remedy: 'Send the token where the validate-jwt policy of the API looks for it, usually in Authorization.',
  },
  JwtInvalid: {
    status: 401,
    message: (p: ChosenAnswer & { reason: string }) => `JWT is not valid: ${p.reason}.`,
    remedy: 'Send a token as its issuer gave it, in the form that the validate-jwt policy of the API demands.',
  },
  TokenSignatureInvalid: {
    status: 401,
    message: (_: ChosenAnswer) => 'JWT signature is not valid: no key verifies it.',
    remedy: 'Send a token as its issuer gave it; compare its issuer and key with those of the validate-jwt policy.',
  },
  TokenSignatureKeyNotFound: {
    status: 401,
    message: (p: ChosenAnswer & { keyId: string }) => `JWT signature cannot be verified: there is no key '${p.keyId}'.`,
    remedy: 'Compare the issuer of the token with the keys and openid-config of the validate-jwt policy.',
  },
  TokenExpired: {
    status: 401,
    message: (p: ChosenAnswer & { expiredAt: string }) => `JWT expired at ${p.expiredAt}.`,
    remedy: 'Ask the issuer for a new token.',
  },
  TokenAudienceNotAllowed: {
    status: 401,
    message: (p: ChosenAnswer & { audience: string }) => `JWT audience ${p.audience} is not allowed.`,
    remedy: 'Ask the issuer for a token that is meant for this API.',
  },
  TokenIssuerNotAllowed: {
    status: 401,
    message: (p: ChosenAnswer & { issuer: string }) => `JWT issuer ${p.issuer} is not allowed.`,
    remedy: 'Send a token of an issuer that the validate-jwt policy of the API trusts.',
  },
  TokenClaimNotFound: {
    status: 401,
    message: (p: ChosenAnswer & { claims: string }) => `JWT token is missing the following claims: ${p.claims}.`,
    remedy: 'Ask the issuer for a token with these claims, often by another scope.',
  },
  TokenClaimValueNotAllowed: {
    status: 401,
    message: (p: ChosenAnswer & { claim: string; value: string }) =>
      `Claim ${p.claim} value of ${p.value} is not allowed.`,
    remedy: 'Ask the issuer for a token with a value of this claim that the validate-jwt policy demands.',
  },
  ClientCertificateRejected: {
    status: 403,
    message: (p: ChosenAnswer & { reason: string }) => `The client certificate is not accepted: ${p.reason}.`,
    remedy: 'Call with a client certificate that the validate-client-certificate policy of the API accepts.',
  },
  CertificateNotFound: {
    status: 500,
    message: (p: { certificate: string }) => `There is no certificate '${p.certificate}'.`,
    remedy: 'Upload the certificate to the instance, or name another one in the policy.',
  },
  RequestNotValid: {
    status: 400,
    message: (p: { details: string }) => p.details,
    remedy: "Send a request that fits the API's definition; the message names the first thing that does not.",
  },
  ResponseNotValid: {
    status: 502,
    // What does not fit is the backend's business: callers are told no more than that.
    message: (_: { details: string }) =>
      'The request could not be processed due to an internal error. Contact the API owner.',
    remedy: "Compare the backend's response with the definition of the operation; the trace names what does not fit.",
  },
  TokenLimitExceeded: {
    status: 429,
    message: (p: LimitReached & { retryAfterHeaderName?: string }) =>
      `Token limit is exceeded. Try again in ${p.retryAfterSeconds} seconds.`,
    remedy: 'Wait for the seconds that the Retry-After header names, or send shorter prompts.',
  },
  TokenQuotaExceeded: {
    status: 403,
    message: (p: LimitReached & { retryAfterHeaderName?: string }) =>
      `Token quota is exceeded.${replenished(p.retryAfterSeconds)}`,
    remedy: 'Wait until the quota is replenished, or ask for a higher one.',
  },
} as const satisfies Record<string, ErrorEntry<never>>

/** @param seconds Infinity = never */
function replenished(seconds: number): string {
  if (!Number.isFinite(seconds)) return ''
  const secondsADay = 86_400
  if (seconds >= secondsADay) return ` Quota will be replenished in ${(seconds / secondsADay).toFixed(2)} days.`
  const parts = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60, seconds % 60]
  return ` Quota will be replenished in ${parts.map((part) => String(part).padStart(2, '0')).join(':')}.`
}
