import type { ErrorEntry } from './entry.ts'

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
} as const satisfies Record<string, ErrorEntry<never>>
