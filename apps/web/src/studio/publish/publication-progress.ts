import type { PublicationDocument } from '@sluice/contracts'

type Step = PublicationDocument['steps'][number]

const isDone = ({ state }: Step) => state === 'succeeded' || state === 'skipped' || state === 'warned'

/** 0 to 1: each step is an equal part; of the one that runs, what it tells. */
export function shareOfPublication({ steps }: Pick<PublicationDocument, 'steps'>): number {
  if (steps.length === 0) return 0
  const done = steps.reduce(
    (sum, step) => sum + (isDone(step) ? 1 : step.state === 'running' ? (step.progress ?? 0) : 0),
    0,
  )
  return done / steps.length
}

/** The step that is under way, or the one that failed. */
export const currentStep = ({ steps }: Pick<PublicationDocument, 'steps'>): Step | undefined =>
  steps.find(({ state }) => state === 'running' || state === 'failed')
