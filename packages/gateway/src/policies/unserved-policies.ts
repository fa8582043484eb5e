import { type Policy, unservedPolicy } from '../pipeline/define-policy.ts'

const resolver = 'resolvers of GraphQL are not available on this gateway; expose the service as an HTTP API'
const dapr = 'Dapr is not available on this gateway; call the service by send-request'
const undocumented = 'its behaviour is not documented; take it out'

/** Policies of the compatible service that this gateway does not have. Nobody is offered them. */
const reasons = {
  'authentication-managed-identity': [
    'Authentication and authorization',
    'there are no managed identities here; ask the issuer by send-request, keep the token by cache-store-value, and show it by set-header',
  ],
  'authentication-token': ['Authentication and authorization', undocumented],
  'authentication-token-store': ['Authentication and authorization', undocumented],
  block: ['Policy control and flow', undocumented],
  'cache-value': ['Caching', 'use cache-lookup-value and cache-store-value'],
  'cosmosdb-data-source': ['GraphQL resolvers', resolver],
  'cross-domain': ['Cross-domain', 'no browser reads its file any more; use cors'],
  'get-authorization-context': [
    'Authentication and authorization',
    'there is no credential manager here; ask the issuer by send-request and keep the token by cache-store-value',
  ],
  'graphql-data-source': ['GraphQL resolvers', resolver],
  'http-data-source': ['GraphQL resolvers', resolver],
  'invoke-dapr-binding': ['Integration and external communication', dapr],
  'invoke-request': ['Integration and external communication', 'use send-request'],
  'llm-content-safety': [
    'Content validation',
    'no safety service is part of this gateway; ask one by send-request and end the call by return-response',
  ],
  'log-to-eventhub': [
    'Integration and external communication',
    'there are no event hubs here; send the event to a service of yours by send-one-way-request',
  ],
  'publish-event': ['GraphQL resolvers', resolver],
  'publish-to-dapr': ['Integration and external communication', dapr],
  'send-service-bus-message': [
    'Integration and external communication',
    'there is no service bus here; send the message to a service of yours by send-one-way-request',
  ],
  'set-request-metric-dimension-value': ['Logging', 'use emit-metric with a dimension of its own'],
  'sql-data-source': ['GraphQL resolvers', resolver],
  'validate-graphql-request': [
    'Content validation',
    'GraphQL is passed through as it is; let the backend check queries',
  ],
  'validate-odata-request': ['Content validation', 'use validate-parameters for the query of the request'],
  'xsl-transform': [
    'Transformation',
    'style sheets of XSL are not run here; use xml-to-json, json-to-xml, or set-body with a Liquid template',
  ],
} as const

export type UnservedName = keyof typeof reasons

const entries = Object.entries(reasons) as [UnservedName, (typeof reasons)[UnservedName]][]

export const unservedPolicies = Object.fromEntries(
  entries.map(([name, [category, reason]]) => [name, unservedPolicy({ name, category, reason })]),
) as Record<UnservedName, Policy>
