import { AppError } from '@sluice/contracts'
import type { Log, ServerCall } from '@sluice/platform'
import { type ErrorAnswer, isScoringError, jsonContentType, toErrorAnswer } from './error-answer.ts'

export interface Answer {
  readonly status: number
  /** Default: JSON. */
  readonly contentType?: string
  /** Sent as it is when it is text, else as JSON. */
  readonly body?: unknown
  readonly headers?: readonly string[]
}

export interface AnswerOptions {
  /** Methods that are answered; HEAD goes with GET. */
  readonly allowed: readonly string[]
  readonly toErrorAnswer?: (error: unknown) => ErrorAnswer
}

/** Answers calls that are no scoring: reads, changes, descriptions. */
export function createCallAnswerer({ createRequestId, log }: { createRequestId: () => string; log: Log }) {
  return (call: ServerCall, options: AnswerOptions, work: () => Answer | Promise<Answer>): void => {
    const requestId = createRequestId()
    const send = ({ status, contentType = jsonContentType, body, headers = [] }: Answer) => {
      const type = body === undefined ? [] : ['Content-Type', contentType]
      const text = body === undefined || typeof body === 'string' ? body : JSON.stringify(body)
      call.respond({ status, headers: [...type, 'x-ms-request-id', requestId, ...headers] }, text)
    }
    const fail = (error: unknown, headers: readonly string[] = []) => {
      if (!isScoringError(error)) log.error('A call failed inside.', { requestId, error })
      const answer = (options.toErrorAnswer ?? toErrorAnswer)(error)
      send({ ...answer, headers: [...answer.headers, ...headers] })
    }
    const allowed = options.allowed.flatMap((method) => (method === 'GET' ? ['GET', 'HEAD'] : [method]))
    if (!allowed.includes(call.method)) {
      const list = options.allowed.join(', ')
      fail(new AppError('ScoringMethodNotAllowed', { method: call.method, allowed: list }), [
        'Allow',
        allowed.join(', '),
      ])
      return
    }
    Promise.resolve()
      .then(work)
      .then(send)
      .catch((error: unknown) => fail(error))
  }
}

export type CallAnswerer = ReturnType<typeof createCallAnswerer>
