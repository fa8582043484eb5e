import { AppError } from '@sluice/contracts/errors'
import { policyScopes } from '@sluice/policy-language'
import { boolean, headerName, integer, text } from '../pipeline/attributes.ts'
import { definePolicy } from '../pipeline/define-policy.ts'
import { element, elements, many, textContent } from '../pipeline/element-spec.ts'

/**
 * Refuses requests without a header, or with another value of it than those that are listed.
 * @see reference: API Management, 3.3
 */
export const checkHeader = definePolicy({
  name: 'check-header',
  summary: 'Refuses requests without a header, or with a value of it that is not listed.',
  category: 'Authentication and authorization',
  snippet: `<check-header name="Authorization" failed-check-httpcode="401" failed-check-error-message="Not authorized" ignore-case="false">
    <value>f6dc69a089844cf6b2019bae6d36fac8</value>
</check-header>`,
  sections: ['inbound'],
  scopes: policyScopes,
  attributes: {
    name: headerName('Header that is looked at.').orExpression(),
    'failed-check-httpcode': integer('Status of the refusal.', { min: 200, max: 599 }).orExpression(),
    'failed-check-error-message': text('Message of the refusal.', { minLength: 0 }).orExpression(),
    'ignore-case': boolean('Whether letter case of the value makes no difference.').orExpression(),
  },
  content: elements({
    value: many(
      'A value that is allowed; without any, the header only has to be there.',
      element({
        content: textContent(text('Value of the header.', { minLength: 0, isTrimmed: true }).orExpression()),
      }),
    ),
  }),
  compile(settings) {
    const allowed = settings.children.value.map((child) => child.text)
    return (context) => {
      const header = settings.name(context)
      const found = context.request.headers.get(header)
      const refusal = () => ({
        header,
        answerStatus: settings['failed-check-httpcode'](context),
        answerMessage: settings['failed-check-error-message'](context),
      })
      if (found === undefined) throw new AppError('HeaderNotFound', refusal())
      if (allowed.length === 0) return
      const fold = settings['ignore-case'](context) ? (value: string) => value.toLowerCase() : (value: string) => value
      const isAllowed = allowed.some((value) => fold(value(context)) === fold(found))
      if (!isAllowed) throw new AppError('HeaderValueNotAllowed', { ...refusal(), value: found })
    }
  },
})
