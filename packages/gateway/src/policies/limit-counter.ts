import type { CallRefusalCounter } from '@sluice/contracts'
import type { Clock } from '@sluice/platform'
import type { CallContext } from '../pipeline/call-context.ts'

/** How a limit stood when it refused a call. */
export interface LimitState {
  /** What is counted: `calls`, `kilobytes`, `tokens`. */
  readonly unit: string
  /** By what; as it is written, with whatever it may hold. */
  readonly key: string
  /** Of a limit for one API or operation; empty = of the whole statement. */
  readonly part?: string
  readonly used: number
  readonly limit: number
  /** 0 = once for all. */
  readonly periodSeconds?: number
  /** Until a call would pass; Infinity = never; left out where that depends on others. */
  readonly retryAfterSeconds?: number
}

/** What a refused call keeps of the limit, so that it can be explained later. */
export function counterOf(context: CallContext, state: LimitState, clock: Clock): CallRefusalCounter {
  const { unit, key, part = '', used, limit, periodSeconds, retryAfterSeconds } = state
  const passes = retryAfterSeconds !== undefined && Number.isFinite(retryAfterSeconds)
  return Object.freeze({
    unit,
    key: withoutSecrets(key, context),
    ...(part === '' ? {} : { part }),
    used,
    limit,
    ...(periodSeconds === undefined ? {} : { periodSeconds }),
    ...(passes ? { passesAt: clock.now() + retryAfterSeconds * 1000 } : {}),
  })
}

const hidden = '***'

/**
 * A key may be made of a header that opens doors. It is shown where all of it is who calls what: names that the record
 * of the call holds anyway.
 */
function withoutSecrets(key: string, { subscription, user, product, api, operation, call }: CallContext): string {
  const known = [subscription?.id, user?.id, product?.id, api?.id, operation?.id, call.remoteAddress]
    .filter((name) => name !== undefined && name !== '')
    .sort((a = '', b = '') => b.length - a.length)
  let rest = key
  for (const name of known) rest = rest.replaceAll(name ?? '', '')
  return /^[\s\p{P}\p{S}]*$/u.test(rest) ? key : hidden
}
