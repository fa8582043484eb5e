import { hostAndPort, policyScopes } from '@sluice/policy-language'
import { text } from '../pipeline/attributes.ts'
import type { BackendConnection, CallContext } from '../pipeline/call-context.ts'
import { definePolicy } from '../pipeline/define-policy.ts'
import { element } from '../pipeline/element-spec.ts'
import type { Value } from '../pipeline/value.ts'

const attributes = {
  url: text('Address of the proxy, with its port.', {
    isTrimmed: true,
    pattern: { expression: `http://${hostAndPort}/?`, meaning: 'an address such as http://proxy.example.com:8080' },
  }).orExpression(),
  username: text('Name of the user at the proxy.').orExpression().optional(),
  password: text('Password of the user.', { minLength: 0 }).orExpression().optional(),
}

/** `proxy` inside `send-request`. */
export const proxyElement = element({ attributes })

interface ProxySettings {
  readonly url: Value<string>
  readonly username: Value<string> | undefined
  readonly password: Value<string> | undefined
}

export function proxyOf(settings: ProxySettings, context: CallContext): NonNullable<BackendConnection['proxy']> {
  const username = settings.username?.(context)
  const password = settings.password?.(context) ?? ''
  const origin = settings.url(context).replace(/\/$/, '')
  const credentials = Buffer.from(`${username}:${password}`, 'utf8').toString('base64')
  return { origin, ...(username === undefined ? {} : { authorization: `Basic ${credentials}` }) }
}

/**
 * Opens the connection to the backend through a proxy.
 * @see https://learn.microsoft.com/azure/api-management/proxy-policy
 */
export const proxy = definePolicy({
  name: 'proxy',
  summary: 'Opens the connection to the backend through a proxy.',
  category: 'Routing',
  snippet: '<proxy url="http://proxy.example.com:8080" />',
  sections: ['inbound'],
  scopes: policyScopes,
  attributes,
  compile: (settings) => (context) => {
    context.request.connection = { ...context.request.connection, proxy: proxyOf(settings, context) }
  },
})
