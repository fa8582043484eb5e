/** What there is to see of what a learner learned. */
export type ModelView = WeightsView | TreesView | ClustersView

/** Of linear models. */
export interface WeightsView {
  readonly kind: 'weights'
  /** How much each feature counts, the intercepts first, then the largest; `output` is the class that it speaks for. */
  readonly weights: readonly { readonly feature: string; readonly output?: string; readonly weight: number }[]
  /** Loss after each step of the training. */
  readonly losses: readonly number[]
}

/** Of tree ensembles. */
export interface TreesView {
  readonly kind: 'trees'
  readonly treeCount: number
  readonly leafCount: number
  /** Questions from the root to the farthest leaf of any tree. */
  readonly depth: number
  /** Features that any tree asks for, the most helpful first; shares of all gain add up to 1. */
  readonly importance: readonly { readonly feature: string; readonly share: number; readonly splitCount: number }[]
  /** Loss before each tree, and after the last. */
  readonly losses: readonly number[]
}

/** Of clusterings. */
export interface ClustersView {
  readonly kind: 'clusters'
  readonly metric: string
  readonly features: readonly string[]
  /** Center after center, one number a feature. */
  readonly centers: readonly (readonly number[])[]
  /** Sum of the distances to the nearest center after each iteration. */
  readonly losses: readonly number[]
}
