import type { StateKind } from '../../shared/ui/values/StateLabel.tsx'

const dayMs = 86_400_000
/** Long enough to get another one. */
const warnDays = 30

export interface Expiry {
  readonly kind: StateKind
  readonly word: 'valid' | 'expiresSoon' | 'expired'
}

/** How a certificate stands. @param now in ms since 1970 */
export function toExpiry(expirationDate: string, now: number): Expiry {
  const left = Date.parse(expirationDate) - now
  if (left <= 0) return { kind: 'failed', word: 'expired' }
  if (left <= warnDays * dayMs) return { kind: 'warning', word: 'expiresSoon' }
  return { kind: 'done', word: 'valid' }
}
