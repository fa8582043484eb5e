import * as z from 'zod'

const minute = 60_000
const hour = 60 * minute
const day = 24 * hour

/** Ranges that end now, by how they stand in the address: ISO 8601 durations. */
export const rangePresets = {
  PT1H: hour,
  PT6H: 6 * hour,
  P1D: day,
  P7D: 7 * day,
  P30D: 30 * day,
  P90D: 90 * day,
} as const
export type RangePreset = keyof typeof rangePresets

export const isRangePreset = (text: string | undefined): text is RangePreset =>
  text !== undefined && Object.hasOwn(rangePresets, text)

const defaultPreset: RangePreset = 'P1D'
const text = z.string().optional().catch(undefined)

/** Search parameters of every page about a time. */
export const rangeSearch = z.object({
  /** A moment in ISO 8601, or one of `rangePresets` back from the end; undefined = a day. */
  from: text,
  /** A moment; undefined = now, and what is shown goes on with the time. */
  to: text,
})
export type RangeSearch = z.infer<typeof rangeSearch>

/** The steps that sums are made of, and the longest range that is shown in them. */
const steps = [
  ['PT1M', minute, 2 * hour],
  ['PT5M', 5 * minute, 12 * hour],
  ['PT15M', 15 * minute, 2 * day],
  ['PT1H', hour, 10 * day],
  ['PT6H', 6 * hour, 35 * day],
  ['P1D', day, Number.POSITIVE_INFINITY],
] as const
export type RangeStep = (typeof steps)[number][0]

export interface TimeRange {
  /** Milliseconds since 1970; where a step begins. */
  readonly from: number
  /** Not part of it; where a step ends, which may be yet to come. */
  readonly to: number
  readonly step: RangeStep
  readonly stepMs: number
  /** Undefined where it was chosen freely. */
  readonly preset: RangePreset | undefined
  /** Whether it ends now, and always will. */
  readonly isLive: boolean
}

/** What the address asks for. What makes no sense is as if it was not there: links come from anywhere. */
export function resolveRange({ from, to }: RangeSearch, now: number): TimeRange {
  const chosenEnd = toMoment(to)
  const end = chosenEnd ?? now
  const chosenBegin = toMoment(from)
  const isFree = chosenBegin !== undefined && chosenBegin < end
  const preset = isRangePreset(from) ? from : defaultPreset
  const begin = isFree ? chosenBegin : end - rangePresets[preset]
  const [step, stepMs] = steps.find(([, , most]) => end - begin <= most) ?? (['P1D', day] as const)
  const last = Math.ceil(end / stepMs) * stepMs
  // A range that goes on has the same number of steps at any time.
  const first = isFree ? Math.floor(begin / stepMs) * stepMs : last - Math.ceil((end - begin) / stepMs) * stepMs
  return {
    from: first,
    to: last,
    step,
    stepMs,
    preset: isFree ? undefined : preset,
    isLive: chosenEnd === undefined,
  }
}

const toMoment = (iso: string | undefined): number | undefined => {
  // Durations are no dates in any browser, but numbers alone may be.
  if (iso === undefined || !/^\d{4}-\d{2}-\d{2}/.test(iso)) return undefined
  const moment = Date.parse(iso)
  return Number.isNaN(moment) ? undefined : moment
}

/** Search parameters of a part of the time that was chosen, at least a minute of it. */
export function toRangeSearch(from: number, to: number): Required<RangeSearch> {
  const begin = Math.floor(from / minute) * minute
  const end = Math.max(begin + minute, Math.ceil(to / minute) * minute)
  return { from: new Date(begin).toISOString(), to: new Date(end).toISOString() }
}

/** How often a range that goes on is read anew: as often as its last step shows it. */
export const refreshMs = ({ stepMs }: Pick<TimeRange, 'stepMs'>): number => (stepMs <= 15 * minute ? 10_000 : 60_000)
