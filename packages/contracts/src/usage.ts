/**
 * What a gateway tells management of the calls that it answered: minutes that are summed up, and calls one by one as far
 * as they are kept. Identifiers are the names within their instance, lower-cased as in the snapshot.
 * @see reference: API Management, 2.11 and 4.8
 */

/** Where a gateway posts its `UsageBatch`es, with a token for the role `internal`; the answer is a `UsageReceipt`. */
export const usageBatchesPath = '/internal/gateways/usage'

/** With `gateway` its number makes a batch one that is applied once. */
export interface UsageBatch {
  /** Of the gateway's data folder: 32 hexadecimal digits, the same as long as the folder is. */
  readonly gateway: string
  /** 1, 2, 3 …, without gaps. */
  readonly number: number
  /** Number of the oldest batch that the gateway still keeps; those before it were acknowledged, and never come again. */
  readonly oldest?: number
  readonly cells: readonly UsageCell[]
  readonly records: readonly CallRecord[]
  /** Calls that would have been kept one by one and were not, because there was no room; they are in `cells`. 0 if absent. */
  readonly recordsLeftOut?: number
  /** Calls whose cells lack dimensions, because more were met at once than there was room for. 0 if absent. */
  readonly callsFolded?: number
}

/** Answers to a batch; one that was applied before is acknowledged again. */
export interface UsageReceipt {
  readonly applied: number
}

/** What tells sums apart. */
export interface UsageDimensions {
  readonly service: string
  /** Undefined where the call met none, such as a path that no API has. */
  readonly api?: string
  readonly operation?: string
  readonly product?: string
  readonly subscription?: string
  readonly user?: string
  /** Identifier of the backend resource, where one was chosen by name. */
  readonly backend?: string
  /** Of the answer; 0 where the client went before it had one. */
  readonly status: number
  readonly cache: CacheUse
}

export type CacheUse = 'hit' | 'miss' | 'none'

/** Calls of one minute that agree in all dimensions. A minute may come in several batches: sums are added. */
export interface UsageCell extends UsageDimensions {
  /** Minutes since 1970 in UTC. */
  readonly minute: number
  readonly calls: number
  /** Of bodies, from the client. */
  readonly bytesIn: number
  /** Of bodies, to the client. */
  readonly bytesOut: number
  /** From the first byte of a call to the last one of its answer. */
  readonly apiTime: LatencySummary
  /** Time in which backends were waited for; without calls where none was asked. */
  readonly serviceTime: LatencySummary
}

/** Times in microseconds. */
export interface LatencySummary {
  readonly count: number
  readonly sum: number
  /** 0 without calls, like `max`. */
  readonly min: number
  readonly max: number
  /** Bucket, calls, bucket, calls …, ascending by bucket. @see bucketOfMicroseconds */
  readonly buckets: readonly number[]
}

/** One call. Headers and bodies are there where diagnostics of the API ask for them, without secrets. */
export interface CallRecord extends UsageDimensions {
  /** What the client was told as the identifier of its call. */
  readonly requestId: string
  /** Unix milliseconds of its begin. */
  readonly timestamp: number
  readonly method: string
  /** As the client asked for it; values of keys and signatures in it are masked. */
  readonly url: string
  readonly callerIpAddress: string
  readonly requestSize: number
  readonly responseSize: number
  /** Microseconds, as in `UsageCell`. */
  readonly apiTime: number
  readonly serviceTime?: number
  /** Microseconds in which the client was waited for. */
  readonly clientTime?: number
  readonly clientProtocol?: string
  readonly clientTlsVersion?: string
  readonly apiRevision?: string
  readonly backendMethod?: string
  readonly backendUrl?: string
  readonly backendStatus?: number
  readonly lastError?: CallRecordError
  readonly refusal?: CallRefusal
  /** Where a trace of the call was kept: its identifier. */
  readonly traceId?: string
  readonly request?: CallRecordMessage
  readonly response?: CallRecordMessage
  readonly backendRequest?: CallRecordMessage
  readonly backendResponse?: CallRecordMessage
}

export interface CallRecordMessage {
  readonly headers?: readonly { readonly name: string; readonly value: string }[]
  readonly body?: string
}

/** @see reference: API Management, 2.7 */
export interface CallRecordError {
  readonly source: string
  readonly reason: string
  readonly message: string
  readonly scope?: string
  readonly section?: string
  readonly path?: string
  readonly policyId?: string
}

/**
 * Header of each answer by which the gateway refuses a call. Backends have identifiers of their own, often in
 * `x-ms-request-id`, which this one must not stand for.
 */
export const requestIdHeader = 'apim-request-id'

/** Why the gateway itself answered 4xx or 5xx, so that it can be explained later. */
export interface CallRefusal {
  /**
   * Name of the policy, or what else refuses: `subscription-key`, `routing`, `backend`, `mcp-server`, `client`,
   * `overload`, `gateway`.
   */
  readonly rule: string
  /** `CallRecordError.reason`, or a word of its own where there was none or a closer one is known. @see KeyFault */
  readonly reason: string
  /** Whose key it was where it was refused, so that the call itself has no subscription. */
  readonly subscription?: string
  /** The owner of that subscription. */
  readonly user?: string
  /** Where the rule is written: identifier of the policy document in the snapshot, or of a fragment. */
  readonly document?: string
  /** In that document, from 1. */
  readonly line?: number
  readonly column?: number
  /** Of a limit, when it refused. */
  readonly counter?: CallRefusalCounter
}

/** Why a key opens nothing: nobody's, of a subscription or an owner who may not call, or right for something else. */
export type KeyFault =
  | 'SubscriptionKeyNotFound'
  | 'SubscriptionKeyUnknown'
  | 'SubscriptionNotActive'
  | 'SubscriptionExpired'
  | 'SubscriptionOwnerNotActive'
  | 'SubscriptionForOtherApi'

/** State of a limit at the moment of the refusal. */
export interface CallRefusalCounter {
  /** What it counts: `calls`, `calls at once`, `kilobytes`, `tokens`, `rows`. */
  readonly unit: string
  /** What was counted for; `***` where the key may hold a secret. */
  readonly key?: string
  /** Of a limit for one API or operation inside the statement: what tells its counter from that of the whole. */
  readonly part?: string
  readonly used: number
  readonly limit: number
  /** 0 = once for all. */
  readonly periodSeconds?: number
  /** Unix milliseconds from which on a call would pass; undefined where it depends on others, or never comes. */
  readonly passesAt?: number
}

/**
 * Buckets of a histogram of times: below 128 µs one for each, above that 64 for each doubling, so that what is read from
 * it is off by less than 1 %. Up to about an hour; longer times fall into the last.
 */
export const usageBucketCount = 128 + 64 * 25

/** @param microseconds whole, 0 or more */
export function bucketOfMicroseconds(microseconds: number): number {
  if (microseconds < 128) return microseconds < 0 ? 0 : microseconds | 0
  // Whole numbers of 32 bits: this is done for every call.
  if (microseconds >= 2 ** 32) return usageBucketCount - 1
  const exponent = 25 - Math.clz32(microseconds)
  return exponent * 64 + (microseconds >>> exponent)
}

/** Middle of a bucket in microseconds. */
export function microsecondsOfBucket(bucket: number): number {
  if (bucket < 128) return bucket
  const exponent = Math.floor(bucket / 64) - 1
  return ((bucket % 64) + 64.5) * 2 ** exponent
}

/** @see reference: API Management, 4.8 */
export type CallOutcome = 'success' | 'blocked' | 'failed' | 'other'

/** How reports sort answers. @see reference: API Management, 4.8 */
export function outcomeOfStatus(status: number): CallOutcome {
  if (status === 401 || status === 403 || status === 429) return 'blocked'
  if (status === 400 || status >= 500) return 'failed'
  if ((status >= 100 && status <= 301) || status === 304 || status === 307) return 'success'
  return 'other'
}
