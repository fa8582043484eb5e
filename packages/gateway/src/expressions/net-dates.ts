import { dateTimeKind, NetDateTime, UNIX_EPOCH_TICKS } from '@sluice/policy-language/expression'

/** @param timeMs wall clock. @returns ticks of .NET, of 100 ns */
export const ticksOfMs = (timeMs: number): bigint => BigInt(Math.trunc(timeMs)) * 10_000n + UNIX_EPOCH_TICKS

/** @param text ISO 8601. @returns null when there is none */
export const dateOf = (text: string | null | undefined): NetDateTime | null => {
  const timeMs = Date.parse(text ?? '')
  return Number.isNaN(timeMs) ? null : new NetDateTime(ticksOfMs(timeMs), dateTimeKind.Utc)
}

/** The same where .NET has no null: its first moment. */
export const someDate = (text: string | null | undefined): NetDateTime => dateOf(text) ?? new NetDateTime(0n)
