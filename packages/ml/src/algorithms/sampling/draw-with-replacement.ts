import { sizesByStratum } from './deal-rows.ts'

/** Draws rows again and again from all of a stratum, ready to be asked row by row. */
export interface Draws {
  /** How often each bin drew the next row of the stratum. */
  next(stratum: number): readonly number[]
}

/**
 * Each bin draws as many rows as it should get, each time from all rows: a row may be drawn several times or never.
 * @param strata how many rows each has
 * @param bins how many rows each draws
 */
export function drawWithReplacement(strata: readonly number[], bins: readonly number[], random: () => number): Draws {
  const sizes = sizesByStratum(strata, bins)
  /** Of each stratum and bin the places drawn, in order, and how many of them have passed. */
  const drawn = strata.map((rows, stratum) =>
    bins.map((_, bin) => {
      const places = Int32Array.from({ length: sizes[stratum]?.[bin] as number }, () => Math.floor(random() * rows))
      return { places: places.sort(), passed: 0 }
    }),
  )
  const seen = new Int32Array(strata.length)
  return {
    next(stratum) {
      const row = seen[stratum] as number
      seen[stratum] = row + 1
      return (drawn[stratum] ?? []).map((bin) => {
        const before = bin.passed
        while (bin.places[bin.passed] === row) bin.passed += 1
        return bin.passed - before
      })
    },
  }
}
