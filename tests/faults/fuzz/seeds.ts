import { pfxFile } from '../../../packages/management/src/management.fixture.ts'
import type { FuzzedRequest } from './request-of.ts'

const fragment = '<fragment><set-header name="x"><value>{{a}}</value></set-header></fragment>'
const policy =
  '<policies><inbound><base /><include-fragment fragment-id="a" /></inbound><backend><base /></backend><outbound><base /></outbound></policies>'

/** Path → properties, in an order in which each finds what it refers to. */
export const seedBodies: Readonly<Record<string, object>> = {
  '/namedValues/a': { displayName: 'a', value: 'secret', secret: true },
  '/policyFragments/a': { value: fragment, format: 'rawxml' },
  '/certificates/a': { data: pfxFile, password: 'secret' },
  '/backends/a': { url: 'https://a.example/', protocol: 'http', credentials: { certificateIds: ['/certificates/a'] } },
  '/backends/b': { type: 'Pool', pool: { services: [{ id: '/backends/a' }] } },
  '/loggers/a': { loggerType: 'applicationInsights', credentials: { instrumentationKey: 'a' } },
  '/caches/a': { connectionString: 'a.example:6380', useFromLocation: 'default' },
  '/diagnostics/applicationinsights': { loggerId: '/loggers/a' },
  '/apiVersionSets/a': { displayName: 'a', versioningScheme: 'Segment' },
  '/apis/a': { displayName: 'a', path: 'a', protocols: ['https'], serviceUrl: 'https://a.example/' },
  '/apis/a/operations/a': {
    displayName: 'a',
    method: 'GET',
    urlTemplate: '/a/{b}',
    templateParameters: [{ name: 'b', type: 'string' }],
  },
  '/apis/a/policies/policy': { value: policy, format: 'rawxml' },
  '/apis/a/schemas/a': { contentType: 'application/json', document: { value: '{}' } },
  '/apis/a/releases/a': { apiId: '/apis/a', notes: 'a' },
  '/apis/a/issues/a': { title: 'a', description: 'a', userId: '/users/1' },
  '/tags/a': { displayName: 'a' },
  '/apis/a/tags/a': {},
  '/groups/a': { displayName: 'a' },
  '/users/a': { firstName: 'a', lastName: 'a', email: 'a@example.com', password: 'password' },
  '/groups/a/users/a': {},
  '/products/a': {
    displayName: 'a',
    subscriptionRequired: true,
    approvalRequired: true,
    subscriptionsLimit: 2,
    state: 'published',
  },
  '/products/a/apis/a': {},
  '/products/a/groups/a': {},
  '/subscriptions/a': { scope: '/products/a', displayName: 'a', ownerId: '/users/a' },
  '/authorizationServers/a': {
    displayName: 'a',
    clientRegistrationEndpoint: 'https://a.example/',
    authorizationEndpoint: 'https://a.example/',
    grantTypes: ['authorizationCode'],
    clientId: 'a',
    clientSecret: 'a',
  },
  '/openidConnectProviders/a': {
    displayName: 'a',
    metadataEndpoint: 'https://a.example/',
    clientId: 'a',
    clientSecret: 'a',
  },
  '/identityProviders/aad': { clientId: 'a', clientSecret: 'a', allowedTenants: ['a'] },
  '/documentations/a': { title: 'a', content: '# a' },
  '/schemas/a': { schemaType: 'json', document: {} },
}

/** Writes that bring about one resource of most kinds, named `a`, so that the others have something to break. */
export const seeds: readonly FuzzedRequest[] = Object.entries(seedBodies).map(([path, properties]) => ({
  method: 'PUT',
  path: `{base}/sluice${path}?api-version=2024-05-01`,
  headers: [],
  body: JSON.stringify({ properties }),
}))
