import { isAppError } from '@sluice/contracts/errors'
import { policyScopes, sectionNames } from '@sluice/policy-language'
import { boolean, integer, seconds } from '../pipeline/attributes.ts'
import type { CallContext } from '../pipeline/call-context.ts'
import { definePolicy } from '../pipeline/define-policy.ts'
import { statements } from '../pipeline/element-spec.ts'
import { toLastError } from '../pipeline/last-error.ts'
import type { PolicyServices } from '../pipeline/policy-services.ts'
import { runSteps, StepFailure } from '../pipeline/run-steps.ts'
import type { StepList, StepOutcome } from '../pipeline/step.ts'
import { readBodies, type Value } from '../pipeline/value.ts'

const maxWaitSeconds = 86_400

/**
 * Runs its statements, and again as long as the condition holds after a run. Differs from the reference: the condition
 * is asked after a failure, too, with the failure in `context.LastError`; where it does not hold, the failure stands.
 * @see reference: API Management, 3.3
 */
export const retry = definePolicy({
  name: 'retry',
  summary: 'Runs the policies inside it again, as long as the condition holds and the count is not used up.',
  category: 'Policy control and flow',
  snippet: `<retry condition="false" count="3" interval="1" first-fast-retry="true">
    <set-variable name="attempt" value="made" />
</retry>`,
  sections: sectionNames,
  scopes: policyScopes,
  attributes: {
    condition: boolean('Whether the policies run once more; asked after each run.').orExpression(),
    count: integer('How often they run again at most.', { min: 1, max: 50 }).orExpression(),
    interval: seconds('Seconds between two runs.', { min: 0, max: maxWaitSeconds }).orExpression(),
    'max-interval': seconds('The longest wait, for waits that double.', { min: 0, max: maxWaitSeconds })
      .orExpression()
      .optional(),
    delta: seconds('Seconds by which each wait is longer than the one before it.', { min: 0, max: maxWaitSeconds })
      .orExpression()
      .optional(),
    'first-fast-retry': boolean('Whether the first run after a failed one follows at once.')
      .orExpression()
      .default(false),
  },
  content: statements({ never: ['wait'] }),
  compile(settings, { wait, random }) {
    const { condition, count, interval, delta, statements: list } = settings
    const maxInterval = settings['max-interval']
    const isFirstFast = settings['first-fast-retry']
    return async (context) => {
      const most = count(context)
      const pause: Pause = {
        seconds: interval(context),
        delta: delta?.(context),
        max: maxInterval?.(context),
        isFirstFast: isFirstFast(context),
      }
      for (let retries = 0; ; retries++) {
        const { outcome, failure } = await attempt(list, context)
        if (outcome !== undefined) return outcome
        const isAgain = retries < most && (await asks(condition, context, failure))
        if (!isAgain) {
          if (failure !== undefined) throw failure
          return
        }
        const seconds = secondsBefore(retries + 1, pause, random)
        if (seconds > 0) await wait(seconds * 1000)
      }
    }
  },
})

interface Attempt {
  readonly outcome: StepOutcome | undefined
  readonly failure: StepFailure | undefined
}

async function attempt(list: StepList, context: CallContext): Promise<Attempt> {
  try {
    return { outcome: await runSteps(list, context), failure: undefined }
  } catch (error) {
    // A bug is not mended by trying again, and nobody waits for an answer when the client is gone.
    const isWorthAsking =
      error instanceof StepFailure && isAppError(error.cause) && error.cause.code !== 'ClientConnectionFailure'
    if (!isWorthAsking) throw error
    return { outcome: undefined, failure: error }
  }
}

async function asks(
  condition: Value<boolean>,
  context: CallContext,
  failure: StepFailure | undefined,
): Promise<boolean> {
  const before = context.lastError
  if (failure !== undefined) context.lastError = toLastError(failure.cause, failure.origin).lastError
  try {
    await readBodies(context, condition.reads)
    return condition(context)
  } catch (error) {
    // What failed first says more than a condition that could not deal with it.
    throw failure ?? error
  } finally {
    context.lastError = before
  }
}

interface Pause {
  readonly seconds: number
  readonly delta: number | undefined
  readonly max: number | undefined
  readonly isFirstFast: boolean
}

/**
 * Fixed, growing by the same amount, or doubling: with all three settings.
 * @param retry counts from 1
 */
function secondsBefore(retry: number, pause: Pause, random: PolicyServices['random']): number {
  if (pause.isFirstFast && retry === 1) return 0
  const { seconds, delta, max = Number.POSITIVE_INFINITY } = pause
  if (delta === undefined) return Math.min(max, seconds)
  if (pause.max === undefined) return seconds + (retry - 1) * delta
  return Math.min(max, seconds + 2 ** (retry - 1) * delta * (0.8 + 0.4 * random()))
}
