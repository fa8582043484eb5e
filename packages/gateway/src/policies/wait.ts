import { policyScopes } from '@sluice/policy-language'
import { choice } from '../pipeline/attributes.ts'
import type { CallContext } from '../pipeline/call-context.ts'
import { definePolicy } from '../pipeline/define-policy.ts'
import { statements } from '../pipeline/element-spec.ts'
import { runStep } from '../pipeline/run-steps.ts'
import type { StepList, StepOutcome } from '../pipeline/step.ts'

/**
 * Runs its statements side by side and goes on when all of them, or the first of them, are through.
 * @see reference: API Management, 3.3
 */
export const wait = definePolicy({
  name: 'wait',
  summary: 'Runs the policies inside it side by side and waits for all, or for the first of them.',
  category: 'Policy control and flow',
  snippet: `<wait for="all">
    <cache-lookup-value key="first" variable-name="first" />
    <cache-lookup-value key="second" variable-name="second" />
</wait>`,
  sections: ['inbound', 'backend', 'outbound'],
  scopes: policyScopes,
  attributes: {
    for: choice('Whether all of them are waited for, or any one.', ['all', 'any']).orExpression().default('all'),
  },
  content: statements({ only: ['send-request', 'cache-lookup-value', 'choose'] }),
  compile: (settings) => (context) =>
    settings.for(context) === 'all' ? all(settings.statements, context) : any(settings.statements, context),
})

const start = (list: StepList, context: CallContext) => list.steps.map((_, index) => runStep(list, context, index))

async function all(list: StepList, context: CallContext): Promise<StepOutcome | undefined> {
  const outcomes = await Promise.all(start(list, context))
  return outcomes.find((outcome) => outcome !== undefined)
}

/** The first that succeeds; when none does, what the first of them failed of. */
async function any(list: StepList, context: CallContext): Promise<StepOutcome | undefined> {
  if (list.steps.length === 0) return undefined
  try {
    return await Promise.any(start(list, context))
  } catch (error) {
    throw error instanceof AggregateError ? error.errors[0] : error
  }
}
