import { invalidLine, type LineInFile } from './invalid-line.ts'
import { type Message, parseMessage } from './message-text.ts'
import { assertRequest, assertStatus } from './start-lines.ts'

/**
 * What a policy document does, as text anyone can read. A golden file begins with the document, a request file with its
 * first request:
 *
 *     scope: product                     settings, each on a line: see `run-settings.ts`
 *     <policies>…</policies>             or, in a request file: POST /echo/resource, headers, an empty line, the body
 *     --- fragment shared                a policy fragment that the document may include
 *     --- policy global                  the document of another scope
 *     --- backend pool                   a backend of the instance: its properties as JSON
 *     --- backend answers                what the backend says to all requests that follow; default: an empty 200.
 *                                        Several in a row are given one after another, the last one from then on.
 *                                        Behind it may stand the begin of the URLs that it is for.
 *     200                                or `unreachable`, or `timeout`
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
 * A head ends at an empty line, behind which the body begins; without one, the body is not looked at. What came is
 * compared with the next `backend gets` after a request in the order in which it went out.
 */
export interface ActFile {
  readonly settings: readonly Setting[]
  /** Undefined in a request file. */
  readonly document: { readonly text: string; readonly line: number } | undefined
  readonly acts: readonly Act[]
}

export interface Setting {
  readonly name: string
  readonly value: string
  readonly line: number
}

export type Act = { readonly line: number } & (
  | { readonly kind: 'request' | 'answer'; readonly message: Message }
  | {
      readonly kind: 'backend answers' | 'service answers'
      readonly message: Message
      /** How the URLs begin that it is for; undefined = all others. */
      readonly urlStart: string | undefined
    }
  | { readonly kind: 'backend gets' | 'service gets'; readonly message: Message | undefined }
  | { readonly kind: 'after'; readonly seconds: number }
  | { readonly kind: 'requests to the backend'; readonly count: number }
  | { readonly kind: 'refused'; readonly faults: readonly string[] }
  | { readonly kind: 'fragment' | 'policy' | 'backend'; readonly name: string; readonly text: string }
)

/**
 * Line ends may be those of Windows; in what is read they are not.
 * @param file its name, for faults
 * @throws AppError `ActFileInvalid` with the line
 */
export function parseActFile(written: string, file: string): ActFile {
  const text = written.replace(/^\ufeff/, '').replaceAll('\r\n', '\n')
  const [head = '', ...rest] = text.split(/^--- /m)
  let line = 1 + linesIn(head)
  const acts = rest.map((section) => {
    const act = parseAct(section, { file, line })
    line += linesIn(section)
    return act
  })
  const { settings, content, line: contentLine } = parseHead(head, file)
  if (content === '') return checked({ settings, document: undefined, acts }, file)
  if (content.startsWith('<')) {
    return checked({ settings, document: { text: content.trimEnd(), line: contentLine }, acts }, file)
  }
  const place = { file, line: contentLine }
  const message = assertRequest(parseMessage(content, place), place)
  return checked(
    { settings, document: undefined, acts: [{ kind: 'request', message, line: contentLine }, ...acts] },
    file,
  )
}

const linesIn = (text: string): number => text.split('\n').length - 1
/** No setting looks so: behind its name stands a colon. */
const requestLine = /^[^\s:<]+ (\/|\*|https?:\/\/)/

/** Settings end where the document or the first request begins. */
function parseHead(head: string, file: string) {
  const settings: Setting[] = []
  const lines = head.split('\n')
  for (const [at, written] of lines.entries()) {
    const text = written.trim()
    if (text.startsWith('<') || requestLine.test(text)) {
      // What stands before the document on its first line is no part of it.
      return { settings, content: [written.trimStart(), ...lines.slice(at + 1)].join('\n'), line: at + 1 }
    }
    if (text === '' || text.startsWith('#')) continue
    const colon = text.indexOf(':')
    if (colon < 0)
      throw invalidLine({ file, line: at + 1 }, `'${text}' is neither a setting, 'name: value', nor a request.`)
    settings.push({ name: text.slice(0, colon).trim(), value: text.slice(colon + 1).trim(), line: at + 1 })
  }
  return { settings, content: '', line: lines.length }
}

function parseAct(section: string, place: LineInFile): Act {
  const end = section.indexOf('\n')
  const title = (end < 0 ? section : section.slice(0, end)).trim()
  const content = end < 0 ? '' : section.slice(end + 1)
  const { line } = place
  const below = { file: place.file, line: line + 1 }
  const isNothing = content.trim() === 'nothing'

  const seconds = /^after (\d+(?:\.\d+)?) s$/.exec(title)?.[1]
  if (seconds !== undefined) return { kind: 'after', line, seconds: Number(seconds) }
  const count = /^(\d+) requests? to the backend$/.exec(title)?.[1]
  if (count !== undefined) return { kind: 'requests to the backend', line, count: Number(count) }
  const [, who, urlStart] = /^(backend|service) answers(?: (https?:\/\/\S+))?$/.exec(title) ?? []
  if (who === 'backend' || who === 'service') {
    const message = assertStatus(parseMessage(content, below), below, ['unreachable', 'timeout'])
    return { kind: `${who} answers`, line, urlStart, message }
  }
  const [, kind, name = ''] = /^(fragment|policy|backend(?! gets$| answers$)) (\S+)$/.exec(title) ?? []
  if (kind === 'fragment' || kind === 'policy' || kind === 'backend')
    return { kind, line, name, text: content.trimEnd() }
  switch (title) {
    case 'request':
      return { kind: title, line, message: assertRequest(parseMessage(content, below), below) }
    case 'answer':
      return { kind: title, line, message: assertStatus(parseMessage(content, below), below) }
    case 'backend gets':
    case 'service gets':
      return {
        kind: title,
        line,
        message: isNothing ? undefined : assertRequest(parseMessage(content, below), below),
      }
    case 'refused':
      return { kind: title, line, faults: content.split('\n').filter((fault) => fault !== '') }
    default:
      throw invalidLine(place, `'--- ${title}' is no part of such a file.`)
  }
}

const expectations: ReadonlySet<Act['kind']> = new Set([
  'answer',
  'backend gets',
  'service gets',
  'requests to the backend',
])

/** What can only be wrong with the file as a whole. */
function checked(read: ActFile, file: string): ActFile {
  const { acts } = read
  const firstRequest = acts.findIndex(({ kind }) => kind === 'request')
  const early = acts.find(({ kind }, at) => expectations.has(kind) && (firstRequest < 0 || at < firstRequest))
  if (early !== undefined)
    throw invalidLine({ file, line: early.line }, `'${early.kind}' stands before the first request.`)
  const refused = acts.find(({ kind }) => kind === 'refused')
  if (refused !== undefined && firstRequest >= 0) {
    throw invalidLine({ file, line: refused.line }, 'A file says either what is refused or what requests come to.')
  }
  return read
}
