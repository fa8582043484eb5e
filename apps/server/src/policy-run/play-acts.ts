import type { LogRecord } from '@sluice/platform'
import type { Act } from './act-file.ts'
import { compareAnswer, compareAsked, compareCount, compareForwarded, type Mismatch } from './compare-messages.ts'
import type { Message } from './message-text.ts'
import { createWrittenAnswers } from './stub-answers.ts'
import type { StubInstance } from './stub-entries.ts'
import { createStubGateway, type StubGateway } from './stub-gateway.ts'

/** A request or an answer that came. */
export interface SeenMessage {
  readonly headers: readonly (readonly [name: string, value: string])[]
  readonly body: string
  /** Values of a header (name in lower case) joined by `, `, or undefined. */
  header(lowerCaseName: string): string | undefined
}

export interface SeenRequest extends SeenMessage {
  readonly method: string
  /** Scheme, host and port. */
  readonly origin: string
  /** Path and query. */
  readonly target: string
}

export interface SeenAnswer extends SeenMessage {
  readonly status: number
}

/** What was expected of a request, and what came instead; no mismatches = it held. */
export interface PlayedExpectation {
  readonly line: number
  readonly title: string
  readonly mismatches: readonly Mismatch[]
}

/** One request of a file, with all that came of it. */
export interface PlayedRequest {
  readonly line: number
  readonly request: Message
  /** Seconds that the clock went on before it, because the file says so. */
  readonly secondsBefore: number
  readonly forwarded: readonly SeenRequest[]
  readonly asked: readonly SeenRequest[]
  readonly answer: SeenAnswer
  /** What the gateway logged meanwhile, from information upwards. */
  readonly log: readonly LogRecord[]
  readonly expectations: readonly PlayedExpectation[]
}

type MutableRequest = PlayedRequest & { readonly expectations: PlayedExpectation[] }

/** Sends the requests of a file one after another and compares what comes of each. */
export async function playActs(instance: StubInstance, acts: readonly Act[]): Promise<readonly PlayedRequest[]> {
  const answers = createWrittenAnswers()
  const gateway = createStubGateway(instance, answers)
  const played: MutableRequest[] = []
  let secondsBefore = 0
  // What it logged when it took the documents belongs to the first request.
  let loggedBefore = 0
  // Of the requests that the last call made, those that were compared.
  let comparedForwarded = 0
  for (const act of acts) {
    const last = played.at(-1)
    const expected = (title: string, mismatches: readonly Mismatch[]) =>
      last?.expectations.push({ line: act.line, title, mismatches })
    switch (act.kind) {
      case 'backend answers':
      case 'service answers':
        answers.add(act)
        break
      case 'after':
        gateway.clock.advance(act.seconds * 1000)
        secondsBefore += act.seconds
        break
      case 'request':
        played.push(await sendRequest(gateway, act, { secondsBefore, loggedBefore }))
        loggedBefore = gateway.log.length
        answers.endGroup()
        secondsBefore = 0
        comparedForwarded = 0
        break
      case 'backend gets':
        expected(act.kind, compareForwarded(last?.forwarded.slice(comparedForwarded) ?? [], act.message))
        comparedForwarded += 1
        break
      case 'service gets':
        expected(act.kind, compareAsked(last?.asked ?? [], act.message))
        break
      case 'answer':
        expected(act.kind, last === undefined ? [] : compareAnswer(last.answer, act.message))
        break
      case 'requests to the backend':
        expected(act.kind, compareCount(last?.forwarded.length ?? 0, act.count))
        break
      // Read before anything is played: they say what the gateway holds.
      case 'fragment':
      case 'backend':
      case 'policy':
      case 'refused':
        break
    }
  }
  return played
}

async function sendRequest(
  gateway: StubGateway,
  { message, line }: { readonly message: Message; readonly line: number },
  { secondsBefore, loggedBefore }: { readonly secondsBefore: number; readonly loggedBefore: number },
): Promise<MutableRequest> {
  const forwardedBefore = gateway.client.requests.length
  const askedBefore = gateway.outgoing.requests.length
  const answer = await gateway.send(message)
  const forwarded = gateway.client.requests.slice(forwardedBefore).map((request) => ({
    method: request.method,
    origin: request.origin,
    target: request.target,
    headers: toPairs(request.headers),
    body: request.text(),
    header: request.header,
  }))
  const asked = await Promise.all(gateway.outgoing.requests.slice(askedBefore).map(readAsked))
  return {
    line,
    request: message,
    secondsBefore,
    forwarded,
    asked,
    answer: { status: answer.status, headers: toPairs(answer.headers), body: answer.text(), header: answer.header },
    log: gateway.log.slice(loggedBefore).filter(({ level }) => level !== 'debug'),
    expectations: [],
  }
}

async function readAsked(request: Request): Promise<SeenRequest> {
  const { origin, pathname, search } = new URL(request.url)
  return {
    method: request.method,
    origin,
    target: `${pathname}${search}`,
    headers: [...request.headers],
    body: await request.clone().text(),
    header: (name) => request.headers.get(name) ?? undefined,
  }
}

function toPairs(headers: readonly string[]): (readonly [string, string])[] {
  const pairs: (readonly [string, string])[] = []
  for (let at = 0; at < headers.length; at += 2) pairs.push([headers[at] ?? '', headers[at + 1] ?? ''])
  return pairs
}
