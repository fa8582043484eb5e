import { AppError } from '@sluice/contracts/errors'
import { type UserRole, userRoles } from '@sluice/contracts/roles'

const secondsPerUnit: Readonly<Record<string, number>> = { s: 1, m: 60, h: 3600, d: 86_400 }
const longestSeconds = 366 * 86_400

/** @throws AppError `OptionInvalid` */
export function parseLifetime(text: string): number {
  const [, count, unit = ''] = /^(\d{1,9})\s*([smhd])$/.exec(text.trim()) ?? []
  const seconds = Number(count) * (secondsPerUnit[unit] ?? Number.NaN)
  if (seconds > 0 && seconds <= longestSeconds) return seconds
  throw new AppError('OptionInvalid', {
    option: '--lifetime',
    value: text,
    rule: 'must be a number with its unit, such as 90s, 15m, 8h or 30d, at most 366d',
  })
}

/** @throws AppError `OptionInvalid` */
export function parseRole(text: string): UserRole {
  const role = userRoles.find((known) => known === text.trim().toLowerCase())
  if (role !== undefined) return role
  throw new AppError('OptionInvalid', { option: '--role', value: text, rule: `must be one of ${userRoles.join(', ')}` })
}
