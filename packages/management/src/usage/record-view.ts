import {
  type CallRecordDetail,
  type CallRecordEntry,
  outcomeOfStatus,
  type RequestReportRecord,
} from '@sluice/contracts'
import type { StoredRecord } from '@sluice/platform'
import { type EntityNames, pathOf, type UsageEntity } from './entity-names.ts'
import { toMilliseconds } from './usage-row.ts'

type CallRecord = StoredRecord['record']

/** A call as the report `byRequest` has it. @see reference: API Management, 4.8 */
export function toRequestReport(record: CallRecord, region: string): RequestReportRecord {
  return {
    apiId: pathOf('api', record),
    operationId: pathOf('operation', record),
    productId: pathOf('product', record),
    userId: pathOf('user', record),
    subscriptionId: pathOf('subscription', record),
    method: record.method,
    url: record.url,
    ipAddress: record.callerIpAddress,
    ...(record.backendStatus === undefined ? {} : { backendResponseCode: String(record.backendStatus) }),
    responseCode: record.status,
    responseSize: record.responseSize,
    requestSize: record.requestSize,
    timestamp: new Date(record.timestamp).toISOString(),
    cache: record.cache,
    apiTime: toMilliseconds(record.apiTime),
    serviceTime: toMilliseconds(record.serviceTime ?? 0),
    apiRegion: region,
    requestId: record.requestId,
  }
}

const entities: readonly UsageEntity[] = ['api', 'operation', 'product', 'subscription', 'user']

/** A call as it stands in the list. */
export async function toRecordEntry(record: CallRecord, names: EntityNames): Promise<CallRecordEntry> {
  const called: Record<string, string> = {}
  for (const entity of entities) {
    const identifier = record[entity]
    if (identifier === undefined) continue
    called[entity] = identifier
    called[`${entity}Name`] = await names.nameOf(entity, record)
  }
  return {
    requestId: record.requestId,
    timestamp: new Date(record.timestamp).toISOString(),
    method: record.method,
    url: record.url,
    callerIpAddress: record.callerIpAddress,
    status: record.status,
    outcome: outcomeOfStatus(record.status),
    cache: record.cache,
    ...called,
    requestSize: record.requestSize,
    responseSize: record.responseSize,
    apiTime: toMilliseconds(record.apiTime),
    ...(record.serviceTime === undefined ? {} : { serviceTime: toMilliseconds(record.serviceTime) }),
    isRefused: record.refusal !== undefined,
  }
}

/** All that is kept of a call. @param isForDevelopers without what is no business of theirs: backends, and where rules are written */
export async function toRecordDetail(
  record: CallRecord,
  names: EntityNames,
  { isForDevelopers = false }: { readonly isForDevelopers?: boolean } = {},
): Promise<CallRecordDetail> {
  const entry = await toRecordEntry(record, names)
  const { clientTime, clientProtocol, clientTlsVersion, apiRevision, lastError, refusal, request, response } = record
  const own = {
    clientTime: clientTime === undefined ? undefined : toMilliseconds(clientTime),
    clientProtocol,
    clientTlsVersion,
    apiRevision,
    request,
    response,
  }
  const others = isForDevelopers
    ? {
        lastError: lastError && {
          source: lastError.source,
          reason: lastError.reason,
          // What went wrong behind the gateway may name hosts that are the publisher's business.
          message: record.status >= 500 ? 'What is behind this API did not answer as it should.' : lastError.message,
        },
        refusal: refusal && { rule: refusal.rule, reason: refusal.reason, counter: refusal.counter },
      }
    : {
        lastError,
        refusal,
        backend: record.backend,
        backendMethod: record.backendMethod,
        backendUrl: record.backendUrl,
        backendStatus: record.backendStatus,
        traceId: record.traceId,
        backendRequest: record.backendRequest,
        backendResponse: record.backendResponse,
      }
  const kept = Object.entries({ ...own, ...others }).filter(([, value]) => value !== undefined)
  return { ...entry, ...Object.fromEntries(kept) }
}
