import { STATUS_CODES } from 'node:http'
import type { ResponseHead } from '@sluice/platform/http'
import { type HeadFields, isText } from '../head/head-fields.ts'
import type { ResponseHeadReader } from '../head/response-head.ts'

/** Status, reason and fields as texts: one is made of the whole head, all others are parts of it. */
export function toResponseHead(bytes: Buffer, from: number, behind: number, head: ResponseHeadReader): ResponseHead {
  const text = bytes.toString('latin1', from, behind)
  const { status, fields } = head
  const { places } = fields
  const headers: string[] = []
  for (let place = 0; place < fields.count * 4; place += 4) {
    headers.push(
      text.slice((places[place] as number) - from, (places[place + 1] as number) - from),
      text.slice((places[place + 2] as number) - from, (places[place + 3] as number) - from),
    )
  }
  const reason = text.slice(head.reasonStart - from, head.reasonEnd - from)
  return { status, reason: reason === '' || reason === STATUS_CODES[status] ? undefined : reason, headers }
}

/** Before a backend closes a connection that was idle for so long, we do. */
const marginMs = 1_000
const timeoutPattern = /(?:^|[,;\s])timeout=(\d{1,9})/i

/** How long a connection may be idle by what Keep-Alive says of it; infinite when nothing is said. */
export function idleMsOf(bytes: Buffer, fields: HeadFields): number {
  const { places } = fields
  for (let place = 0; place < fields.count * 4; place += 4) {
    const [start, end] = [places[place] as number, places[place + 1] as number]
    if (end - start !== 10 || !isText(bytes, start, end, 'keep-alive')) continue
    const value = bytes.toString('latin1', places[place + 2], places[place + 3])
    const seconds = timeoutPattern.exec(value)?.[1]
    if (seconds !== undefined) return Number(seconds) * 1_000 - marginMs
  }
  return Number.POSITIVE_INFINITY
}
