/**
 * Faults of a gateway that has more to do than it can.
 * @see reference: API Management, 2.6
 */
export const overloadErrors = {
  GatewayOverloaded: {
    status: 429,
    message: (p: { retryAfterSeconds: number }) =>
      `The gateway is overloaded. Try again in ${p.retryAfterSeconds} seconds.`,
    remedy:
      'Wait for the seconds that Retry-After names; the operator gives the gateway more workers or more machines.',
  },
  BackendBusy: {
    status: 503,
    message: (_: { retryAfterSeconds: number }) => 'Service Unavailable',
    remedy: 'Wait for the seconds that Retry-After names; too many calls wait for this backend, which is slow or away.',
  },
} as const
