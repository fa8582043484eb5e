import { AppError, isAppError } from '@sluice/contracts'
import type { Clock, Log, Secrets, ServerCall } from '@sluice/platform'
import type { Scorer } from '../web-services/scorer.ts'
import type { ServedEndpoint, WebServiceDirectory } from '../web-services/web-service-directory.ts'
import { readBearerToken } from './bearer-token.ts'
import { createConcurrencyLimit } from './concurrency.ts'
import { isScoringError, jsonContentType, respondWithError } from './error-answer.ts'
import { createRequestReader, type RequestReader } from './read-request.ts'
import { parseRequestJson } from './request-json.ts'
import { readScoreAddress } from './score-address.ts'
import { readScoreQuery } from './score-query.ts'
import { type ReplyForm, writeReply } from './write-reply.ts'

export interface RequestResponseLimits {
  /** Longest body; default 100 MB. */
  readonly maxBodyBytes?: number
  /** From the first byte to the answer; default 100 s. */
  readonly timeLimitMs?: number
}

export interface RequestResponseServices {
  readonly directory: Pick<WebServiceDirectory, 'endpointById' | 'workspace'>
  readonly secrets: Pick<Secrets, 'lookupHash'>
  readonly clock: Clock
  readonly log: Log
  readonly createRequestId: () => string
  readonly limits?: RequestResponseLimits
}

/** Where a call goes: the parts of its path and its query, nothing checked. */
export interface ScoreTarget {
  readonly workspace: string
  readonly service: string
  readonly query: string
}

/**
 * Request-response scoring. Checks are made in this order: ids, key, existence, version, places free, body.
 * @see reference: AzureML, part 1
 */
export function createRequestResponse(
  services: RequestResponseServices,
): (call: ServerCall, target: ScoreTarget) => void {
  const { directory, clock, log, createRequestId } = services
  const { maxBodyBytes = 100_000_000, timeLimitMs = 100_000 } = services.limits ?? {}
  const concurrency = createConcurrencyLimit()
  const authorize = createKeyCheck(services)
  const readers = new WeakMap<Scorer, RequestReader>()

  const score = (
    endpoint: ServedEndpoint,
    call: ServerCall,
    body: Uint8Array,
    form: ReplyForm,
    deadline: number,
  ): string | Promise<string> => {
    const scorer = endpoint.scorer()
    return scorer instanceof Promise
      ? scorer.then((compiled) => scoreWith(compiled, call, body, form, deadline))
      : scoreWith(scorer, call, body, form, deadline)
  }

  const scoreWith = (
    scorer: Scorer,
    call: ServerCall,
    body: Uint8Array,
    form: ReplyForm,
    deadline: number,
  ): string | Promise<string> => {
    let read = readers.get(scorer)
    if (read === undefined) {
      read = createRequestReader(scorer.inputs)
      readers.set(scorer, read)
    }
    const { tables, parameters } = read(parseRequestJson(body, call.header('content-type')))
    const results = scorer.score(tables, parameters, () => {
      if (clock.monotonic() > deadline) throw new AppError('ScoreRequestTimeout', {})
    })
    return results instanceof Promise ? results.then((tables) => writeReply(tables, form)) : writeReply(results, form)
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
    const fail = (error: unknown) =>
      finish(() => {
        if (!isScoringError(error)) log.error('A scoring call failed inside.', { requestId, error })
        respondWithError(call, error, requestId)
      })
    const send = (reply: string) =>
      finish(() =>
        call.respond({ status: 200, headers: ['Content-Type', jsonContentType, 'x-ms-request-id', requestId] }, reply),
      )
    // Nobody is there any more to hear an answer.
    call.onAbort(() => finish(() => {}))
    try {
      const { workspaceId, endpointId } = readScoreAddress(target.workspace, target.service)
      const endpoint = authorize(directory.endpointById(endpointId), call.header('authorization'))
      assertInWorkspace(endpoint, workspaceId, directory)
      const form = readScoreQuery(target.query)
      leave = concurrency.enter(endpoint.document)
      const deadline = clock.monotonic() + timeLimitMs
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
            const reply = score(endpoint, call, body, form, deadline)
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

/** A body fails because of who sends it: it is too long, or it breaks off. */
function toBodyError(error: unknown, maxBytes: number): AppError {
  if (isAppError(error) && error.code === 'RequestTooLarge') return new AppError('ScoreRequestTooLarge', { maxBytes })
  const faults = [{ code: 'Incomplete', target: 'body', message: 'The body did not arrive whole.' }]
  return new AppError('RequestBodyInvalid', {}, { cause: error, faults })
}

/** So many keys that were right are remembered with their hashes, which cost more than all else of a small call. */
const rememberedKeys = 1000

function createKeyCheck({ secrets }: Pick<RequestResponseServices, 'secrets'>) {
  const hashes = new Map<string, string>()
  return (endpoint: ServedEndpoint | undefined, authorization: string | undefined): ServedEndpoint => {
    const key = readBearerToken(authorization)
    if (key !== undefined && endpoint !== undefined) {
      const hash = hashes.get(key) ?? secrets.lookupHash(key)
      const { primaryKeyHash, secondaryKeyHash } = endpoint.document
      if (hash === primaryKeyHash || hash === secondaryKeyHash) {
        if (hashes.size < rememberedKeys) hashes.set(key, hash)
        return endpoint
      }
    }
    // An unknown endpoint is answered like a wrong key: ids cannot be found out by trying.
    throw new AppError('ScoreRequestUnauthorized', {})
  }
}

function assertInWorkspace(
  endpoint: ServedEndpoint,
  workspaceId: string,
  directory: RequestResponseServices['directory'],
): void {
  if (endpoint.workspaceId === workspaceId) return
  throw directory.workspace(workspaceId) === undefined
    ? new AppError('WorkspaceNotFound', {})
    : new AppError('WebServiceIdNotFoundInWorkspace', {})
}
