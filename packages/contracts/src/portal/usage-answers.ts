import * as z from 'zod'

/** ISO 8601 in UTC. */
const time = z.string()
const count = z.number()
const bytes = z.number()
const milliseconds = z.number()

/** What reports sum up; times in milliseconds, 0 where there was no call. @see reference: API Management, 4.8 */
export const usageRow = z.object({
  callCountSuccess: count,
  callCountBlocked: count,
  callCountFailed: count,
  callCountOther: count,
  callCountTotal: count,
  /** Bytes of bodies, both ways. */
  bandwidth: bytes,
  cacheHitCount: count,
  cacheMissCount: count,
  /** From the first byte of a call to the last one of its answer. */
  apiTimeAvg: milliseconds,
  apiTimeMin: milliseconds,
  apiTimeMax: milliseconds,
  /** In which a backend was waited for, over the calls that went to one. */
  serviceTimeAvg: milliseconds,
  serviceTimeMin: milliseconds,
  serviceTimeMax: milliseconds,
})
export type UsageRow = z.infer<typeof usageRow>

/** One row of a report; it has the identifiers that its kind of report tells apart, as paths within the service. */
export const reportRecord = usageRow.extend({
  /** Display name of what the row is of; the identifier when that is deleted. */
  name: z.string().optional(),
  apiId: z.string().optional(),
  operationId: z.string().optional(),
  productId: z.string().optional(),
  subscriptionId: z.string().optional(),
  userId: z.string().optional(),
  timestamp: time.optional(),
  /** ISO 8601 duration. */
  interval: z.string().optional(),
  country: z.string().optional(),
  region: z.string().optional(),
  zip: z.string().optional(),
  apiRegion: z.string().optional(),
})
export type ReportRecord = z.infer<typeof reportRecord>

/** One row of the report `byRequest`. */
export const requestReportRecord = z.object({
  apiId: z.string(),
  operationId: z.string(),
  productId: z.string(),
  userId: z.string(),
  subscriptionId: z.string(),
  method: z.string(),
  url: z.string(),
  ipAddress: z.string(),
  /** As text; absent where no backend was asked. */
  backendResponseCode: z.string().optional(),
  responseCode: z.number(),
  responseSize: bytes,
  requestSize: bytes,
  timestamp: time,
  /** `hit`, `miss` or `none`. */
  cache: z.string(),
  apiTime: milliseconds,
  serviceTime: milliseconds,
  apiRegion: z.string(),
  requestId: z.string(),
})
export type RequestReportRecord = z.infer<typeof requestReportRecord>

/** Milliseconds that so many of a hundred calls stay below, off by 1 % at most; null without calls. */
export const percentiles = z.object({
  p50: milliseconds.nullable(),
  p95: milliseconds.nullable(),
  p99: milliseconds.nullable(),
})
export type Percentiles = z.infer<typeof percentiles>

const timePercentiles = z.object({ api: percentiles, service: percentiles })
const seriesRow = usageRow.extend({ timestamp: time })

/** Calls of a time and selection, against those of the time of equal length before it. */
export const usageSummary = z.object({
  /** The range that was summed up; it begins and ends where an interval does. */
  from: time,
  /** Not part of the range. */
  to: time,
  /** ISO 8601 duration. */
  interval: z.string(),
  total: usageRow,
  before: usageRow,
  /** One row for each interval, also without calls. */
  series: z.array(seriesRow),
  /** As many rows as `series`, of the time before; none where that is kept in longer intervals only. */
  beforeSeries: z.array(seriesRow),
  /** Ascending; 0 = the client went before it had an answer. */
  statuses: z.array(z.object({ status: z.number(), calls: count })),
  percentiles: timePercentiles,
  percentileSeries: z.array(timePercentiles.extend({ timestamp: time })),
})
export type UsageSummary = z.infer<typeof usageSummary>

/** How reports sort a call. @see outcomeOfStatus */
export const callOutcomes = ['success', 'blocked', 'failed', 'other'] as const

/** A call that was recorded by itself, as in the list; identifiers are names within the service. */
export const callRecordEntry = z.object({
  requestId: z.string(),
  timestamp: time,
  method: z.string(),
  url: z.string(),
  callerIpAddress: z.string(),
  status: z.number(),
  outcome: z.enum(callOutcomes),
  cache: z.enum(['hit', 'miss', 'none']),
  api: z.string().optional(),
  apiName: z.string().optional(),
  operation: z.string().optional(),
  operationName: z.string().optional(),
  product: z.string().optional(),
  productName: z.string().optional(),
  subscription: z.string().optional(),
  subscriptionName: z.string().optional(),
  user: z.string().optional(),
  userName: z.string().optional(),
  requestSize: bytes,
  responseSize: bytes,
  apiTime: milliseconds,
  serviceTime: milliseconds.optional(),
  /** Whether the gateway itself refused it, so that there is an explanation. */
  isRefused: z.boolean(),
})
export type CallRecordEntry = z.infer<typeof callRecordEntry>

export const callRecordPage = z.object({ value: z.array(callRecordEntry), nextLink: z.string().optional() })
export type CallRecordPage = z.infer<typeof callRecordPage>

const message = z.object({
  headers: z.array(z.object({ name: z.string(), value: z.string() })).optional(),
  body: z.string().optional(),
})

/** A call with all that is kept of it; times in milliseconds. */
export const callRecordDetail = callRecordEntry.extend({
  backend: z.string().optional(),
  clientTime: milliseconds.optional(),
  clientProtocol: z.string().optional(),
  clientTlsVersion: z.string().optional(),
  apiRevision: z.string().optional(),
  backendMethod: z.string().optional(),
  backendUrl: z.string().optional(),
  backendStatus: z.number().optional(),
  lastError: z
    .object({
      source: z.string(),
      reason: z.string(),
      message: z.string(),
      scope: z.string().optional(),
      section: z.string().optional(),
      path: z.string().optional(),
      policyId: z.string().optional(),
    })
    .optional(),
  refusal: z
    .object({
      rule: z.string(),
      reason: z.string(),
      /** Whose key was refused. */
      subscription: z.string().optional(),
      user: z.string().optional(),
      document: z.string().optional(),
      line: z.number().optional(),
      column: z.number().optional(),
      counter: z
        .object({
          unit: z.string(),
          key: z.string().optional(),
          part: z.string().optional(),
          used: z.number(),
          limit: z.number(),
          periodSeconds: z.number().optional(),
          passesAt: z.number().optional(),
        })
        .optional(),
    })
    .optional(),
  traceId: z.string().optional(),
  request: message.optional(),
  response: message.optional(),
  backendRequest: message.optional(),
  backendResponse: message.optional(),
})
export type CallRecordDetail = z.infer<typeof callRecordDetail>

const counterState = z.object({
  unit: z.string(),
  used: z.number(),
  limit: z.number(),
  periodSeconds: z.number().optional(),
})

/** Why the gateway refused a call, and what can be done. */
export const callExplanation = z.object({
  requestId: z.string(),
  timestamp: time,
  status: z.number(),
  /** Name of the policy, or what else refused. */
  rule: z.string(),
  /** In one word, which pages have words of their own for. */
  reason: z.string(),
  title: z.string(),
  text: z.string(),
  /** Where the rule is written; null where it is nowhere. */
  where: z
    .object({
      document: z.string(),
      scope: z.string(),
      line: z.number().nullable(),
      column: z.number().nullable(),
      /** Page that shows the line; null for readers that may not see it. */
      href: z.string().nullable(),
    })
    .nullable(),
  /** Of a limit; `now` is null where it cannot be told. */
  // biome-ignore lint/suspicious/noThenProperty: no function, so that nothing takes the object for a promise
  counter: z.object({ then: counterState, now: counterState.nullable() }).nullable(),
  /** From when on the same call passes; null where that depends on others. */
  passesAt: time.nullable(),
  whatToDo: z.array(z.object({ code: z.string(), text: z.string(), href: z.string().optional() })),
})
export type CallExplanation = z.infer<typeof callExplanation>
