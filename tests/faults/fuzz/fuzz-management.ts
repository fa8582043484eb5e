import fc from 'fast-check'
import { type FuzzedRequest, requestsTo } from './request-of.ts'
import { seeds } from './seeds.ts'
import { startManagementInMemory } from './start-management.ts'

export interface FuzzOptions {
  readonly requests: number
  readonly seed: number
  readonly onProgress?: (count: number) => void
}

export interface FuzzResult {
  readonly requests: number
  /** Status → how many answers. */
  readonly answers: Readonly<Record<number, number>>
  readonly changes: number
  readonly slowestMs: number
  /** One line for each request that broke a rule. */
  readonly faults: readonly string[]
}

/** So many are sent to one instance before the next takes its place: what is deleted must not end the hunt. */
const perInstance = 1_000
const hangMs = 10_000

/**
 * Sends random requests of an administrator to everything that management answers. Rules: no answer of 500, none that
 * takes longer than ten seconds, nothing changed by what is refused, and the prototypes stay what they are.
 */
export async function fuzzManagement({ requests, seed, onProgress }: FuzzOptions): Promise<FuzzResult> {
  const answers: Record<number, number> = {}
  const faults: string[] = []
  let [sent, changes, slowestMs] = [0, 0, 0]
  while (sent < requests) {
    const instance = await startManagementInMemory()
    for (const request of seeds) await instance.send(request)
    const count = Math.min(perInstance, requests - sent)
    for (const request of fc.sample(requestsTo(instance.routes), { numRuns: count, seed: seed + sent })) {
      const begun = performance.now()
      const { status, changed } = await Promise.race([instance.send(request), after(hangMs)])
      const tookMs = performance.now() - begun
      slowestMs = Math.max(slowestMs, tookMs)
      answers[status] = (answers[status] ?? 0) + 1
      changes += changed
      for (const fault of faultsOf(status, changed, instance.takeErrors()))
        faults.push(`${fault}: ${describe(request)}`)
    }
    instance.close()
    sent += count
    onProgress?.(sent)
  }
  return { requests: sent, answers, changes, slowestMs: Math.round(slowestMs), faults }
}

function faultsOf(status: number, changed: number, errors: readonly string[]): string[] {
  return [
    ...(status === 0 ? ['no answer in time'] : []),
    ...(status === 500 ? [`500 (${errors.join('; ')})`] : []),
    ...(status >= 400 && changed > 0 ? [`${status} after a change`] : []),
    ...prototypes.flatMap(([name, prototype, keys]) =>
      Reflect.ownKeys(prototype).length === keys ? [] : [`${name} was changed`],
    ),
  ]
}

const prototypes = [Object, Array, Function, String].map(
  ({ name, prototype }) => [name, prototype as object, Reflect.ownKeys(prototype).length] as const,
)

const after = (ms: number) =>
  new Promise<{ readonly status: number; readonly changed: number }>((resolve) => {
    setTimeout(() => resolve({ status: 0, changed: 0 }), ms).unref()
  })

const shownLength = 600

const describe = ({ method, path, headers, body }: FuzzedRequest) =>
  `${method} ${path.slice(0, shownLength)} ${JSON.stringify(headers).slice(0, shownLength)} ${(body ?? '').slice(0, shownLength)}`
