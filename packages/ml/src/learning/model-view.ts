/** What a learner shows of what it learned. */
export interface ModelView {
  /** How much each feature counts, the most important first; `output` is the class that it speaks for. */
  readonly weights: readonly { readonly feature: string; readonly output?: string; readonly weight: number }[]
  /** Loss after each step of the training. */
  readonly losses: readonly number[]
}
