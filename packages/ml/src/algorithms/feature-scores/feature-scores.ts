import { chiSquaredScorer, fisherScorer, mutualInformationScorer, type TargetClasses } from './class-scores.ts'
import { kendallScorer, pearsonScorer, spearmanScorer } from './correlation-scores.ts'
import type { FeatureScorer } from './sparse-feature.ts'

/** Scores by the target's classes: any value is one. */
export const classScorers = {
  'fisher-score': fisherScorer,
  'mutual-information': mutualInformationScorer,
  'chi-squared': chiSquaredScorer,
} as const satisfies Record<string, (target: TargetClasses) => FeatureScorer>

/** Scores by the target's numbers, none of them missing. */
export const numberScorers = {
  'pearson-correlation': pearsonScorer,
  'kendall-correlation': kendallScorer,
  'spearman-correlation': spearmanScorer,
} as const satisfies Record<string, (target: Float64Array) => FeatureScorer>

export type ClassScore = keyof typeof classScorers
export type NumberScore = keyof typeof numberScorers

export const isClassScore = (method: string): method is ClassScore => Object.hasOwn(classScorers, method)
