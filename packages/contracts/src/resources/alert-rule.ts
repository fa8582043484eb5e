import * as z from 'zod'
import { emailAddress } from './email-address.ts'

export const alertKinds = ['quota', 'errorRate', 'latency', 'batchFailures'] as const
export type AlertKind = (typeof alertKinds)[number]

const webAddress = z.url({ protocol: /^https?$/, error: 'must be an address with http or https' }).max(2000)

/**
 * When somebody is told of what calls say. What `threshold` counts depends on the kind: `quota` and `errorRate` per cent,
 * `latency` milliseconds, `batchFailures` failed jobs.
 */
export const alertRuleProperties = z.object({
  displayName: z.string().min(1).max(100),
  description: z.string().max(1000).nullable().optional(),
  kind: z.enum(alertKinds),
  isEnabled: z.boolean().default(true),
  /** `/apis/{apiId}`; left out, all calls of the service count. */
  apiId: z.string().min(1).nullable().optional(),
  threshold: z.number().positive(),
  /** Below it the alert ends; default: four fifths of `threshold`, so that a value that wavers is told of once. */
  endThreshold: z.number().min(0).nullable().optional(),
  /** Of latency: which call, ordered by time, is compared. */
  percentile: z.union([z.literal(50), z.literal(95), z.literal(99)]).default(95),
  /** Of latency: the whole time of a call, or that of its backend. */
  measure: z.enum(['api', 'backend']).default('api'),
  windowMinutes: z.int().min(1).max(1440).default(5),
  /** With fewer calls in the window, nothing is concluded. */
  minimumCalls: z.int().min(1).max(1_000_000).default(20),
  /** While it goes on, so often; null = never. */
  remindAfterHours: z.int().min(1).max(168).nullable().default(24),
  /** ISO 8601; until then nobody is told. */
  mutedUntil: z.iso.datetime({ offset: true }).nullable().optional(),
  emails: z.array(emailAddress).max(20).default([]),
  /** Of quotas: the owner of the subscription gets the mail of its template. */
  notifiesDeveloper: z.boolean().default(true),
  /** Of quotas: the recipients of the notification get theirs. */
  notifiesPublishers: z.boolean().default(true),
  webhookUrl: webAddress.nullable().optional(),
  /** Calls are signed with it. */
  webhookSecret: z.string().min(16).max(256).nullable().optional(),
})
export type AlertRuleProperties = z.infer<typeof alertRuleProperties>

/** `fired` and `ended` come in turns; `reminded` in between. */
export const alertEventKinds = ['fired', 'reminded', 'ended'] as const
export type AlertEventKind = (typeof alertEventKinds)[number]

/** What became of a rule at one moment, as its history shows it. */
export interface AlertEvent {
  readonly id: string
  readonly kind: AlertEventKind
  /** ISO 8601. */
  readonly at: string
  /** What it is about: a subscription's quota; empty = the rule as a whole. */
  readonly subject: string
  /** Null where it ended because there is nothing to measure any more. */
  readonly value: number | null
  readonly threshold: number
  /** Whether anybody was told. */
  readonly isMuted: boolean
  readonly text: string
  /** Of the call to the webhook; null = there is none. */
  readonly webhook: {
    readonly state: 'queued' | 'sent' | 'dead'
    readonly attempts: number
    readonly lastError: string | null
  } | null
}
