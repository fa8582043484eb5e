import { AppError, isAppError } from '@sluice/contracts'
import type { Clock, Log, ServerCall, Span } from '@sluice/platform'
import { followSteps } from '../spans/follow-steps.ts'
import type { NamedTables, Scorer } from '../web-services/scorer.ts'
import type { ServedEndpoint } from '../web-services/web-service-directory.ts'
import { createEndpointCheck, type EndpointCheckServices } from './check-endpoint.ts'
import { createConcurrencyLimit } from './concurrency.ts'
import { type ErrorAnswer, isScoringError } from './error-answer.ts'
import type { ScoreRequest } from './read-request.ts'

export interface ScoringLimits {
  /** Longest body; default 100 MB. */
  readonly maxBodyBytes?: number
  /** From the first byte to the answer; default 100 s. */
  readonly timeLimitMs?: number
}

export interface ScoringServices extends EndpointCheckServices {
  readonly clock: Clock
  readonly log: Log
  readonly createRequestId: () => string
  readonly limits?: ScoringLimits
  /** Is told how each call ended that a web service took; for figures. */
  readonly onScored?: (end: ScoringEnd) => void
}

/** How a scoring call ended. */
export interface ScoringEnd {
  readonly outcome: 'scored' | 'failed'
  /** Over all inputs; 0 for one that failed. */
  readonly rows: number
  /** Of the scorer alone. */
  readonly durationMs: number
}

/** Where a call goes: the parts of its path and its query, nothing checked. */
export interface ScoreTarget {
  readonly workspace: string
  readonly service: string
  readonly query: string
  /** The model's name and version, where the protocol has them. */
  readonly model?: string
  readonly version?: string
}

/** How one protocol says what all of them ask of the scorer. */
export interface ScoringProtocol<Form, Request extends ScoreRequest> {
  readonly contentType: string
  /** What the head of the call says of its body and its answer. @throws AppError before the body is read */
  readForm(call: ServerCall, target: ScoreTarget, endpoint: ServedEndpoint): Form
  /** Made once for an endpoint. @throws AppError from its function when the body does not suit the web service */
  createReader(endpoint: ServedEndpoint, scorer: Scorer): (body: Uint8Array, form: Form) => Request
  write(results: NamedTables, form: Form, request: Request, endpoint: ServedEndpoint): string
  toErrorAnswer(error: unknown): ErrorAnswer
}

/** What a call goes by besides what it asks for. */
interface Course {
  /** Monotonic ms. */
  readonly deadline: number
  readonly span: Span | undefined
}

/** Serves a call by a protocol. */
export type ScoringEdge = (call: ServerCall, target: ScoreTarget) => void

/**
 * The one way from a call to the scorer and back, whatever its protocol: keys, limits and checks are the same. Checks
 * are made in this order: ids, key, existence, version, places free, body. No promise where nothing waits.
 */
export function createScoringEdges(
  services: ScoringServices,
): <Form, Request extends ScoreRequest>(protocol: ScoringProtocol<Form, Request>) => ScoringEdge {
  const { clock, log, createRequestId, onScored } = services
  const { maxBodyBytes = 100_000_000, timeLimitMs = 100_000 } = services.limits ?? {}
  const concurrency = createConcurrencyLimit()
  const checkEndpoint = createEndpointCheck(services)

  return <Form, Request extends ScoreRequest>(protocol: ScoringProtocol<Form, Request>): ScoringEdge => {
    type Reader = (body: Uint8Array, form: Form) => Request
    const readers = new WeakMap<ServedEndpoint, Reader>()
    const { contentType } = protocol

    const scoreWith = (
      endpoint: ServedEndpoint,
      scorer: Scorer,
      body: Uint8Array,
      form: Form,
      { deadline, span }: Course,
    ): string | Promise<string> => {
      let read = readers.get(endpoint)
      if (read === undefined) {
        read = protocol.createReader(endpoint, scorer)
        readers.set(endpoint, read)
      }
      const request = read(body, form)
      const startedAt = clock.monotonic()
      const steps = span && followSteps(beginScore(span, request, endpoint))
      const write = (tables: NamedTables) => {
        steps?.end()
        onScored?.({
          outcome: 'scored',
          rows: rowsOf(request.tables),
          durationMs: clock.monotonic() - startedAt,
        })
        return protocol.write(tables, form, request, endpoint)
      }
      const fail = (error: unknown): never => {
        steps?.end(error)
        throw error
      }
      let results: NamedTables | Promise<NamedTables>
      try {
        results = scorer.score(request.tables, request.parameters, (module) => {
          if (clock.monotonic() > deadline) throw new AppError('ScoreRequestTimeout', {})
          steps?.next(module)
        })
      } catch (error) {
        return fail(error)
      }
      return results instanceof Promise ? results.then(write, fail) : write(results)
    }

    const score = (
      endpoint: ServedEndpoint,
      body: Uint8Array,
      form: Form,
      course: Course,
    ): string | Promise<string> => {
      const scorer = endpoint.scorer()
      return scorer instanceof Promise
        ? scorer.then((compiled) => scoreWith(endpoint, compiled, body, form, course))
        : scoreWith(endpoint, scorer, body, form, course)
    }

    return (call, target) => {
      const requestId = createRequestId()
      let leave = () => {}
      let isAnswered = false
      const finish = (answer: () => void) => {
        leave()
        if (isAnswered) return
        isAnswered = true
        answer()
      }
      let isTaken = false
      const fail = (error: unknown) =>
        finish(() => {
          if (isTaken) onScored?.({ outcome: 'failed', rows: 0, durationMs: 0 })
          if (!isScoringError(error))
            log.error('A scoring call failed inside.', { requestId, traceId: call.span?.traceId, error })
          const answer = protocol.toErrorAnswer(error)
          const headers = ['Content-Type', contentType, 'x-ms-request-id', requestId, ...answer.headers]
          call.respond({ status: answer.status, headers }, answer.body)
        })
      const send = (reply: string) =>
        finish(() =>
          call.respond({ status: 200, headers: ['Content-Type', contentType, 'x-ms-request-id', requestId] }, reply),
        )
      // Nobody is there any more to hear an answer.
      call.onAbort(() => finish(() => {}))
      try {
        const endpoint = checkEndpoint(call, target)
        const form = protocol.readForm(call, target, endpoint)
        leave = concurrency.enter(endpoint.document)
        isTaken = true
        const course = { deadline: clock.monotonic() + timeLimitMs, span: call.span }
        const timer = setTimeout(() => fail(new AppError('ScoreRequestTimeout', {})), timeLimitMs)
        const leavePlace = leave
        leave = () => {
          clearTimeout(timer)
          leavePlace()
        }
        call.body.bytes(maxBodyBytes).then(
          (body) => {
            if (isAnswered) return
            try {
              const reply = score(endpoint, body, form, course)
              if (reply instanceof Promise) reply.then(send, fail)
              else send(reply)
            } catch (error) {
              fail(error)
            }
          },
          (error: unknown) => fail(toBodyError(error, maxBodyBytes)),
        )
      } catch (error) {
        fail(error)
      }
    }
  }
}

const beginScore = (span: Span, { tables }: ScoreRequest, { document }: ServedEndpoint): Span =>
  span.begin('score', 'internal', {
    'sluice.web_service': document.webServiceId,
    'sluice.endpoint': document.id,
    'sluice.rows': rowsOf(tables),
  })

function rowsOf(tables: NamedTables): number {
  let rows = 0
  for (const name in tables) rows += tables[name]?.rowCount ?? 0
  return rows
}

/** A body fails because of who sends it: it is too long, or it breaks off. */
function toBodyError(error: unknown, maxBytes: number): AppError {
  if (isAppError(error) && error.code === 'RequestTooLarge') return new AppError('ScoreRequestTooLarge', { maxBytes })
  const faults = [{ code: 'Incomplete', target: 'body', message: 'The body did not arrive whole.' }]
  return new AppError('RequestBodyInvalid', {}, { cause: error, faults })
}
