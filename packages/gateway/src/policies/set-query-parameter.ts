import { policyScopes } from '@sluice/policy-language'
import { choice, text } from '../pipeline/attributes.ts'
import { definePolicy } from '../pipeline/define-policy.ts'
import { element, elements, many, textContent } from '../pipeline/element-spec.ts'
import { foldCase } from '../routing/fold-case.ts'
import { decodeFormText } from '../routing/query-string.ts'

/**
 * Sets, adds or deletes a parameter in the query of the request. Names are compared in any case.
 * @see reference: API Management, 3.3
 */
export const setQueryParameter = definePolicy({
  name: 'set-query-parameter',
  summary: 'Sets, adds or deletes a parameter in the query of the request.',
  category: 'Transformation',
  snippet: `<set-query-parameter name="api-key" exists-action="skip">
    <value>12345678901</value>
</set-query-parameter>`,
  sections: ['inbound', 'backend'],
  scopes: policyScopes,
  attributes: {
    name: text('Name of the parameter.', { isTrimmed: true }).orExpression(),
    'exists-action': choice('What happens when the parameter is there already.', [
      'override',
      'skip',
      'append',
      'delete',
    ])
      .orExpression()
      .default('override'),
  },
  content: elements({
    value: many(
      'One value; each of several becomes a parameter of its own.',
      element({
        content: textContent(text('Value of the parameter.', { minLength: 0, isTrimmed: true }).orExpression()),
      }),
      { min: 1, optionalWhen: { attribute: 'exists-action', is: 'delete' } },
    ),
  }),
  compile(settings) {
    const values = settings.children.value.map((child) => child.text)
    const actionOf = settings['exists-action']
    return (context) => {
      const { request } = context
      const name = settings.name(context)
      const action = actionOf(context)
      const parts = request.query.length > 1 ? request.query.slice(1).split('&') : []
      const isSame = (part: string) => foldCase(decodeFormText(part.split('=', 1)[0] ?? '')) === foldCase(name)
      if (action === 'skip' && parts.some(isSame)) return
      const kept = action === 'append' || action === 'skip' ? parts : parts.filter((part) => !isSame(part))
      const written =
        action === 'delete'
          ? []
          : values.map((value) => `${encodeURIComponent(name)}=${encodeURIComponent(value(context))}`)
      const all = [...kept, ...written]
      request.query = all.length === 0 ? '' : `?${all.join('&')}`
    }
  },
})
