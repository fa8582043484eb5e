import { type JudgedRun, showFields } from './judge-policy-run.ts'
import type { PlayedRequest, SeenMessage, SeenRequest } from './play-acts.ts'

export interface FileResult extends JudgedRun {
  readonly file: string
}

/** What came of one file, to be read by people: requests and answers in the form of the file, then what held. */
export function showRun({ requests, failures }: FileResult): readonly string[] {
  const shown = new Set<string>()
  const lines = requests.flatMap((request) => {
    const own = failures.filter((failure) => isOf(failure, request))
    for (const failure of own) shown.add(failure)
    return [...showRequest(request), ...own.map((failure) => `FAILED  ${failure}`), '']
  })
  const others = failures.filter((failure) => !shown.has(failure)).map((failure) => `FAILED  ${failure}`)
  return [...lines.slice(0, -1), ...others]
}

/** A failure begins with the line of the request or of one of its expectations. */
const isOf = (failure: string, { line, expectations }: PlayedRequest): boolean =>
  [line, ...expectations.map((one) => one.line)].some((own) => failure.includes(`:${own}: `))

function showRequest({ request, secondsBefore, forwarded, asked, answer, log, expectations }: PlayedRequest) {
  const held = expectations.filter(({ mismatches }) => mismatches.length === 0)
  const notes = log.filter(({ level }) => level !== 'error')
  return [
    ...(secondsBefore === 0 ? [] : [`--- after ${secondsBefore} s`]),
    '--- request',
    ...showMessage(request.start, request.headers, request.body ?? '', request.absent),
    ...asked.flatMap((one) => ['--- service gets', ...showSeen(one)]),
    ...(forwarded.length === 0 ? ['--- backend gets', 'nothing'] : []),
    ...forwarded.flatMap((one) => ['--- backend gets', ...showSeen(one)]),
    '--- answer',
    ...showMessage(String(answer.status), answer.headers, answer.body),
    '',
    ...notes.map(({ message, fields }) => `logged  ${message} ${showFields(fields)}`.trimEnd()),
    ...held.map(({ line, title }) => `held    line ${line}: ${title}`),
  ]
}

const showSeen = ({ method, origin, target, headers, body }: SeenRequest): readonly string[] =>
  showMessage(`${method} ${origin}${target}`, headers, body)

function showMessage(
  start: string,
  headers: SeenMessage['headers'],
  body: string,
  absent: readonly string[] = [],
): readonly string[] {
  const head = [start, ...headers.map(([name, value]) => `${name}: ${value}`), ...absent.map((name) => `!${name}`)]
  return body === '' ? head : [...head, '', ...body.split(/\r?\n/)]
}

/** The same for programs. @param unreadable files that could not be played */
export function toRunReport(results: readonly FileResult[], unreadable = 0) {
  const failed = results.filter(({ failures }) => failures.length > 0).length
  return {
    passed: results.length - failed,
    failed: failed + unreadable,
    files: results.map(({ file, failures, requests }) => ({ file, failures, requests: requests.map(toReport) })),
  }
}

const toReport = ({ line, request, secondsBefore, forwarded, asked, answer, log, expectations }: PlayedRequest) => ({
  line,
  secondsBefore,
  request: { start: request.start, headers: request.headers, body: request.body ?? '' },
  services: asked.map(toMessage),
  backend: forwarded.map(toMessage),
  answer: { status: answer.status, headers: answer.headers, body: answer.body },
  log: log.map(({ level, message, fields }) => ({ level, message, details: showFields(fields) })),
  expectations: expectations.map(({ title, line: at, mismatches }) => ({
    line: at,
    title,
    held: mismatches.length === 0,
    mismatches,
  })),
})

const toMessage = ({ method, origin, target, headers, body }: SeenRequest) => ({
  method,
  url: `${origin}${target}`,
  headers,
  body,
})
