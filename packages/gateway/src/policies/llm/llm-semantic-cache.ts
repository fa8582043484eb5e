import { AppError } from '@sluice/contracts/errors'
import { policyScopes } from '@sluice/policy-language'
import type { SemanticCache } from '../../cache/semantic-cache.ts'
import { boolean, choice, integer, seconds, text } from '../../pipeline/attributes.ts'
import { readBodyText } from '../../pipeline/body-text.ts'
import type { CallContext } from '../../pipeline/call-context.ts'
import { definePolicy } from '../../pipeline/define-policy.ts'
import { element, elements, many, textContent } from '../../pipeline/element-spec.ts'
import type { PolicyServices } from '../../pipeline/policy-services.ts'
import { responseFound } from '../../pipeline/step.ts'
import { collectBody } from '../response-cache/collect-body.ts'
import { promptOfMessages } from './prompt-of-messages.ts'

interface Question {
  /** Where the answer is to be kept. */
  readonly cache: SemanticCache
  readonly scope: string
  readonly vector: Float32Array
}

/** What the lookup of a call found out for its store. */
const questions = new WeakMap<CallContext, Question>()

const embeddingTimeoutMs = 30_000

/**
 * Answers a call to a language model from the cache, where nearly the same was asked before. An embeddings backend
 * that does not answer only means that nothing is found.
 * @see reference: API Management, 3.3
 */
const defineLookup = (name: string) =>
  definePolicy({
    name,
    summary: 'Answers a call to a language model from the cache, where nearly the same was asked before.',
    category: 'Caching',
    snippet: `<${name} score-threshold="0.05" embeddings-backend-id="#{backend}" embeddings-backend-auth="system-assigned">
    <vary-by>everybody</vary-by>
</${name}>`,
    sections: ['inbound'],
    scopes: policyScopes,
    isUsableAtHandshake: false,
    isOncePerSection: true,
    attributes: {
      'score-threshold': text('How far apart questions may be: 0 is the same, 1 is nothing in common.', {
        isTrimmed: true,
        pattern: { expression: '0(?:\\.\\d+)?|1(?:\\.0+)?|\\.\\d+', meaning: 'a number from 0 to 1' },
      }),
      'embeddings-backend-id': text('Identifier of the backend that makes vectors of texts.', { names: 'backend' }),
      'embeddings-backend-auth': choice(
        'How the backend is asked; it is shown the credentials that are set at the backend.',
        ['system-assigned'],
      ).default('system-assigned'),
      'ignore-system-messages': boolean('Whether messages of the system make no difference.').default(false),
      'max-message-count': integer('How many messages a conversation may have to be looked up.', { min: 1 }).optional(),
    },
    content: elements({
      'vary-by': many(
        'What else must be the same.',
        element({ content: textContent(text('The value.', { minLength: 0 }).orExpression()) }),
      ),
    }),
    compile(settings, services) {
      const { clock, semanticCache, telemetry } = services
      const threshold = Number(settings['score-threshold'])
      const backendId = settings['embeddings-backend-id'].trim().toLowerCase()
      const varies = settings.children['vary-by'].map((child) => child.text)
      return async (context) => {
        const body = await readBodyText(context.request, name)
        const prompt =
          body === undefined
            ? undefined
            : promptOfMessages(body, {
                ignoresSystem: settings['ignore-system-messages'],
                maxMessages: settings['max-message-count'],
              })
        if (prompt === undefined) return
        let vector: Float32Array
        try {
          vector = await embed(prompt, backendId, context, services)
        } catch (error) {
          const message = error instanceof Error ? error.message : String(error)
          telemetry.trace({ source: name, severity: 'error', message, metadata: { backend: backendId } }, context)
          return
        }
        const scope = JSON.stringify([
          context.service.resourceId,
          context.api?.resourceId ?? '',
          context.operation?.resourceId ?? '',
          ...varies.map((value) => value(context)),
        ])
        const cache = context.externalCache?.questions ?? semanticCache
        const found = await cache.find(scope, vector, threshold, clock.now())
        context.cacheUse = found === undefined ? 'miss' : 'hit'
        if (found === undefined) {
          questions.set(context, { cache, scope, vector })
          return
        }
        context.response.replace(found.head, found.body.length === 0 ? undefined : found.body)
        return responseFound
      }
    },
  })

async function embed(
  prompt: string,
  backendId: string,
  context: CallContext,
  { sender, clock }: PolicyServices,
): Promise<Float32Array> {
  const backend = context.backends.get(backendId)
  if (backend === undefined)
    throw new AppError('BackendConnectionFailure', { reason: `there is no backend '${backendId}'` })
  const request = {
    method: 'POST',
    headers: ['Content-Type', 'application/json', 'Accept', 'application/json'],
    body: new TextEncoder().encode(JSON.stringify({ input: prompt })),
    timeoutMs: embeddingTimeoutMs,
  }
  const answer = await sender.sendToMember(backend.choose(clock.now()), '', request, context)
  if (answer.status !== 200) throw new Error(`The embeddings backend answered with status ${answer.status}.`)
  const json: unknown = JSON.parse(Buffer.from(answer.body).toString('utf8'))
  const embedding = readEmbedding(json)
  if (embedding === undefined) throw new Error('The embeddings backend answered with something else than a vector.')
  return Float32Array.from(embedding)
}

function readEmbedding(json: unknown): readonly number[] | undefined {
  if (typeof json !== 'object' || json === null || !('data' in json) || !Array.isArray(json.data)) return undefined
  const first: unknown = json.data[0]
  if (typeof first !== 'object' || first === null || !('embedding' in first)) return undefined
  const { embedding } = first
  return Array.isArray(embedding) && embedding.every((value) => typeof value === 'number') ? embedding : undefined
}

/**
 * Keeps a response of status 200 for questions that are nearly the same as the one it answers.
 * @see reference: API Management, 3.3
 */
const defineStore = (name: string) =>
  definePolicy({
    name,
    summary: 'Keeps the response of a language model for questions that are nearly the same.',
    category: 'Caching',
    snippet: `<${name} duration="60" />`,
    sections: ['outbound'],
    scopes: policyScopes,
    isUsableAtHandshake: false,
    isOncePerSection: true,
    attributes: { duration: seconds('Seconds for which the response is kept.', { min: 1 }).orExpression() },
    compile:
      (settings, { clock }) =>
      (context) => {
        const question = questions.get(context)
        const { response } = context
        if (question === undefined || response.status !== 200) return
        const storedAtMs = clock.now()
        const expiresAtMs = storedAtMs + settings.duration(context) * 1000
        const head = { status: 200, reason: response.reason, headers: response.headers.toArray() }
        collectBody(context, (body) =>
          question.cache.put(question.scope, question.vector, { head, body, storedAtMs, expiresAtMs }),
        )
      },
  })

export const llmSemanticCacheLookup = defineLookup('llm-semantic-cache-lookup')
export const azureOpenaiSemanticCacheLookup = defineLookup('azure-openai-semantic-cache-lookup')
export const llmSemanticCacheStore = defineStore('llm-semantic-cache-store')
export const azureOpenaiSemanticCacheStore = defineStore('azure-openai-semantic-cache-store')
