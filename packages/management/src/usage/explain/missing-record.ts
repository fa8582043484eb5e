import { AppError, timeOfId } from '@sluice/contracts'
import type { UsageStore } from '@sluice/platform'

/** Gateways hand records over each second; one that cannot just now does so later. */
const arrivesWithinMs = 10_000

/**
 * Why there is no record of a call: identifiers tell the time of their call, so that it can be said whether it was too
 * long ago, has not arrived yet, or was not kept.
 */
export async function missingRecord(
  requestId: string,
  {
    usage,
    service,
    nowMs,
  }: { readonly usage: Pick<UsageStore, 'findRecords'>; readonly service: string; readonly nowMs: number },
): Promise<AppError> {
  const calledMs = timeOfId(requestId)
  if (calledMs === undefined) return new AppError('CallIdUnknown', { requestId })
  const calledAt = new Date(calledMs).toISOString()
  if (calledMs > nowMs - arrivesWithinMs) return new AppError('CallRecordNotThereYet', { requestId, calledAt })
  const isAnyKept = async (from: number, to: number) =>
    (await usage.findRecords({ service, from, to, limit: 1 })).length > 0
  // Where nothing as old is kept, but something newer is, this one had to make room.
  const isTooOld = !(await isAnyKept(0, calledMs + 1)) && (await isAnyKept(calledMs + 1, nowMs + 1))
  if (isTooOld) return new AppError('CallRecordTooOld', { requestId, calledAt })
  return new AppError('CallRecordNotKept', { requestId, calledAt })
}
