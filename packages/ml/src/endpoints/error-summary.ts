import { AppError } from '@sluice/contracts'
import { isScoringError } from './error-answer.ts'

/** An error in one text, for protocols that have no place for more: the message, then each fault with its place. */
export function toErrorSummary(error: unknown): string {
  const known = isScoringError(error) ? error : new AppError('UnknownScoringError', {}, { cause: error })
  const target = known.target === undefined ? '' : ` (${known.target})`
  const faults = known.faults.map((fault) => `${fault.target === '' ? '' : `${fault.target}: `}${fault.message}`)
  return [`${known.message}${target}`, ...faults].join(' ')
}
