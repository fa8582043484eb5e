import type { RequestHead } from '../head/request-head.ts'
import { textOf } from '../head/request-head.ts'
import type { RequestBody } from './request-body.ts'
import { RequestReader } from './request-reader.ts'

/** One request as a reader makes it out; texts with one character for each byte. */
export interface ReadRequest {
  readonly line: string
  /** Name, value, name, value, … */
  readonly fields: readonly string[]
  body: string
  isWhole: boolean
}

export interface RequestReading {
  readonly requests: ReadRequest[]
  /** 'open': more may come; 'closed': what follows is not read. */
  end: 'open' | 'closed' | 'fault'
  /** What was wrong, and the status that says so. */
  fault: string
  status: number
}

/** Reads the bytes of one connection as they arrive, and answers nothing. */
export function readRequests(pieces: readonly Buffer[], maxHeadBytes = 32_768): RequestReading {
  const reading: RequestReading = { requests: [], end: 'open', fault: '', status: 0 }
  const reader = new RequestReader(
    {
      get takesRequests() {
        return reading.end === 'open'
      },
      onHeadBegun: () => {},
      onBodyPiece: () => {},
      onBodyEnd: () => {},
      onWanted: () => {},
      onReady: () => {},
      onGivenUp: () => {},
      onRequest(head, input, body) {
        const request = toRequest(head, input, body)
        reading.requests.push(request)
        if (head.isOld || head.fields.isClose) reading.end = 'closed'
        body?.flow({
          onData: (piece) => {
            request.body += Buffer.from(piece).toString('latin1')
          },
          onEnd: () => {
            request.isWhole = true
          },
          onError: () => {},
        })
      },
      onFault({ message, status }) {
        Object.assign(reading, { end: 'fault', fault: message, status })
        reader.stop()
      },
    },
    maxHeadBytes,
  )
  for (const piece of pieces) {
    if (reading.end === 'fault') break
    reader.take(piece)
    reader.goOn()
  }
  return reading
}

function toRequest(head: RequestHead, input: Buffer, body: RequestBody | undefined): ReadRequest {
  const { places, count } = head.fields
  const fields: string[] = []
  for (let at = 0; at < count * 4; at += 2) fields.push(textOf(input, places[at] as number, places[at + 1] as number))
  const target = textOf(input, head.targetStart, head.targetEnd)
  const line = `${head.method(input)} ${target} HTTP/1.${head.isOld ? 0 : 1}`
  return { line, fields, body: '', isWhole: body === undefined }
}
