import type { ErrorEntry } from './entry.ts'

/** Why the console of the developer portal did not call, or got no answer. */
export const consoleErrors = {
  ConsoleAddressRefused: {
    status: 400,
    message: (p: { reason: string; allowed: readonly string[] }) =>
      `The console calls the gateway of this installation only, at ${p.allowed.join(' or ')}: ${p.reason}.`,
    remedy: 'Use an address that begins with one of those in the message; other addresses are called from a terminal.',
  },
  ConsoleGatewayUnknown: {
    status: 503,
    message: (_: Record<never, never>) => 'The console cannot call: this program knows of no gateway.',
    remedy: 'Start the role `gateway` together with `management`, or wait until it has started.',
  },
  ConsoleCallsExceeded: {
    status: 429,
    message: (p: { retryAfterSeconds: number }) =>
      `Too many calls of the console from here. Try again in ${p.retryAfterSeconds} seconds.`,
    remedy: 'Wait for the seconds that Retry-After names, or end calls that still run.',
  },
  ConsoleAddressNotFound: {
    status: 502,
    message: (p: { address: string }) => `The host of the gateway at ${p.address} was not found.`,
    remedy: 'Check SLUICE_HOST and the name resolution of the machine on which this program runs.',
  },
  ConsoleConnectionRefused: {
    status: 502,
    message: (p: { address: string }) => `The gateway at ${p.address} does not take connections.`,
    remedy: 'Check with `sluice status` whether the gateway runs, and its log for why not; then send again.',
  },
  ConsoleConnectionLost: {
    status: 502,
    message: (p: { address: string }) =>
      `The connection to the gateway at ${p.address} broke before its answer was complete.`,
    remedy: 'Send again; when it stays so, look into the log of the gateway.',
  },
  ConsoleTimeout: {
    status: 504,
    message: (p: { address: string; timeoutSeconds: number }) =>
      `The gateway at ${p.address} did not begin its answer within ${p.timeoutSeconds} seconds.`,
    remedy: 'Give the call more time, up to 300 seconds, or look for what is slow behind the API.',
  },
  ConsoleCertificateRefused: {
    status: 502,
    message: (p: { address: string }) => `The certificate of the gateway at ${p.address} is not trusted.`,
    remedy: 'Use a certificate of the local authority (`ca.pem` in the data folder), or the http address.',
  },
  ConsoleAnswerMalformed: {
    status: 502,
    message: (p: { address: string; reason: string }) =>
      `The exchange with ${p.address} is not valid HTTP: ${p.reason}`,
    remedy: 'Check that the address is the one of the gateway, and that the request can be written as HTTP/1.1.',
  },
} as const satisfies Record<string, ErrorEntry<never>>
