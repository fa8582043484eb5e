import type { AlertRuleProperties } from '@sluice/contracts'
import type { ServiceIdentity } from '../arm/identity.ts'
import type { MailValues } from '../mail/template-language/render-template.ts'
import type { Measured } from './alert-state.ts'

/** What a rule was measured to be, for one of its subjects. */
export interface Measurement {
  /** Identifier of the subscription whose quota it is; empty = the rule as a whole. */
  readonly subject: string
  readonly measured: Measured
  /** What was measured, as a sentence. */
  readonly text: string
  /** Of a quota: whom it concerns, and what the mails of the compatible service say. */
  readonly quota?: { readonly ownerId: string | undefined; readonly parameters: MailValues }
}

/** What rules are measured for. */
export interface MeasuredRule {
  readonly service: ServiceIdentity
  /** Below the service, as it was written. */
  readonly path: string
  readonly rule: AlertRuleProperties
  readonly nowMs: number
}

const minuteMs = 60_000
/** Gateways hand over each second; a minute is whole only after that. */
const arrivesWithinMs = 10_000

/** The last whole minutes of a rule's window, in Unix milliseconds. */
export function windowOf({ rule, nowMs }: Pick<MeasuredRule, 'rule' | 'nowMs'>): {
  readonly from: number
  readonly to: number
} {
  const to = Math.floor((nowMs - arrivesWithinMs) / minuteMs) * minuteMs
  return { from: to - rule.windowMinutes * minuteMs, to }
}

/** `the last 5 minutes` */
export const windowText = ({ windowMinutes }: Pick<AlertRuleProperties, 'windowMinutes'>): string =>
  windowMinutes === 1 ? 'the last minute' : `the last ${windowMinutes} minutes`

/** At most two decimals. */
export const numberText = (value: number): string => String(Math.round(value * 100) / 100)
