import { AppError, timeOfId } from '@sluice/contracts'
import type { CallRecordSource } from './call-record-source.ts'

/** Gateways hand records over each second; one that cannot just now does so later. */
const arrivesWithinMs = 10_000

/**
 * Why there is no record of a call: identifiers tell the time of their call, so that it can be said whether it was too
 * long ago, has not arrived yet, or was not kept.
 */
export async function missingRecord(
  requestId: string,
  { source, service, nowMs }: { readonly source: CallRecordSource; readonly service: string; readonly nowMs: number },
): Promise<AppError> {
  const calledMs = timeOfId(requestId)
  if (calledMs === undefined) return new AppError('CallIdUnknown', { requestId })
  const calledAt = new Date(calledMs).toISOString()
  if (calledMs > nowMs - arrivesWithinMs) return new AppError('CallRecordNotThereYet', { requestId, calledAt })
  const oldestMs = await source.oldestRecordMs(service)
  if (oldestMs !== undefined && calledMs < oldestMs) {
    return new AppError('CallRecordTooOld', { requestId, calledAt, oldest: new Date(oldestMs).toISOString() })
  }
  return new AppError('CallRecordNotKept', { requestId, calledAt })
}
