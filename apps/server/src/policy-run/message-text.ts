import { invalidLine, type LineInFile } from './invalid-line.ts'

/** A request or an answer as it is written in a file. */
export interface Message {
  /** The first line: request line or status. */
  readonly start: string
  readonly headers: readonly (readonly [name: string, value: string])[]
  /** Names of headers that must not be there. */
  readonly absent: readonly string[]
  /** Undefined = not written. */
  readonly body: string | undefined
}

/**
 * First line, headers, an empty line, the body.
 * @param place where the text begins
 * @throws AppError `ActFileInvalid` for a header without colon
 */
export function parseMessage(content: string, place: LineInFile): Message {
  const blank = content.indexOf('\n\n')
  const [start = '', ...lines] = (blank < 0 ? content.trimEnd() : content.slice(0, blank)).split('\n')
  if (start.trim() === '') throw invalidLine(place, 'A request line or a status is missing here.')
  const headers: [string, string][] = []
  const absent: string[] = []
  for (const [at, written] of lines.entries()) {
    const colon = written.indexOf(':')
    if (written.startsWith('!')) absent.push(written.slice(1).trim())
    else if (colon > 0) headers.push([written.slice(0, colon).trim(), written.slice(colon + 1).trim()])
    else
      throw invalidLine({ file: place.file, line: place.line + at + 1 }, `'${written}' is no header: it has no colon.`)
  }
  // The line end before the next dashes belongs to the file, not to the body.
  const body = blank < 0 ? undefined : content.slice(blank + 2).replace(/\n$/, '')
  return { start: start.trim(), headers, absent, body }
}
