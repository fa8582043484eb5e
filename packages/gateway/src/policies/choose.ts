import { policyScopes, sectionNames } from '@sluice/policy-language'
import { boolean } from '../pipeline/attributes.ts'
import { definePolicy } from '../pipeline/define-policy.ts'
import { element, elements, many, one, statements } from '../pipeline/element-spec.ts'
import { runSteps } from '../pipeline/run-steps.ts'

/**
 * Runs the statements of the first `when` whose condition holds, those of `otherwise` when none does.
 * @see reference: API Management, 3.3
 */
export const choose = definePolicy({
  name: 'choose',
  summary: 'Runs the policies of the first condition that holds, or those of otherwise.',
  category: 'Policy control and flow',
  snippet: `<choose>
    <when condition="true">
        <set-variable name="isChosen" value="yes" />
    </when>
    <otherwise>
        <set-variable name="isChosen" value="no" />
    </otherwise>
</choose>`,
  sections: sectionNames,
  scopes: policyScopes,
  content: elements({
    when: many(
      'Policies that run when the condition is the first that holds.',
      element({
        attributes: { condition: boolean('Whether these policies run.').orExpression() },
        content: statements(),
      }),
      { min: 1 },
    ),
    otherwise: one('Policies that run when no condition holds.', element({ content: statements() })),
  }),
  compile({ children: { when, otherwise } }) {
    return (context) => {
      for (const { condition, statements } of when) if (condition(context)) return runSteps(statements, context)
      if (otherwise !== undefined) return runSteps(otherwise.statements, context)
    }
  },
})
