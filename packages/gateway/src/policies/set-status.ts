import { policyScopes, sectionNames } from '@sluice/policy-language'
import { integer, text } from '../pipeline/attributes.ts'
import type { CallContext } from '../pipeline/call-context.ts'
import { definePolicy } from '../pipeline/define-policy.ts'
import { element } from '../pipeline/element-spec.ts'
import type { Value } from '../pipeline/value.ts'

const attributes = {
  code: integer('Status code of the response.', { min: 200, max: 599 }).orExpression(),
  reason: text('Words behind the status code; left out, the usual ones.', {
    minLength: 0,
    pattern: { expression: '[\\t\\x20-\\x7e\\x80-\\xff]*', meaning: 'text of one line in Latin-1 characters' },
  })
    .orExpression()
    .optional(),
}

interface StatusSettings {
  readonly code: Value<number>
  readonly reason: Value<string> | undefined
}

/** `set-status` inside `return-response`. */
export const statusElement = element({ attributes })

export const statusOf = ({ code, reason }: StatusSettings, context: CallContext) => ({
  status: code(context),
  // An empty reason is none, as the usual words say more.
  reason: reason?.(context) || undefined,
})

/**
 * Changes the status of the response.
 * @see reference: API Management, 3.3
 */
export const setStatus = definePolicy({
  name: 'set-status',
  summary: 'Changes the status code and its reason in the response.',
  category: 'Transformation',
  snippet: '<set-status code="202" reason="Accepted" />',
  sections: sectionNames,
  scopes: policyScopes,
  attributes,
  compile: (settings) => (context) => {
    const { status, reason } = statusOf(settings, context)
    context.response.status = status
    context.response.reason = reason
  },
})
