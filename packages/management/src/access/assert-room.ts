import { AppError } from '@sluice/contracts'
import type { Transaction } from '@sluice/platform'

/** Lists of tokens and clients are answered whole, so they must not grow without end. */
const most = 10_000

/** @throws AppError `OperationNotAllowed` when a collection is full */
export async function assertRoom(transaction: Transaction, collection: string, what: string): Promise<void> {
  const { count } = await transaction.find({ from: { collection }, limit: 1 })
  if (count < most) return
  throw new AppError('OperationNotAllowed', {
    reason: `There are ${most} ${what} already. Remove some that are not used.`,
  })
}
