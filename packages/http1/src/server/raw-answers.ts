import { STATUS_CODES } from 'node:http'

/** Why a server ends a connection instead of handing the request over. */
export interface Refusal {
  readonly status: number
  /** A sentence without anything that was sent. */
  readonly message: string
}

export const continueAnswer = Buffer.from('HTTP/1.1 100 Continue\r\n\r\n', 'latin1')

/** A refusal as it goes out; the connection ends behind it. */
export function refusalBytes({ status, message }: Refusal, date: string): Buffer {
  const body = `{ "statusCode": ${status}, "message": ${JSON.stringify(message)} }`
  return Buffer.from(
    `HTTP/1.1 ${status} ${STATUS_CODES[status] ?? ''}\r\n${date}Content-Type: application/json\r\nContent-Length: ${Buffer.byteLength(body)}\r\nConnection: close\r\n\r\n${body}`,
  )
}
