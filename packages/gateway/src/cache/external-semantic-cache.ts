import { createHash } from 'node:crypto'
import { decodeQuestions, encodeQuestions, type NumberedVector } from './question-bytes.ts'
import type { CachedResponse } from './response-cache.ts'
import { distanceOf, normalize, type SemanticCache } from './semantic-cache.ts'

/** What the questions of a scope and the answers to them are kept in; neither fails. */
export interface QuestionStore {
  readQuestions(scope: string): Promise<Uint8Array | undefined>
  keepQuestions(scope: string, bytes: Uint8Array, lifeMs: number): Promise<void>
  readAnswer(id: string, nowMs: number): Promise<CachedResponse | undefined>
  keepAnswer(id: string, response: CachedResponse): Promise<void>
}

/** All of them go over the wire with each look-up. */
const maxQuestions = 200

/**
 * Questions in a cache that gateways share. Those of a scope are one entry, so that one look-up compares them all. Of two
 * gateways that keep an answer at the very same moment one loses it: it is asked for once more.
 */
export function createExternalSemanticCache(store: QuestionStore): SemanticCache {
  const questionsOf = async (scope: string, nowMs: number): Promise<readonly NumberedVector[]> => {
    const bytes = await store.readQuestions(scope)
    return (bytes === undefined ? [] : decodeQuestions(bytes)).filter(({ expiresAtMs }) => expiresAtMs > nowMs)
  }
  return {
    async find(scope, vector, maxDistance, nowMs) {
      let nearest: NumberedVector | undefined
      let least = maxDistance
      for (const question of await questionsOf(scope, nowMs)) {
        const distance = distanceOf(question.vector, vector)
        if (distance > least) continue
        least = distance
        nearest = question
      }
      return nearest && store.readAnswer(nearest.id, nowMs)
    },
    async put(scope, vector, response) {
      const { storedAtMs, expiresAtMs } = response
      const id = createHash('sha256').update(scope).update('\0').update(bytesOf(vector)).digest('base64url')
      await store.keepAnswer(id, response)
      const others = (await questionsOf(scope, storedAtMs)).filter((one) => one.id !== id)
      const all = [...others, { id, expiresAtMs, vector: normalize(vector) }].slice(-maxQuestions)
      const until = Math.max(...all.map((question) => question.expiresAtMs))
      await store.keepQuestions(scope, encodeQuestions(all), until - storedAtMs)
    },
  }
}

const bytesOf = ({ buffer, byteOffset, byteLength }: Float32Array) => new Uint8Array(buffer, byteOffset, byteLength)
