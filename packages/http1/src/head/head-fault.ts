/** Why a head cannot be taken: what is answered to a client, and thought of a backend. */
export interface HeadFault {
  readonly status: 400 | 431 | 501 | 505
  /** A sentence without anything that was sent. */
  readonly message: string
}

const fault = (status: HeadFault['status'], message: string): HeadFault => Object.freeze({ status, message })

export const headFaults = {
  line: fault(400, 'The request line is not a method, a target and a version.'),
  method: fault(400, 'The method is not of capital letters.'),
  connect: fault(501, 'CONNECT is not served here.'),
  target: fault(400, 'The request target is neither a path nor an absolute http address.'),
  fragment: fault(400, 'The request target has a fragment or a character that does not belong there.'),
  version: fault(505, 'Only HTTP/1.1 and HTTP/1.0 are spoken here.'),
  minorVersion: fault(400, 'The version is not HTTP/1.1 or HTTP/1.0.'),
  status: fault(400, 'The status line is not a version, a status and a reason.'),
  lineEnd: fault(400, 'A line of the head does not end in CR LF.'),
  name: fault(400, 'A header field has no name, or one with a character that does not belong there.'),
  value: fault(400, 'The value of a header field has a character that does not belong there.'),
  folded: fault(400, 'A header field goes on in the next line.'),
  manyFields: fault(431, 'The head has too many header fields.'),
  long: fault(431, 'The request line and headers are too long.'),
  noHost: fault(400, 'The request has no Host header.'),
  twoHosts: fault(400, 'The request has more than one Host header.'),
  host: fault(400, 'The Host header is not a host and optional port.'),
  length: fault(400, 'Content-Length is not one number.'),
  twoLengths: fault(400, 'The head has more than one Content-Length.'),
  lengthAndChunked: fault(400, 'The head has both Content-Length and Transfer-Encoding.'),
  encoding: fault(400, 'Transfer-Encoding does not end in one chunked.'),
  encodingOfOld: fault(400, 'HTTP/1.0 has no Transfer-Encoding.'),
  unknownEncoding: fault(501, 'The only transfer encoding that is read here is chunked.'),
} as const satisfies Readonly<Record<string, HeadFault>>
