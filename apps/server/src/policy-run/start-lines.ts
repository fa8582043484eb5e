import { invalidLine, type LineInFile } from './invalid-line.ts'
import type { Message } from './message-text.ts'

const requestLine = /^[!#$%&'*+.^_`|~0-9A-Za-z-]+ (\/\S*|\*|https?:\/\/\S+)$/
const version = / HTTP\/\d(\.\d)?$/

/** The message when it begins like a request, without the version of HTTP. @throws AppError `ActFileInvalid` */
export function assertRequest(message: Message, place: LineInFile): Message {
  const start = message.start.replace(version, '')
  if (requestLine.test(start)) return { ...message, start }
  throw invalidLine(place, `'${message.start}' is no request line, such as 'GET /echo/resource'.`)
}

/**
 * The message when it begins with a status, without its reason phrase.
 * @param failures words that may stand there instead
 * @throws AppError `ActFileInvalid`
 */
export function assertStatus(message: Message, place: LineInFile, failures: readonly string[] = []): Message {
  if (failures.includes(message.start)) return message
  const status = /^(?:HTTP\/\d(?:\.\d)? )?([1-9]\d\d)(?: .*)?$/.exec(message.start)?.[1]
  if (status !== undefined) return { ...message, start: status }
  const others = failures.map((word) => `, '${word}'`).join('')
  throw invalidLine(place, `'${message.start}' is no status, such as '200'${others}.`)
}
