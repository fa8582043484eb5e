import type { AddressInfo } from 'node:net'
import { SMTPServer, type SMTPServerOptions } from 'smtp-server'

/** One mail as it came over the wire. */
export interface ReceivedMail {
  readonly sender: string
  readonly recipients: readonly string[]
  /** Headers by lower-cased name, unfolded and decoded. */
  readonly headers: ReadonlyMap<string, string>
  /** Parts by media type, decoded. */
  readonly parts: ReadonlyMap<string, string>
}

export interface TestMailServer {
  readonly port: number
  readonly received: readonly ReceivedMail[]
  /** Answers with this code from now on: to an address, or to the content of `everything`. */
  refuse(address: string, refusal: { readonly code: number; readonly message: string }): void
  close(): Promise<void>
}

/** A mail server on a free local port that keeps what it gets. */
export async function startMailServer(options: SMTPServerOptions = {}): Promise<TestMailServer> {
  const received: ReceivedMail[] = []
  const refusals = new Map<string, { readonly code: number; readonly message: string }>()
  const toError = (address: string) => {
    const refusal = refusals.get(address)
    return refusal && Object.assign(new Error(refusal.message), { responseCode: refusal.code })
  }
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS'],
    logger: false,
    onRcptTo: ({ address }, _session, callback) => callback(toError(address)),
    onData(stream, session, callback) {
      const chunks: Buffer[] = []
      stream.on('data', (chunk: Buffer) => chunks.push(chunk))
      stream.on('end', () => {
        const refusal = toError('everything')
        if (refusal !== undefined) return callback(refusal)
        const { mailFrom, rcptTo } = session.envelope
        const [head, body] = splitAtBlankLine(Buffer.concat(chunks).toString('utf8'))
        const headers = readHeaders(head)
        received.push({
          sender: mailFrom === false ? '' : mailFrom.address,
          recipients: rcptTo.map(({ address }) => address),
          headers,
          parts: readParts(headers, body),
        })
        return callback()
      })
    },
    ...options,
  })
  // A client that breaks off is an error event here; what it means is looked at from the client's side.
  server.on('error', () => {})
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', () => resolve()))
  return {
    port: (server.server.address() as AddressInfo).port,
    received,
    refuse: (address, refusal) => refusals.set(address, refusal),
    close: () => new Promise((resolve) => server.close(() => resolve())),
  }
}

function splitAtBlankLine(text: string): [string, string] {
  const at = text.indexOf('\r\n\r\n')
  return [text.slice(0, at), text.slice(at + 4)]
}

function readHeaders(head: string): Map<string, string> {
  const lines = head.replace(/\r\n[ \t]+/g, ' ').split('\r\n')
  return new Map(
    lines.map((line) => [
      line.slice(0, line.indexOf(':')).toLowerCase(),
      decodeWords(line.slice(line.indexOf(':') + 1).trim()),
    ]),
  )
}

/** Encoded words of RFC 2047; white space between two of them is none. */
function decodeWords(value: string): string {
  return value
    .replace(/\?=\s+=\?/g, '?==?')
    .replace(/((?:=\?utf-8\?[bq]\?[^?]*\?=)+)/gi, (words) =>
      Buffer.concat(
        [...words.matchAll(/=\?utf-8\?([bq])\?([^?]*)\?=/gi)].map(([, encoding = '', text = '']) =>
          encoding.toLowerCase() === 'b' ? Buffer.from(text, 'base64') : unquote(text.replaceAll('_', ' ')),
        ),
      ).toString('utf8'),
    )
}

const unquote = (text: string): Buffer =>
  Buffer.concat(
    text
      .split(/(=[0-9A-F]{2})/i)
      .map((piece) => (/^=[0-9A-F]{2}$/i.test(piece) ? Buffer.from(piece.slice(1), 'hex') : Buffer.from(piece))),
  )

function readParts(headers: ReadonlyMap<string, string>, body: string): Map<string, string> {
  const type = headers.get('content-type') ?? 'text/plain'
  const boundary = /boundary="?([^";]+)"?/.exec(type)?.[1]
  if (boundary !== undefined) {
    const pieces = body.split(`--${boundary}`).slice(1, -1)
    return new Map(
      pieces.flatMap((piece) => {
        const [head, content] = splitAtBlankLine(piece.replace(/^\r\n/, '').replace(/\r\n$/, ''))
        return [...readParts(readHeaders(head), content)]
      }),
    )
  }
  const encoding = headers.get('content-transfer-encoding')?.toLowerCase()
  const decoded =
    encoding === 'base64'
      ? Buffer.from(body, 'base64')
      : encoding === 'quoted-printable'
        ? unquote(body.replace(/=\r\n/g, ''))
        : Buffer.from(body)
  return new Map([[type.split(';')[0] ?? '', decoded.toString('utf8').replaceAll('\r\n', '\n')]])
}
