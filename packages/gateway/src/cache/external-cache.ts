import { createHash } from 'node:crypto'
import { AppError } from '@sluice/contracts/errors'
import type { Clock, Log, RemoteCache } from '@sluice/platform'
import { createExternalSemanticCache } from './external-semantic-cache.ts'
import { decodePacked, encodePacked } from './packed-data.ts'
import { decodeResponse, encodeResponse } from './response-bytes.ts'
import type { CachedResponse, ResponseCache } from './response-cache.ts'
import type { SemanticCache } from './semantic-cache.ts'
import type { ValueCache } from './value-cache.ts'

/** A cache server that gateways share, as policies see it. */
export interface ExternalCache {
  readonly responses: ResponseCache
  readonly values: ValueCache
  readonly questions: SemanticCache
}

/**
 * What cannot be asked is not there, and what cannot be kept is not kept: calls go on without a cache.
 * @see https://learn.microsoft.com/azure/api-management/api-management-howto-cache-external
 */
export function createExternalCache(
  remote: RemoteCache,
  { clock, log }: { readonly clock: Clock; readonly log: Log },
): ExternalCache {
  const failed = (what: string) => (error: unknown) =>
    log.debug(`The external cache could not ${what}.`, { reason: reasonOf(error) })
  const read = async (key: string): Promise<Uint8Array | undefined> => {
    try {
      return await remote.get(key)
    } catch (error) {
      failed('be asked')(error)
      return undefined
    }
  }
  const keep = (key: string, bytes: Uint8Array, lifeMs: number): undefined | Promise<void> =>
    lifeMs < 1 ? undefined : remote.put(key, bytes, lifeMs).catch(failed('keep something'))
  return {
    questions: createExternalSemanticCache({
      readQuestions: (scope) => read(keyOf('questions', scope)),
      keepQuestions: async (scope, bytes, lifeMs) => keep(keyOf('questions', scope), bytes, lifeMs),
      async readAnswer(id, nowMs) {
        const bytes = await read(keyOf('answer', id))
        const response = bytes && decodeResponse(bytes)
        return response !== undefined && response.expiresAtMs > nowMs ? response : undefined
      },
      keepAnswer: async (id, response) =>
        keep(keyOf('answer', id), encodeResponse(response), response.expiresAtMs - response.storedAtMs),
    }),
    responses: {
      async get(key, nowMs) {
        const bytes = await read(keyOf('response', key))
        const response = bytes && decodeResponse(bytes)
        return response !== undefined && response.expiresAtMs > nowMs ? response : undefined
      },
      put: (key, response: CachedResponse) =>
        keep(keyOf('response', key), encodeResponse(response), response.expiresAtMs - response.storedAtMs),
    },
    values: {
      async get(key) {
        const bytes = await read(keyOf('value', key))
        return bytes && decodePacked(bytes)
      },
      put: (key, value, expiresAtMs) => keep(keyOf('value', key), encodePacked(value), expiresAtMs - clock.now()),
      async remove(key) {
        try {
          await remote.remove(keyOf('value', key))
        } catch (error) {
          failed('remove something')(error)
          throw new AppError('CacheUnavailable', { reason: reasonOf(error) }, { cause: error })
        }
      },
    },
  }
}

/** Short, and silent about what calls were asked with: a key may hold the value of a header. */
const keyOf = (kind: 'response' | 'value' | 'questions' | 'answer', key: string): string =>
  `sluice:${kind}:${createHash('sha256').update(key).digest('base64url')}`

const reasonOf = (error: unknown): string => (error instanceof Error ? error.message : String(error))
