/** Lengths of time that sums are kept by, from fine to coarse; each is a whole number of the one before it. */
export const usageLevelNames = ['minute', 'hour', 'day', 'week'] as const
export type UsageLevelName = (typeof usageLevelNames)[number]

export interface UsageLevel {
  readonly name: UsageLevelName
  /** In the column `level`. */
  readonly number: number
  /** Rows are numbered by it since 1970 in UTC. */
  readonly minutes: number
}

/** Weeks are there so that a quarter of a year takes few rows to sum up. They begin on Thursdays, as 1970 did. */
export const usageLevels: readonly UsageLevel[] = [
  { name: 'minute', number: 0, minutes: 1 },
  { name: 'hour', number: 1, minutes: 60 },
  { name: 'day', number: 2, minutes: 1440 },
  { name: 'week', number: 3, minutes: 10_080 },
]

/** From which minute since 1970 on each level is whole; never later for a coarser one. */
export type KeptFrom = Readonly<Record<UsageLevelName, number>>

/** A run of rows of one level; `from` and `to` (which is not part of it) are numbers of that level. */
export interface UsagePiece {
  readonly level: UsageLevel
  readonly from: number
  readonly to: number
}

export interface UsageRange {
  /** Minutes since 1970. */
  readonly from: number
  /** Not part of the range. */
  readonly to: number
  /** Minutes; undefined = one sum for the whole range. */
  readonly interval: number | undefined
}

const floorTo = (minute: number, minutes: number) => Math.floor(minute / minutes) * minutes
const ceilTo = (minute: number, minutes: number) => Math.ceil(minute / minutes) * minutes

/**
 * The range that can be answered: where only hours or days are kept any more it begins and ends with them, and its
 * intervals are not finer than they.
 */
export function toKeptRange({ from, to, interval }: UsageRange, keptFrom: KeptFrom): UsageRange {
  const coarsest = usageLevels[2] as UsageLevel
  const earliest = keptFrom[coarsest.name]
  const begin = Math.max(from, earliest)
  const levelAt = (minute: number) =>
    usageLevels.find(({ name, minutes }) => floorTo(minute, minutes) >= keptFrom[name]) ?? coarsest
  const finest = levelAt(begin)
  const kept = floorTo(begin, finest.minutes)
  const end = Math.max(kept, ceilTo(to, levelAt(to).minutes))
  return {
    from: kept,
    to: end,
    interval: interval === undefined ? undefined : ceilTo(interval, finest.minutes),
  }
}

/** What a kept range is summed up from, each minute of it once: as few rows as its intervals allow. */
export function toPieces({ from, to, interval }: UsageRange): UsagePiece[] {
  const usable = usageLevels.filter(({ minutes }) => interval === undefined || interval % minutes === 0)
  const cover = (begin: number, end: number, index: number): UsagePiece[] => {
    const level = usable[index]
    if (level === undefined || begin >= end) return []
    const [first, last] = [Math.ceil(begin / level.minutes), Math.floor(end / level.minutes)]
    if (first >= last) return cover(begin, end, index - 1)
    return [
      ...cover(begin, first * level.minutes, index - 1),
      { level, from: first, to: last },
      ...cover(last * level.minutes, end, index - 1),
    ]
  }
  return cover(from, to, usable.length - 1)
}
