import type { Message } from './message-text.ts'
import type { SeenAnswer, SeenMessage, SeenRequest } from './play-acts.ts'

/** One thing that is not as it was written. */
export interface Mismatch {
  /** `status`, `request line`, `header X-Name`, `body`, `requests`. */
  readonly what: string
  /** Undefined = nothing of the kind. */
  readonly expected: string | undefined
  readonly found: string | undefined
}

export const compareCount = (found: number, expected: number): readonly Mismatch[] =>
  compareTexts('requests', String(found), String(expected))

export const compareAnswer = (answer: SeenAnswer, expected: Message): readonly Mismatch[] => [
  ...compareTexts('status', String(answer.status), expected.start),
  ...compareContent(answer, expected),
]

/** The first of these requests with what is written. @param expected undefined = there must be none */
export function compareForwarded(requests: readonly SeenRequest[], expected: Message | undefined): readonly Mismatch[] {
  const [request] = requests
  const show = (seen: SeenRequest) => showRequest(seen, expected?.start.includes('://') ?? false)
  if (request === undefined || expected === undefined) return compareLines(requests.map(show), expected)
  return [...compareTexts('request line', show(request), expected.start), ...compareContent(request, expected)]
}

/** The last of these requests, of those with the same first line where there are some, with what is written. */
export function compareAsked(requests: readonly SeenRequest[], expected: Message | undefined): readonly Mismatch[] {
  const show = (seen: SeenRequest) => showRequest(seen, true)
  const request = requests.findLast((seen) => show(seen) === expected?.start) ?? requests.at(-1)
  if (request === undefined || expected === undefined) return compareLines(requests.map(show), expected)
  return [...compareTexts('request line', show(request), expected.start), ...compareContent(request, expected)]
}

const showRequest = ({ method, origin, target }: SeenRequest, isAbsolute: boolean): string =>
  `${method} ${isAbsolute ? origin : ''}${target}`

/** Where nothing came, or nothing was to come. */
const compareLines = (found: readonly string[], expected: Message | undefined): readonly Mismatch[] =>
  compareTexts('request line', found.length === 0 ? undefined : found.join(', '), expected?.start)

function compareContent(found: SeenMessage, { headers, absent, body }: Message): readonly Mismatch[] {
  return [
    ...headers.flatMap(([name, value]) => compareTexts(`header ${name}`, found.header(name.toLowerCase()), value)),
    ...absent.flatMap((name) => compareTexts(`header ${name}`, found.header(name.toLowerCase()), undefined)),
    // A file cannot say which line ends a body has: its own are those of the editor.
    ...(body === undefined ? [] : compareTexts('body', found.body.replaceAll('\r\n', '\n'), body)),
  ]
}

const compareTexts = (what: string, found: string | undefined, expected: string | undefined): readonly Mismatch[] =>
  found === expected ? [] : [{ what, expected, found }]
