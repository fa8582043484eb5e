import { hostAndPort, policyScopes } from '@sluice/policy-language'
import { text } from '../pipeline/attributes.ts'
import { definePolicy } from '../pipeline/define-policy.ts'

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
  attributes: {
    url: text('Address of the proxy, with its port.', {
      isTrimmed: true,
      pattern: { expression: `http://${hostAndPort}/?`, meaning: 'an address such as http://proxy.example.com:8080' },
    }).orExpression(),
    username: text('Name of the user at the proxy.').orExpression().optional(),
    password: text('Password of the user.', { minLength: 0 }).orExpression().optional(),
  },
  compile: (settings) => (context) => {
    const username = settings.username?.(context)
    const password = settings.password?.(context) ?? ''
    const origin = settings.url(context).replace(/\/$/, '')
    const credentials = Buffer.from(`${username}:${password}`, 'utf8').toString('base64')
    const authorization = username === undefined ? {} : { authorization: `Basic ${credentials}` }
    context.request.connection = { ...context.request.connection, proxy: { origin, ...authorization } }
  },
})
