import type { CircuitBreakerRuleInSnapshot } from '@sluice/contracts'
import type { CircuitRule, Circuits } from '../counters/circuits.ts'
import type { BackendMember } from './backend-member.ts'

export interface CircuitBreaker extends Required<Pick<BackendMember, 'onAnswer' | 'onFailure'>> {
  /** Wall clock in ms from which on calls go through; 0 = they do. */
  openUntilMs(): number
}

/**
 * Watches what comes of the calls to one backend.
 * @param backendId path of the backend in the snapshot
 * @returns undefined when there is no rule that could ever open the circuit
 * @see reference: API Management, 1.10
 */
export function compileCircuitBreaker(
  backendId: string,
  rules: readonly CircuitBreakerRuleInSnapshot[],
  { circuits, now }: { readonly circuits: Circuits; readonly now: () => number },
): CircuitBreaker | undefined {
  const compiled = rules.flatMap((rule, index) => compileRule(`circuit|${backendId}|${rule.name ?? index}`, rule))
  if (compiled.length === 0) return undefined
  const record = (isFailureOf: (rule: CompiledRule) => boolean, retryAfter: string | undefined) => {
    for (const rule of compiled) {
      const isFailure = isFailureOf(rule)
      const askedMs = isFailure && rule.acceptsRetryAfter ? parseRetryAfter(retryAfter, now()) : undefined
      circuits.recordOutcome(rule.key, isFailure, rule.rule, askedMs ?? rule.tripMs)
    }
  }
  return {
    openUntilMs: () => compiled.reduce((latest, { key }) => Math.max(latest, circuits.openUntilMs(key)), 0),
    onAnswer: (status, retryAfter) => record(({ isFailureStatus }) => isFailureStatus(status), retryAfter),
    onFailure: (reason) => record(({ isFailureReason }) => isFailureReason(reason), undefined),
  }
}

interface CompiledRule {
  readonly key: string
  readonly rule: CircuitRule
  readonly tripMs: number
  readonly acceptsRetryAfter: boolean
  isFailureStatus(status: number): boolean
  isFailureReason(reason: string): boolean
}

const defaultMs = 60_000

/** How the rules of backends call the failures that have another code here. */
const reasonNames: Readonly<Record<string, string>> = { BackendTimeout: 'timeout' }

function compileRule(key: string, rule: CircuitBreakerRuleInSnapshot): CompiledRule[] {
  const { failureCondition, tripDuration, acceptRetryAfter } = rule
  const { count, percentage, interval, statusCodeRanges, errorReasons } = failureCondition ?? {}
  if (!count && !percentage) return []
  const ranges = (statusCodeRanges ?? []).map(({ min, max }) => ({ min: min ?? 200, max: max ?? 599 }))
  const reasons = (errorReasons ?? []).map((reason) => reason.toLowerCase())
  return [
    {
      key,
      rule: {
        threshold: count ? { count } : { percentage: percentage ?? 100 },
        intervalMs: parseDuration(interval) ?? defaultMs,
      },
      tripMs: parseDuration(tripDuration) ?? defaultMs,
      acceptsRetryAfter: acceptRetryAfter === true,
      isFailureStatus: (status) => ranges.some(({ min, max }) => status >= min && status <= max),
      // A backend that cannot be reached has failed by any rule that does not name its reasons.
      isFailureReason: (reason) =>
        reasons.length === 0 || reasons.includes(reasonNames[reason] ?? reason.toLowerCase()),
    },
  ]
}

/** ISO 8601 in days to seconds, such as `PT1M30S`. @returns ms; undefined when it is none, or nothing */
export function parseDuration(text: string | null | undefined): number | undefined {
  const match = /^P(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?(?:(\d+(?:\.\d+)?)S)?)?$/i.exec(text ?? '')
  if (match === null) return undefined
  const [days = 0, hours = 0, minutes = 0, seconds = 0] = match.slice(1).map((part) => Number(part ?? 0))
  const ms = (((days * 24 + hours) * 60 + minutes) * 60 + seconds) * 1000
  return ms > 0 ? ms : undefined
}

/** Seconds or a date. */
function parseRetryAfter(text: string | undefined, nowMs: number): number | undefined {
  if (text === undefined) return undefined
  const ms = /^\d+$/.test(text.trim()) ? Number(text) * 1000 : Date.parse(text) - nowMs
  return ms > 0 ? ms : undefined
}
