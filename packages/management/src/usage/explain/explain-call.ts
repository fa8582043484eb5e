import { AppError, type CallExplanation } from '@sluice/contracts'
import type { ManagementEnvironment } from '../../environment.ts'
import { explainRefusal } from './explain-refusal.ts'
import { missingRecord } from './missing-record.ts'
import { readCounterNow } from './read-counter-now.ts'
import { userOf } from './refusal-facts.ts'

/** Who asks: the publisher's side may see every call, a developer those with an own key. */
export type ExplanationReader = { readonly kind: 'publisher' } | { readonly kind: 'developer'; readonly userId: string }

/**
 * Why the gateway refused a call.
 * @throws AppError `CallIdUnknown`, `CallRecordNotThereYet`, `CallRecordTooOld`, `CallRecordNotKept`, also for a call of
 * somebody else; `CallNotRefused`
 */
export async function explainCall(
  environment: Pick<ManagementEnvironment, 'usage' | 'gateways' | 'clock' | 'log'>,
  service: string,
  requestId: string,
  reader: ExplanationReader,
): Promise<CallExplanation> {
  const { usage, gateways, clock, log } = environment
  const name = service.toLowerCase()
  const found = await usage.getRecord(name, requestId.toLowerCase())
  const { refusal } = found ?? {}
  const isOwn =
    found !== undefined &&
    (reader.kind === 'publisher' ||
      userOf({ record: found, refusal: refusal ?? { rule: '', reason: '' } })?.toLowerCase() ===
        reader.userId.toLowerCase())
  const nowMs = clock.now()
  if (found === undefined || !isOwn) throw await missingRecord(requestId, { usage, service: name, nowMs })
  const usedNow = refusal && (await readCounterNow({ gateways, log }, name, refusal))
  const explanation = explainRefusal(found, { service, isPublisher: reader.kind === 'publisher', nowMs, usedNow })
  if (explanation === undefined) throw new AppError('CallNotRefused', { status: found.status })
  return explanation
}
