import { type ClientFailure, HttpClientError } from '@sluice/platform/http'
import { UnsendableRequest } from '../write/request-bytes.ts'

/** Says in our words why a request to `address` failed. */
export function toClientError(error: unknown, address: string): HttpClientError {
  if (error instanceof HttpClientError) return error
  const code = codeOf(error)
  const failure = error instanceof UnsendableRequest ? 'protocol' : failureOf(code)
  const reason = code ?? (error instanceof Error ? error.message : String(error))
  return new HttpClientError(failure, `${sentences[failure](address)} (${reason}).`, { cause: error })
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
  EPROTO: 'protocol',
  ERR_TLS_CERT_ALTNAME_INVALID: 'certificate',
  DEPTH_ZERO_SELF_SIGNED_CERT: 'certificate',
  SELF_SIGNED_CERT_IN_CHAIN: 'certificate',
  HOSTNAME_MISMATCH: 'certificate',
  INVALID_CA: 'certificate',
  INVALID_PURPOSE: 'certificate',
  PATH_LENGTH_EXCEEDED: 'certificate',
}

function failureOf(code: string | undefined): ClientFailure {
  if (code === undefined) return 'connection-lost'
  const known = failureByCode[code]
  if (known !== undefined) return known
  if (code.startsWith('EAI_')) return 'address-not-found'
  if (code.startsWith('CERT_') || code.startsWith('UNABLE_TO_')) return 'certificate'
  return code.startsWith('ERR_SSL_') ? 'protocol' : 'connection-lost'
}

const codeOf = (error: unknown): string | undefined =>
  error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : undefined
