import type { ModelShape } from '@sluice/contracts'
import type { Model } from '../modules/port-values.ts'

/** What is known of a model before it is trained. */
export const untrainedShape = (learner: string, task: ModelShape['task']): ModelShape => ({
  kind: 'model',
  learner,
  task,
})

/** A learner with its settings. @param learner id of its module */
export const untrainedModel = (
  learner: string,
  task: ModelShape['task'],
  parameters: Readonly<Record<string, unknown>>,
): Model => ({ kind: 'model', shape: untrainedShape(learner, task), parameters, state: undefined })
