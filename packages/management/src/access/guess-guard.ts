import { AppError } from '@sluice/contracts'
import type { Clock } from '@sluice/platform'

/** Wrong secrets from one address for one account, until it has to wait. */
const maxFailuresFromAddress = 10
const windowMs = 15 * 60_000
/** Wrong secrets for one account from anywhere; from then on each doubles the wait. */
const maxFailuresOfAccount = 30
const firstWaitMs = 30_000
const longestWaitMs = 15 * 60_000
/** Wrong secrets from one address for whatever accounts, until those that were not opened there before have to wait. */
const maxFailuresFromOrigin = 100
/** Bound on what is remembered of each, so that guessing from many addresses cannot fill the memory. */
const maxRemembered = 10_000

/** Slows down whoever guesses secrets: by address and account, by account over all addresses, and by address over all accounts. */
export interface GuessGuard {
  /**
   * For secrets that take time to check, before one is looked at: it counts as wrong until `succeeded` is called, so
   * that guesses sent at once are counted too. Only these count for the address over all accounts: a key of 256 bits
   * cannot be guessed, but a password can.
   * @throws AppError `TooManySignIns`
   */
  enter(remoteAddress: string, account: string): { succeeded(): void }
  /**
   * For random secrets that many calls at once may bring and that are checked in one go: only wrong ones are counted, and
   * only by address. Nobody guesses such a secret, but whoever knows the account could shut its owner out.
   * @throws AppError `TooManySignIns`
   */
  check(remoteAddress: string, account: string): { failed(): void }
}

export function createGuessGuard(clock: Clock): GuessGuard {
  const byAddress = new Map<string, Window>()
  const byOrigin = new Map<string, Window>()
  const byAccount = new Map<string, { readonly count: number; readonly lastMs: number }>()
  /** Where an account was opened before: somebody else's guessing must not shut its owner out there. */
  const known = new Map<string, true>()

  /** Apart, so that wrong random secrets, which cost nothing, do not push out what is remembered of passwords. */
  const byAddressOfRandom = new Map<string, Window>()

  function assertOpenHere(windows: ReadonlyMap<string, Window>, guesser: string): void {
    const now = clock.now()
    const here = windows.get(guesser)
    if (here !== undefined && here.count >= maxFailuresFromAddress && now - here.sinceMs < windowMs) {
      throw tooMany(here.sinceMs + windowMs - now)
    }
  }

  function assertOpen(guesser: string, account: string): void {
    const now = clock.now()
    assertOpenHere(byAddress, guesser)
    const everywhere = byAccount.get(account)
    if (everywhere === undefined || known.has(guesser)) return
    const excess = everywhere.count - maxFailuresOfAccount
    const waitMs = excess < 0 ? 0 : Math.min(longestWaitMs, firstWaitMs * 2 ** Math.min(excess, 16))
    if (now < everywhere.lastMs + waitMs) throw tooMany(everywhere.lastMs + waitMs - now)
  }

  /** Somebody who tries a few passwords on each of many accounts is slowed as well. */
  function assertNoFlood(origin: string, guesser: string): void {
    const counted = byOrigin.get(origin)
    if (counted === undefined || known.has(guesser)) return
    const leftMs = counted.sinceMs + windowMs - clock.now()
    if (counted.count >= maxFailuresFromOrigin && leftMs > 0) throw tooMany(leftMs)
  }

  function countIn(windows: Map<string, Window>, key: string): void {
    const now = clock.now()
    const held = windows.get(key)
    const isCurrent = held !== undefined && now - held.sinceMs < windowMs
    remember(windows, key, isCurrent ? { ...held, count: held.count + 1 } : { count: 1, sinceMs: now })
  }

  function count(guesser: string, account: string): void {
    countIn(byAddress, guesser)
    const now = clock.now()
    const everywhere = byAccount.get(account)
    const isRecent = everywhere !== undefined && now - everywhere.lastMs < 2 * longestWaitMs
    remember(byAccount, account, { count: isRecent ? everywhere.count + 1 : 1, lastMs: now })
  }

  return {
    enter(remoteAddress, account) {
      const guesser = `${remoteAddress}|${account}`
      const origin = toOrigin(remoteAddress)
      assertOpen(guesser, account)
      assertNoFlood(origin, guesser)
      count(guesser, account)
      countIn(byOrigin, origin)
      return {
        succeeded() {
          byAddress.delete(guesser)
          const here = byOrigin.get(origin)
          if (here !== undefined) byOrigin.set(origin, { ...here, count: here.count - 1 })
          // What others have tried stays counted; only this attempt was none of theirs.
          const counted = byAccount.get(account)
          if (counted !== undefined) byAccount.set(account, { ...counted, count: counted.count - 1 })
          remember(known, guesser, true)
        },
      }
    },
    check(remoteAddress, account) {
      const guesser = `${remoteAddress}|${account}`
      assertOpenHere(byAddressOfRandom, guesser)
      return { failed: () => countIn(byAddressOfRandom, guesser) }
    },
  }
}

interface Window {
  readonly count: number
  readonly sinceMs: number
}

/** Whoever has one address of IPv6 has the other ones of its network (/64) too. */
export function toOrigin(remoteAddress: string): string {
  if (!remoteAddress.includes(':') || remoteAddress.includes('.')) return remoteAddress
  const [head = '', tail] = remoteAddress.split('::')
  const before = head === '' ? [] : head.split(':')
  const after = tail ? tail.split(':') : []
  const missing = tail === undefined ? 0 : Math.max(0, 8 - before.length - after.length)
  return [...before, ...Array<string>(missing).fill('0'), ...after].slice(0, 4).join(':')
}

const tooMany = (ms: number) => new AppError('TooManySignIns', { retryAfterSeconds: Math.ceil(ms / 1000) })

/** The youngest stays last, so that the oldest goes first. */
function remember<Value>(map: Map<string, Value>, key: string, value: Value): void {
  map.delete(key)
  map.set(key, value)
  if (map.size > maxRemembered) map.delete(map.keys().next().value ?? '')
}
