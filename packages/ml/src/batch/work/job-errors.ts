import { AppError, type BatchJobDocument, errorCatalogue, isAppError } from '@sluice/contracts'

/** As the document of a job keeps it. Anything unexpected keeps its text to itself. */
export function toJobError(error: unknown): NonNullable<BatchJobDocument['error']> {
  const known = isAppError(error) ? error : new AppError('BatchFailed', {}, { cause: error })
  const { code, message, target, faults } = known
  // The outer message of some errors says only of which kind they are.
  const details = faults.map((fault) => fault.message).filter((text) => !message.includes(text))
  return {
    code,
    message: [message, ...details.slice(0, 20)].join(' '),
    ...(target === undefined ? {} : { target }),
    remedy: errorCatalogue[code].remedy,
  }
}

/** Why work on a job stops although nothing is wrong with it. */
export class WorkStopped extends Error {
  override readonly name = 'WorkStopped'
  readonly reason: 'cancelled' | 'lease-lost' | 'removed' | 'closing'

  constructor(reason: WorkStopped['reason']) {
    super(`The work stops: ${reason}.`)
    this.reason = reason
  }
}

/** The store or the queue, not the job, is at fault: another try may go better. */
export const isOfStore = (error: unknown): boolean =>
  isAppError(error) && (error.code === 'StoreUnavailable' || error.code === 'StoreConflict')
