import type { CallContext } from './call-context.ts'
import { noteRefusingAnswer } from './call-refusal.ts'
import { answered, type StepList, type StepOrigin, type StepOutcome } from './step.ts'

/** What a step threw, with the step it came from. Never leaves the runner. */
export class StepFailure extends Error {
  override readonly name = 'StepFailure'
  readonly origin: StepOrigin | undefined

  constructor(cause: unknown, origin: StepOrigin | undefined) {
    super('A step failed.', { cause })
    this.origin = origin
  }
}

/**
 * Runs the statements inside a policy one after another until one says that it is enough. A list whose steps need not wait returns its outcome
 * itself: no promise is made.
 * @throws StepFailure
 */
export function runSteps(
  list: StepList,
  context: CallContext,
  from = 0,
): StepOutcome | undefined | Promise<StepOutcome | undefined> {
  const { steps } = list
  for (let i = from; i < steps.length; i++) {
    let outcome: ReturnType<(typeof steps)[number]>
    try {
      outcome = steps[i]?.(context)
    } catch (error) {
      throw toStepFailure(error, list.origins[i])
    }
    if (outcome === undefined) continue
    if (isPromise(outcome)) return runRest(list, context, i, outcome)
    if (outcome === answered) noteRefusingAnswer(context, list.origins[i])
    return outcome
  }
  return undefined
}

/** Runs one statement of a list, whatever comes before and after it. @throws StepFailure */
export async function runStep(list: StepList, context: CallContext, index: number): Promise<StepOutcome | undefined> {
  try {
    const outcome = (await list.steps[index]?.(context)) ?? undefined
    if (outcome === answered) noteRefusingAnswer(context, list.origins[index])
    return outcome
  } catch (error) {
    throw toStepFailure(error, list.origins[index])
  }
}

// biome-ignore lint/suspicious/noConfusingVoidType: the type of a step's promise
async function runRest(list: StepList, context: CallContext, index: number, waited: Promise<void | StepOutcome>) {
  let outcome: Awaited<typeof waited>
  try {
    outcome = await waited
  } catch (error) {
    throw toStepFailure(error, list.origins[index])
  }
  if (outcome === answered) noteRefusingAnswer(context, list.origins[index])
  return outcome ?? runSteps(list, context, index + 1)
}

/** The innermost origin counts: `choose` passes on what failed inside it. */
const toStepFailure = (error: unknown, origin: StepOrigin | undefined): StepFailure =>
  error instanceof StepFailure ? error : new StepFailure(error, origin)

export const isPromise = <T>(value: T | Promise<T>): value is Promise<T> => value instanceof Promise
