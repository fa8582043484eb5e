import { AppError } from '@sluice/contracts/errors'
import { policyScopes, sectionNames } from '@sluice/policy-language'
import { integer, text } from '../pipeline/attributes.ts'
import { definePolicy } from '../pipeline/define-policy.ts'
import { statements } from '../pipeline/element-spec.ts'
import { isPromise, runSteps } from '../pipeline/run-steps.ts'
import { counterOf } from './limit-counter.ts'

/**
 * Lets at most so many calls be inside its statements at once, counted by key over all workers; one more is refused,
 * it does not queue.
 * @see reference: API Management, 3.3
 */
export const limitConcurrency = definePolicy({
  name: 'limit-concurrency',
  summary: 'Refuses calls while too many are inside the policies of this element at once.',
  category: 'Rate limiting and quotas',
  snippet: `<limit-concurrency key="backend" max-count="10">
    <set-variable name="isInside" value="yes" />
</limit-concurrency>`,
  sections: sectionNames,
  scopes: policyScopes,
  attributes: {
    key: text('What calls are counted by.').orExpression(),
    'max-count': integer('How many calls may be inside at once.', { min: 1 }),
  },
  content: statements(),
  compile(settings, { counters, clock }) {
    const most = settings['max-count']
    return (context) => {
      const countedBy = settings.key(context)
      const key = `concurrency|${context.service.resourceId}|${countedBy}`
      if (!counters.enter(key, most)) {
        const state = { unit: 'calls at once', key: countedBy, used: most, limit: most }
        throw new AppError('ConcurrencyLimitExceeded', { counter: counterOf(context, state, clock) })
      }
      let isWaiting = false
      try {
        const outcome = runSteps(settings.statements, context)
        if (!isPromise(outcome)) return outcome
        isWaiting = true
        return outcome.finally(() => counters.leave(key))
      } finally {
        if (!isWaiting) counters.leave(key)
      }
    }
  },
})
