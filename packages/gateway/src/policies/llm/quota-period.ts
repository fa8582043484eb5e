export const quotaPeriods = ['Hourly', 'Daily', 'Weekly', 'Monthly', 'Yearly'] as const
export type QuotaPeriod = (typeof quotaPeriods)[number]

/** A period of the calendar in UTC; weeks begin on Mondays. */
export interface PeriodWindow {
  /** Tells it from every other period. */
  readonly name: string
  readonly startMs: number
  readonly seconds: number
}

export function periodAt(period: QuotaPeriod, nowMs: number): PeriodWindow {
  const now = new Date(nowMs)
  const [year, month, day, hour] = [now.getUTCFullYear(), now.getUTCMonth(), now.getUTCDate(), now.getUTCHours()]
  const [startMs, endMs] = ((): readonly [number, number] => {
    switch (period) {
      case 'Hourly':
        return [Date.UTC(year, month, day, hour), Date.UTC(year, month, day, hour + 1)]
      case 'Daily':
        return [Date.UTC(year, month, day), Date.UTC(year, month, day + 1)]
      case 'Weekly': {
        const monday = day - ((now.getUTCDay() + 6) % 7)
        return [Date.UTC(year, month, monday), Date.UTC(year, month, monday + 7)]
      }
      case 'Monthly':
        return [Date.UTC(year, month), Date.UTC(year, month + 1)]
      case 'Yearly':
        return [Date.UTC(year, 0), Date.UTC(year + 1, 0)]
    }
  })()
  return { name: `${period} ${new Date(startMs).toISOString()}`, startMs, seconds: (endMs - startMs) / 1000 }
}
