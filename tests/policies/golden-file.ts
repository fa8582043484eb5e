/**
 * A golden file says what a policy document does, as text anyone can read:
 *
 *     scope: product                     settings, each on a line: scope (default operation), template, format
 *     <policies>…</policies>
 *     --- backend answers                what the backend says to all requests that follow; default: an empty 200.
 *                                        Several in a row are given one after another, the last one from then on.
 *     200
 *     Content-Type: application/json
 *
 *     {"a":1}
 *     --- request
 *     GET /echo/resource
 *     --- backend gets                   `nothing`, or request line, headers that must be there (`!X-Name`: must not), body
 *     --- service answers                the same for services that policies ask; default: nobody answers
 *     --- service gets                   the last request to one: method and URL, headers, body; or `nothing`
 *     --- 3 requests to the backend      how many it got
 *     --- answer                         status, headers as above, body
 *     --- after 57 s                     the clock goes on; more requests may follow
 *     --- refused                        instead of requests: the faults, one on a line
 *
 * A head ends at an empty line, behind which the body begins; without one, the body is not looked at.
 */
export interface GoldenFile {
  readonly settings: Readonly<Record<string, string>>
  readonly document: string
  readonly acts: readonly Act[]
}

export type Act =
  | { readonly kind: 'backend answers' | 'service answers' | 'request' | 'answer'; readonly message: Message }
  | { readonly kind: 'backend gets' | 'service gets'; readonly message: Message | undefined }
  | { readonly kind: 'after'; readonly seconds: number }
  | { readonly kind: 'requests to the backend'; readonly count: number }
  | { readonly kind: 'refused'; readonly faults: readonly string[] }

export interface Message {
  readonly start: string
  readonly headers: readonly (readonly [name: string, value: string])[]
  /** Names that must not be there. */
  readonly absent: readonly string[]
  readonly body: string | undefined
}

export function parseGoldenFile(text: string): GoldenFile {
  const [head = '', ...rest] = text.split(/^--- /m)
  const markup = head.indexOf('<')
  const settings = head
    .slice(0, markup)
    .split('\n')
    .filter((line) => line.trim() !== '')
    .map((line) => partAtColon(line))
  return { settings: Object.fromEntries(settings), document: head.slice(markup).trimEnd(), acts: rest.map(parseAct) }
}

function parseAct(section: string): Act {
  const end = section.indexOf('\n')
  const title = (end < 0 ? section : section.slice(0, end)).trim()
  const content = end < 0 ? '' : section.slice(end + 1)
  const seconds = /^after (\d+) s$/.exec(title)?.[1]
  if (seconds !== undefined) return { kind: 'after', seconds: Number(seconds) }
  const count = /^(\d+) requests? to the backend$/.exec(title)?.[1]
  if (count !== undefined) return { kind: 'requests to the backend', count: Number(count) }
  switch (title) {
    case 'backend answers':
    case 'service answers':
    case 'request':
    case 'answer':
      return { kind: title, message: parseMessage(content) }
    case 'backend gets':
    case 'service gets':
      return { kind: title, message: content.trim() === 'nothing' ? undefined : parseMessage(content) }
    case 'refused':
      return { kind: title, faults: content.split('\n').filter((line) => line !== '') }
    default:
      throw new Error(`'--- ${title}' is no part of a golden file.`)
  }
}

function parseMessage(content: string): Message {
  const blank = content.indexOf('\n\n')
  const [start = '', ...lines] = (blank < 0 ? content.trimEnd() : content.slice(0, blank)).split('\n')
  return {
    start,
    headers: lines.filter((line) => !line.startsWith('!')).map(partAtColon),
    absent: lines.filter((line) => line.startsWith('!')).map((line) => line.slice(1).trim()),
    // The line end before the next dashes belongs to the file, not to the body.
    body: blank < 0 ? undefined : content.slice(blank + 2).replace(/\n$/, ''),
  }
}

function partAtColon(line: string): readonly [string, string] {
  const colon = line.indexOf(':')
  if (colon < 0) throw new Error(`'${line}' has no colon.`)
  return [line.slice(0, colon).trim(), line.slice(colon + 1).trim()]
}
