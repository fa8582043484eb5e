import type { AlertEventKind, AlertRuleProperties } from '@sluice/contracts'

/** How a rule stands for one of its subjects. */
export interface AlertState {
  readonly isFiring: boolean
  /** ISO 8601; when it fired or ended last. */
  readonly since: string | null
  /** ISO 8601; when anybody was told of it last. Null = nobody was told that it fires. */
  readonly toldAt: string | null
}

export const calm: AlertState = { isFiring: false, since: null, toldAt: null }

/** `unclear`: too little to conclude from. `nothing`: there is nothing to measure any more. */
export type Measured = number | 'unclear' | 'nothing'

export interface AlertStep {
  readonly state: AlertState
  /** Undefined = nothing happened. */
  readonly event: AlertEventKind | undefined
  readonly isMuted: boolean
}

const hourMs = 3_600_000
const defaultEndShare = 0.8

/**
 * What comes of a measurement. An alert fires once and ends once; it ends below a lower threshold than it fires at, so
 * that a value that wavers does not tell of itself again and again.
 */
export function nextAlertState(
  state: AlertState,
  rule: Pick<AlertRuleProperties, 'threshold' | 'endThreshold' | 'remindAfterHours' | 'mutedUntil'>,
  measured: Measured,
  nowMs: number,
): AlertStep {
  const at = new Date(nowMs).toISOString()
  const isMuted = rule.mutedUntil != null && Date.parse(rule.mutedUntil) > nowMs
  const told = isMuted ? null : at
  const same: AlertStep = { state, event: undefined, isMuted }
  if (measured === 'unclear') return same
  if (!state.isFiring) {
    if (measured === 'nothing' || measured < rule.threshold) return same
    return { state: { isFiring: true, since: at, toldAt: told }, event: 'fired', isMuted }
  }
  const endsBelow = rule.endThreshold ?? rule.threshold * defaultEndShare
  if (measured === 'nothing' || measured < endsBelow) {
    // Of what nobody was told, nobody has to hear that it is over.
    const isSilent = isMuted || state.toldAt === null
    return { state: { isFiring: false, since: at, toldAt: isSilent ? null : at }, event: 'ended', isMuted: isSilent }
  }
  if (isMuted) return same
  const { remindAfterHours } = rule
  const isDue =
    state.toldAt === null ||
    (remindAfterHours !== null && nowMs - Date.parse(state.toldAt) >= remindAfterHours * hourMs)
  return isDue ? { state: { ...state, toldAt: at }, event: 'reminded', isMuted } : same
}
