import type { SubscriptionProperties } from '@sluice/contracts'

export type SubscriptionState = SubscriptionProperties['state']

/** States that a developer may leave by cancelling; publishers may set every state. */
const cancellable: readonly SubscriptionState[] = ['submitted', 'active', 'suspended']

/** Whether the owner of a subscription may turn it from one state into another. */
export const mayDeveloperChange = (from: SubscriptionState, to: SubscriptionState): boolean =>
  from === to || (to === 'cancelled' && cancellable.includes(from))

type Dates = Pick<SubscriptionProperties, 'startDate' | 'endDate'>

export interface StateChange {
  readonly from: SubscriptionState | undefined
  readonly to: SubscriptionState
  /** What was sent; undefined members were not. */
  readonly sent: Dates
  readonly held: Dates
  /** ISO 8601. */
  readonly now: string
}

/** Dates that follow from a change of state, where none were sent: the start when it begins, the end when it is over. */
export function datesOf({ from, to, sent, held, now }: StateChange): Required<Dates> {
  const isStarting = to === 'active' && from !== 'active'
  const isOver = to === 'cancelled' || to === 'expired'
  const isEnding = isOver && from !== to
  return {
    startDate: sent.startDate !== undefined ? sent.startDate : (held.startDate ?? (isStarting ? now : null)),
    endDate: sent.endDate !== undefined ? sent.endDate : isEnding ? now : isStarting ? null : (held.endDate ?? null),
  }
}
