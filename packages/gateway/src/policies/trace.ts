import { policyScopes, sectionNames } from '@sluice/policy-language'
import { choice, text } from '../pipeline/attributes.ts'
import { definePolicy } from '../pipeline/define-policy.ts'
import { element, elements, exactlyOne, many, textContent } from '../pipeline/element-spec.ts'

/**
 * Writes a message into the trace of the call and the gateway's log.
 * @see reference: API Management, 3.3
 */
export const trace = definePolicy({
  name: 'trace',
  summary: 'Writes a message into the trace of the call and the log of the gateway.',
  category: 'Logging',
  snippet: `<trace source="order" severity="information">
    <message>An order came in.</message>
</trace>`,
  // Differs from the reference: on-error is allowed, too, where a message is needed most.
  sections: sectionNames,
  scopes: policyScopes,
  attributes: {
    source: text('What the message comes from.'),
    severity: choice('How much it matters.', ['verbose', 'information', 'error']).default('verbose'),
  },
  content: elements({
    message: exactlyOne(
      'What is said.',
      element({ content: textContent(text('The message.', { minLength: 0 }).orExpression()) }),
    ),
    metadata: many(
      'A detail beside the message.',
      element({
        attributes: {
          name: text('Name of the detail.'),
          value: text('What it is.', { minLength: 0 }).orExpression(),
        },
      }),
    ),
  }),
  compile({ source, severity, children }, { telemetry }) {
    return (context) => {
      const metadata = Object.fromEntries(children.metadata.map(({ name, value }) => [name, value(context)]))
      telemetry.trace({ source, severity, message: children.message.text(context), metadata }, context)
    }
  },
})
