/** One kind of mistreatment, with its full count. */
export interface Trial {
  /** As `--only` calls it, and as `docs/torture.md` keeps its row. */
  readonly name: string
  /** What is done to what. */
  readonly title: string
  run(passage: TrialPassage): Promise<TrialOutcome>
}

export interface TrialPassage {
  /** For all that is random. */
  readonly seed: number
  /** Tells how many are done. */
  onProgress(count: number): void
}

export interface TrialOutcome {
  readonly figures: string
  /** What went wrong, each in a few words; empty when nothing did. */
  readonly faults: readonly string[]
}

/** @param sorted ascending. @returns rounded; NaN when there are none */
export const percentile = (sorted: readonly number[], share: number): number =>
  Math.round(sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN)
