/** One feature of many rows: what is not 0. */
export interface SparseFeature {
  /** Ascending. */
  readonly rows: ArrayLike<number>
  readonly values: ArrayLike<number>
}

/** How much a feature tells about the target, the more the greater. */
export type FeatureScorer = (feature: SparseFeature) => number
