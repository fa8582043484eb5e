import { type ScoringErrorEntry, scoringErrorClasses, scoringErrors } from '@sluice/contracts'

export interface HelpError {
  readonly status: number
  readonly code: string
  readonly detail: string
  /** What to do. */
  readonly remedy: string
}

/** Errors that a call can be answered with, but for those of modules, which are many. */
export const helpErrors: readonly HelpError[] = Object.entries(
  scoringErrors as unknown as Record<string, ScoringErrorEntry<never>>,
)
  .filter(([, entry]) => entry.class !== 'ModuleExecutionError')
  .map(([name, entry]) => ({
    status: scoringErrorClasses[entry.class].status,
    code: entry.class,
    detail: entry.detailCode ?? name,
    remedy: entry.remedy,
  }))
