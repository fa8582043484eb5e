import { setImmediate } from 'node:timers/promises'
import type { TrainingContext } from './learner.ts'

/**
 * Goes through the steps of a training, letting other work have its turn between them.
 * @throws the signal's reason when it is aborted
 */
export async function runSteps<Step, Result>(
  steps: Generator<Step, Result>,
  { signal }: Pick<TrainingContext, 'signal'>,
  onStep: (step: Step) => void,
): Promise<Result> {
  for (;;) {
    signal.throwIfAborted()
    const step = steps.next()
    if (step.done === true) return step.value
    onStep(step.value)
    await setImmediate()
  }
}
