import { errors } from 'undici'
import { type ClientFailure, HttpClientError } from '../http.ts'

/** Says in our words why a request to `address` failed. */
export function toClientError(error: unknown, address: string): HttpClientError {
  if (error instanceof HttpClientError) return error
  const code = codeOf(error)
  const failure = failureOf(code, error)
  return new HttpClientError(failure, `${sentences[failure](address)} (${reasonOf(code, error)}).`, { cause: error })
}

const sentences: Record<ClientFailure, (address: string) => string> = {
  'address-not-found': (address) => `The host of ${address} has no address`,
  'connection-refused': (address) => `${address} cannot be reached`,
  busy: (address) => `Too many requests wait for a connection to ${address}`,
  certificate: (address) => `The certificate of ${address} is not trusted`,
  timeout: (address) => `${address} did not answer in time`,
  'connection-lost': (address) => `The connection to ${address} broke`,
  protocol: (address) => `${address} and this request do not fit into the protocol`,
}

const failureByCode: Readonly<Record<string, ClientFailure>> = {
  ENOTFOUND: 'address-not-found',
  ECONNREFUSED: 'connection-refused',
  EHOSTUNREACH: 'connection-refused',
  ENETUNREACH: 'connection-refused',
  EADDRNOTAVAIL: 'connection-refused',
  EHOSTDOWN: 'connection-refused',
  ETIMEDOUT: 'timeout',
  UND_ERR_HEADERS_TIMEOUT: 'timeout',
  UND_ERR_BODY_TIMEOUT: 'timeout',
  UND_ERR_HEADERS_OVERFLOW: 'protocol',
  UND_ERR_INVALID_ARG: 'protocol',
  UND_ERR_NOT_SUPPORTED: 'protocol',
  ERR_TLS_CERT_ALTNAME_INVALID: 'certificate',
  DEPTH_ZERO_SELF_SIGNED_CERT: 'certificate',
  SELF_SIGNED_CERT_IN_CHAIN: 'certificate',
  HOSTNAME_MISMATCH: 'certificate',
  INVALID_CA: 'certificate',
}

function failureOf(code: string | undefined, error: unknown): ClientFailure {
  // Undici's parser errors carry no code.
  if (error instanceof errors.HTTPParserError) return 'protocol'
  if (code === undefined) return 'connection-lost'
  const known = failureByCode[code]
  if (known !== undefined) return known
  if (code.startsWith('EAI_')) return 'address-not-found'
  if (code.startsWith('CERT_') || code.startsWith('UNABLE_TO_')) return 'certificate'
  if (code.startsWith('ERR_SSL_') || code === 'ERR_HTTP2_ERROR') return 'protocol'
  return textOf(error) === 'bad upgrade' ? 'protocol' : 'connection-lost'
}

/** A code is what one searches for; of a request that does not fit, undici's text tells what about it. */
function reasonOf(code: string | undefined, error: unknown): string {
  return code === undefined || code === 'UND_ERR_INVALID_ARG' ? textOf(error) : code
}

function codeOf(error: unknown): string | undefined {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : undefined
}

function textOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error)
}
