import type { BackendCredentials, BackendInSnapshot } from '@sluice/contracts'
import { AppError } from '@sluice/contracts/errors'
import type { BackendMember, ChosenBackend } from './backend-member.ts'
import type { CircuitBreaker } from './circuit-breaker.ts'

/** A backend with an address of its own. */
export interface SingleBackend extends ChosenBackend {
  readonly member: BackendMember
  /** Wall clock in ms from which on it takes calls; 0 = it does. */
  openUntilMs(): number
}

/** @param name its identifier, for who is refused */
export function compileSingle(
  name: string,
  { url, tls }: BackendInSnapshot & { readonly url: string },
  credentials: BackendCredentials,
  breaker: CircuitBreaker | undefined,
): SingleBackend {
  const { header, query, authorization } = credentials
  const headers = Object.entries(header ?? {}).flatMap(([field, values]) => values.flatMap((value) => [field, value]))
  if (authorization) headers.push('Authorization', `${authorization.scheme} ${authorization.parameter}`)
  const member: BackendMember = Object.freeze({
    name,
    url,
    headers,
    headerNames: new Set(headers.filter((_, at) => at % 2 === 0).map((field) => field.toLowerCase())),
    query: Object.entries(query ?? {})
      .flatMap(([field, values]) => values.map((value) => `${encodeURIComponent(field)}=${encodeURIComponent(value)}`))
      .join('&'),
    // Differs from the reference: without validateCertificateName alone, certificates are checked whole; the client
    // can check all of a certificate or nothing.
    verifiesCertificate: tls?.validateCertificateChain !== false,
    ...(breaker === undefined ? {} : { onAnswer: breaker.onAnswer, onFailure: breaker.onFailure }),
  })
  const openUntilMs = breaker?.openUntilMs ?? (() => 0)
  return {
    name,
    member,
    openUntilMs,
    choose(nowMs) {
      const untilMs = openUntilMs()
      if (untilMs > nowMs) throw unavailable(name, untilMs, nowMs)
      return member
    },
  }
}

interface PoolMember {
  readonly backend: SingleBackend
  readonly weight: number
  /** Of the smooth weighted round robin: grows by the weight, falls by the sum of all when it is chosen. */
  turn: number
}

/**
 * Members with the lowest priority number come first; among those of one number calls are spread by weight, evenly
 * where weights are equal. One whose circuit is open is passed over. Each worker keeps its own turn.
 * @see reference: API Management, 1.10
 */
export function compilePool(
  name: string,
  services: readonly { readonly backend: SingleBackend; readonly weight: number; readonly priority: number }[],
): ChosenBackend {
  const priorities = [...new Set(services.map(({ priority }) => priority))].sort((a, b) => a - b)
  const groups = priorities.map((priority) => {
    const group = services.filter((service) => service.priority === priority)
    // Where nobody has a weight, all have the same.
    const hasWeight = group.some(({ weight }) => weight > 0)
    return group.map(({ backend, weight }): PoolMember => ({ backend, weight: hasWeight ? weight : 1, turn: 0 }))
  })
  return {
    name,
    choose(nowMs, tried = []) {
      // Where all that are left were tried, one of them is asked again.
      const chosen = chooseFrom(groups, nowMs, tried) ?? (tried.length > 0 ? chooseFrom(groups, nowMs, []) : undefined)
      if (chosen === undefined) throw unavailable(name, earliestOf(groups), nowMs)
      return chosen
    },
  }
}

/** Undefined when nobody takes calls but those that were tried. */
function chooseFrom(
  groups: readonly (readonly PoolMember[])[],
  nowMs: number,
  tried: readonly BackendMember[],
): BackendMember | undefined {
  for (const group of groups) {
    let total = 0
    let chosen: PoolMember | undefined
    for (const member of group) {
      if (member.weight === 0 || member.backend.openUntilMs() > nowMs) continue
      if (tried.includes(member.backend.member)) continue
      total += member.weight
      member.turn += member.weight
      if (chosen === undefined || member.turn > chosen.turn) chosen = member
    }
    if (chosen === undefined) continue
    chosen.turn -= total
    return chosen.backend.member
  }
  return undefined
}

/** When the first circuit closes; Infinity for an empty pool. */
const earliestOf = (groups: readonly (readonly PoolMember[])[]): number =>
  Math.min(
    ...groups
      .flat()
      .filter(({ weight }) => weight > 0)
      .map(({ backend }) => backend.openUntilMs()),
  )

/** Nobody knows when an empty pool is filled. */
const emptyPoolSeconds = 60

function unavailable(backend: string, untilMs: number, nowMs: number): AppError {
  const seconds = Number.isFinite(untilMs) ? Math.max(1, Math.ceil((untilMs - nowMs) / 1000)) : emptyPoolSeconds
  return new AppError('BackendUnavailable', { backend, retryAfterSeconds: seconds })
}
