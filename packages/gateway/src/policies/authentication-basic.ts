import { policyScopes } from '@sluice/policy-language'
import { text } from '../pipeline/attributes.ts'
import type { CallContext } from '../pipeline/call-context.ts'
import { definePolicy } from '../pipeline/define-policy.ts'
import { element } from '../pipeline/element-spec.ts'
import type { Value } from '../pipeline/value.ts'

const attributes = {
  username: text('Name of the user at the backend.', { minLength: 0 }).orExpression(),
  password: text('Password of the user.', { minLength: 0 }).orExpression(),
}

/** `authentication-basic` inside `send-request`. */
export const basicElement = element({ attributes })

/** What Authorization says. @see RFC 7617 */
export const basicAuthorization = (
  { username, password }: { readonly username: Value<string>; readonly password: Value<string> },
  context: CallContext,
): string => `Basic ${Buffer.from(`${username(context)}:${password(context)}`, 'utf8').toString('base64')}`

/**
 * Shows the backend a user name and password, in place of what the caller has in Authorization.
 * @see reference: API Management, 3.3
 */
export const authenticationBasic = definePolicy({
  name: 'authentication-basic',
  summary: 'Authenticates with the backend by a user name and password.',
  category: 'Authentication and authorization',
  snippet: '<authentication-basic username="user" password="#{password}" />',
  sections: ['inbound'],
  scopes: policyScopes,
  isOncePerSection: true,
  attributes,
  compile: (settings) => (context) => {
    context.request.headers.set('Authorization', [basicAuthorization(settings, context)])
  },
})
