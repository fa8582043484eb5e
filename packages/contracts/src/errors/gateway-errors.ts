import type { ErrorEntry } from './entry.ts'

/** What the `WWW-Authenticate` header of a 401 is made of. */
export interface SubscriptionKeyChallenge {
  /** `https://{host}/{API URL suffix}` */
  readonly realm: string
  /** Name of the header in which this API expects the key. */
  readonly headerName: string
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
    message: (p: { retryAfterSeconds: number }) =>
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
  UrlTemplateInvalid: {
    status: 400,
    message: (p: { template: string; reason: string }) =>
      `The URL template '${p.template}' cannot be used: ${p.reason}`,
    remedy: 'Correct the template; the reason names the place.',
  },
} as const satisfies Record<string, ErrorEntry<never>>
