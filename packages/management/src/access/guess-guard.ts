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
   * For secrets that take time to check, before one is looked at: it counts as wrong until `succeeded` is called, so
   * that guesses sent at once are counted too.
   * @throws AppError `TooManySignIns`
   */
  enter(remoteAddress: string, account: string): { succeeded(): void }
  /**
   * For secrets that many calls at once may bring and that are checked in one go: only wrong ones are counted.
   * @throws AppError `TooManySignIns`
   */
  check(remoteAddress: string, account: string): { failed(): void }
}

export function createGuessGuard(clock: Clock): GuessGuard {
  const byAddress = new Map<string, { readonly count: number; readonly sinceMs: number }>()
  const byAccount = new Map<string, { readonly count: number; readonly lastMs: number }>()
  /** Where an account was opened before: somebody else's guessing must not shut its owner out there. */
  const known = new Map<string, true>()

  function assertOpen(guesser: string, account: string): void {
    const now = clock.now()
    const here = byAddress.get(guesser)
    if (here !== undefined && here.count >= maxFailuresFromAddress && now - here.sinceMs < windowMs) {
      throw tooMany(here.sinceMs + windowMs - now)
    }
    const everywhere = byAccount.get(account)
    if (everywhere === undefined || known.has(guesser)) return
    const excess = everywhere.count - maxFailuresOfAccount
    const waitMs = excess < 0 ? 0 : Math.min(longestWaitMs, firstWaitMs * 2 ** Math.min(excess, 16))
    if (now < everywhere.lastMs + waitMs) throw tooMany(everywhere.lastMs + waitMs - now)
  }

  function count(guesser: string, account: string): void {
    const now = clock.now()
    const here = byAddress.get(guesser)
    const isCurrent = here !== undefined && now - here.sinceMs < windowMs
    remember(byAddress, guesser, isCurrent ? { ...here, count: here.count + 1 } : { count: 1, sinceMs: now })
    const everywhere = byAccount.get(account)
    const isRecent = everywhere !== undefined && now - everywhere.lastMs < 2 * longestWaitMs
    remember(byAccount, account, { count: isRecent ? everywhere.count + 1 : 1, lastMs: now })
  }

  return {
    enter(remoteAddress, account) {
      const guesser = `${remoteAddress}|${account}`
      assertOpen(guesser, account)
      count(guesser, account)
      return {
        succeeded() {
          byAddress.delete(guesser)
          // What others have tried stays counted; only this attempt was none of theirs.
          const counted = byAccount.get(account)
          if (counted !== undefined) byAccount.set(account, { ...counted, count: counted.count - 1 })
          remember(known, guesser, true)
        },
      }
    },
    check(remoteAddress, account) {
      const guesser = `${remoteAddress}|${account}`
      assertOpen(guesser, account)
      return { failed: () => count(guesser, account) }
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
