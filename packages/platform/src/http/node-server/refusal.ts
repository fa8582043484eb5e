import { STATUS_CODES } from 'node:http'

/** Why a server ends a connection instead of handing the request over. */
export interface Refusal {
  readonly status: number
  readonly message: string
}

/** The answer as it goes out, past node:http, which has no response object for what is not a request. */
export function toRawResponse(refusal: Refusal): string {
  const body = `{ "statusCode": ${refusal.status}, "message": ${JSON.stringify(refusal.message)} }`
  return [
    `HTTP/1.1 ${refusal.status} ${STATUS_CODES[refusal.status]}`,
    `Date: ${new Date().toUTCString()}`,
    'Content-Type: application/json',
    `Content-Length: ${Buffer.byteLength(body)}`,
    'Connection: close',
    '',
    body,
  ].join('\r\n')
}

/** What Node's parser or timer found, in words; undefined where nobody is there to read an answer. */
export function toRefusal(error: NodeJS.ErrnoException): Refusal | undefined {
  switch (error.code) {
    case 'HPE_HEADER_OVERFLOW':
      return { status: 431, message: 'The request line and headers are too long.' }
    case 'HPE_CHUNK_EXTENSIONS_OVERFLOW':
      return { status: 413, message: 'The chunk extensions of the body are too long.' }
    case 'ERR_HTTP_REQUEST_TIMEOUT':
      return { status: 408, message: 'The request did not arrive in time.' }
    default:
      // Parser codes only: system errors (ECONNRESET, EPIPE) and failed TLS handshakes leave nobody to answer.
      if (error.code?.startsWith('HPE_') !== true || error.code === 'HPE_INVALID_EOF_STATE') return undefined
      return { status: 400, message: `The request is not valid HTTP/1.1: ${reasonOf(error)}.` }
  }
}

/** Node gives the parser's own words in `reason`, without anything the client sent. */
function reasonOf(error: Error): string {
  const reason = 'reason' in error && typeof error.reason === 'string' ? error.reason : ''
  return reason === '' ? 'it cannot be read' : reason
}
