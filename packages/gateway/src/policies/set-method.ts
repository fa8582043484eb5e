import { policyScopes } from '@sluice/policy-language'
import { text } from '../pipeline/attributes.ts'
import { definePolicy } from '../pipeline/define-policy.ts'
import { textContent } from '../pipeline/element-spec.ts'

/** An HTTP method, in upper case where it is one that everybody knows. */
export const methodText = text('The HTTP method.', {
  isTrimmed: true,
  pattern: { expression: "[!#$%&'*+.^_`|~0-9A-Za-z-]+", meaning: 'an HTTP method' },
  refused: { values: ['connect'], reason: 'CONNECT opens a tunnel, which is no request to a backend' },
})

const known = new Set(['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS', 'TRACE'])

export function toMethod(written: string): string {
  const upper = written.toUpperCase()
  return known.has(upper) ? upper : written
}

/**
 * Asks the backend with another HTTP method.
 * @see reference: API Management, 3.3
 */
export const setMethod = definePolicy({
  name: 'set-method',
  summary: 'Asks the backend with another HTTP method than the caller used.',
  category: 'Transformation',
  snippet: '<set-method>POST</set-method>',
  // Differs from the reference: it knows inbound and on-error only; between two tries of a retry it does no harm.
  sections: ['inbound', 'backend', 'on-error'],
  scopes: policyScopes,
  isUsableAtHandshake: false,
  content: textContent(methodText.orExpression()),
  compile: (settings) => (context) => {
    context.request.method = toMethod(settings.text(context))
  },
})
