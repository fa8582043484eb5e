import { AppError } from '@sluice/contracts'
import type { Clock } from '@sluice/platform'

/** Wrong secrets from one address for one account, until it has to wait. */
const maxFailuresFromAddress = 10
const windowMs = 15 * 60_000
/** Wrong secrets for one account from anywhere; from then on each doubles the wait. */
const maxFailuresOfAccount = 30
const firstWaitMs = 30_000
const longestWaitMs = 15 * 60_000
/** Bound on what is remembered of each, so that guessing from many addresses cannot fill the memory. */
const maxRemembered = 10_000

/** Slows down whoever guesses secrets: by address and account, and by account over all addresses. */
export interface GuessGuard {
  /**
   * To be called before a secret is looked at: it counts as wrong until `succeeded` is called, so that guesses sent at
   * once are counted too.
   * @throws AppError `TooManySignIns`
   */
  enter(remoteAddress: string, account: string): { succeeded(): void }
}

export function createGuessGuard(clock: Clock): GuessGuard {
  const byAddress = new Map<string, { count: number; sinceMs: number }>()
  const byAccount = new Map<string, { count: number; lastMs: number }>()
  /** Where an account was opened before: somebody else's guessing must not shut its owner out there. */
  const known = new Map<string, true>()
  return {
    enter(remoteAddress, account) {
      const guesser = `${remoteAddress}|${account}`
      const now = clock.now()
      const held = byAddress.get(guesser)
      const here = held !== undefined && now - held.sinceMs < windowMs ? held : { count: 0, sinceMs: now }
      if (here.count >= maxFailuresFromAddress) throw tooMany(here.sinceMs + windowMs - now)
      const heldAccount = byAccount.get(account)
      const everywhere =
        heldAccount !== undefined && now - heldAccount.lastMs < 2 * longestWaitMs
          ? heldAccount
          : { count: 0, lastMs: now }
      const excess = everywhere.count - maxFailuresOfAccount
      if (excess >= 0 && !known.has(guesser)) {
        const waitMs = Math.min(longestWaitMs, firstWaitMs * 2 ** Math.min(excess, 16))
        if (now < everywhere.lastMs + waitMs) throw tooMany(everywhere.lastMs + waitMs - now)
      }
      remember(byAddress, guesser, { ...here, count: here.count + 1 })
      remember(byAccount, account, { count: everywhere.count + 1, lastMs: now })
      return {
        succeeded() {
          byAddress.delete(guesser)
          // What others have tried stays counted; only this attempt was none of theirs.
          const counted = byAccount.get(account)
          if (counted !== undefined) counted.count -= 1
          remember(known, guesser, true)
        },
      }
    },
  }
}

const tooMany = (ms: number) => new AppError('TooManySignIns', { retryAfterSeconds: Math.ceil(ms / 1000) })

/** The youngest stays last, so that the oldest goes first. */
function remember<Value>(map: Map<string, Value>, key: string, value: Value): void {
  map.delete(key)
  map.set(key, value)
  if (map.size > maxRemembered) map.delete(map.keys().next().value ?? '')
}
