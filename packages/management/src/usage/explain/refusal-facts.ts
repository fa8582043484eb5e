import type { CallRecord, CallRefusal } from '@sluice/contracts'

/** What an explanation is made of. */
export interface RefusalFacts {
  readonly service: string
  readonly record: CallRecord
  readonly refusal: CallRefusal
  /** Publishers may see what is behind the API; developers see what concerns themselves. */
  readonly isPublisher: boolean
  readonly nowMs: number
}

/** What can be done about a refusal. */
export interface Advice {
  readonly code: string
  readonly text: string
  /** Page where it can be done. */
  readonly href?: string
}

/** Words for one reason. */
export interface RefusalWords {
  readonly title: (facts: RefusalFacts) => string
  readonly text: (facts: RefusalFacts) => string
  readonly advice: (facts: RefusalFacts) => readonly Advice[]
}

const units: Readonly<Record<string, string>> = {
  calls: 'calls',
  'calls at once': 'calls at once',
  kilobytes: 'kilobytes',
  tokens: 'tokens',
  rows: 'rows',
}

/** `20 calls in 60 seconds`, or nothing where the limit was not kept. */
export function limitText({ counter }: CallRefusal): string {
  if (counter === undefined) return ''
  const amount = `${counter.limit} ${units[counter.unit] ?? counter.unit}`
  if (counter.periodSeconds === undefined) return amount
  return counter.periodSeconds === 0 ? `${amount} once for all` : `${amount} in ${periodText(counter.periodSeconds)}`
}

function periodText(seconds: number): string {
  const steps = [
    [86_400, 'day'],
    [3600, 'hour'],
    [60, 'minute'],
  ] as const
  for (const [length, name] of steps) {
    if (seconds % length !== 0 || seconds < length) continue
    const count = seconds / length
    return count === 1 ? `one ${name}` : `${count} ${name}s`
  }
  return seconds === 1 ? 'one second' : `${seconds} seconds`
}

/** When the same call passes, as the end of a sentence. */
export function passesText({ refusal: { counter }, nowMs }: RefusalFacts): string {
  if (counter?.periodSeconds === 0) return 'It is not filled again by itself.'
  if (counter?.passesAt === undefined) return ''
  const at = new Date(counter.passesAt).toISOString()
  return counter.passesAt <= nowMs ? `Calls pass again since ${at}.` : `Calls pass again at ${at}.`
}

/** A page of the publisher portal. */
export const publisherPage = ({ service }: RefusalFacts, path: string): string =>
  `/publisher/${encodeURIComponent(service)}${path}`

/** The page on which developers see their own keys. */
export const profilePage = ({ service }: RefusalFacts): string => `/developer/${encodeURIComponent(service)}/profile`

/** Whose key it was, where it was somebody's. */
export const subscriptionOf = ({ record, refusal }: Pick<RefusalFacts, 'record' | 'refusal'>): string | undefined =>
  record.subscription ?? refusal.subscription

export const userOf = ({ record, refusal }: Pick<RefusalFacts, 'record' | 'refusal'>): string | undefined =>
  record.user ?? refusal.user
