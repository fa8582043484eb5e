import type { Visitor } from './browser.ts'

export type PageVisitor = 'administrator' | 'developer' | 'nobody'

export interface PortalPage {
  readonly path: string
  /** Who looks at it. */
  readonly as: PageVisitor
}

export const developer = { email: 'dora@example.com', password: 'a password for Dora' }

/** Every page of home and of both portals, at addresses where `fillPortals` has put something to see. */
export const portalPages: readonly PortalPage[] = [
  ...['/sign-in', '/first-start', '/sign-up', '/reset-password', '/nothing-is-here'].map(by('nobody')),
  ...[
    '/',
    '/first-start',
    '/new/api-management',
    '/instances/sluice',
    ...[
      '',
      '/apis',
      '/apis/new',
      '/apis/import',
      '/apis/echo-api/summary',
      '/apis/echo-api/settings',
      '/apis/echo-api/operations',
      '/apis/echo-api/operations/new',
      '/apis/echo-api/operations/modify-resource',
      '/apis/echo-api/operations/modify-resource?tab=caching',
      '/apis/echo-api/operations/modify-resource?tab=request',
      '/apis/echo-api/operations/modify-resource?tab=responses',
      '/apis/echo-api/operations/modify-resource?tab=policies',
      '/apis/echo-api/policies',
      '/apis/echo-api/security',
      '/apis/echo-api/revisions',
      '/apis/echo-api/revisions?dialog=add-version',
      '/apis/echo-api/products',
      '/apis/echo-api/issues',
      '/products',
      '/products/new',
      '/products/starter/summary',
      '/products/starter/settings',
      '/products/starter/visibility',
      '/products/starter/subscribers',
      '/products/starter/policies',
      '/subscriptions',
      '/subscriptions?subscription=dora-starter',
      '/subscriptions/new',
      '/users',
      '/users?q=nobody',
      '/users/new',
      '/users/dora',
      '/users/dora?tab=activity',
      '/groups',
      '/groups/developers',
      '/groups/developers?tab=settings',
      '/policies',
      '/fragments',
      '/fragments/new',
      '/fragments/common-headers',
      '/named-values',
      '/named-values?add=true',
      '/named-values?edit=back-end-host',
      '/backends',
      '/backends/new',
      '/backends/reviews',
      '/certificates',
      '/certificates?add=true',
      '/notifications',
      '/notifications?tab=templates',
      '/notifications?tab=outbox',
      '/notifications/templates/ConfirmSignUpIdentityDefault',
      '/security',
      '/security?tab=providers',
      '/security?tab=oauth',
      '/security?tab=access',
      '/security?tab=access&add=token',
      '/security/identity-providers/new',
      '/security/authorization-servers/new',
      '/security/openid-providers/new',
      '/portal-content',
      '/portal-content?tab=places&of=apis/echo-api',
      '/portal-content?tab=visits',
      '/portal-content/pages/new',
      '/activity-log',
      '/activity-log?change=1',
      '/settings',
    ].map((path) => `/publisher/sluice${path}`),
  ].map(by('administrator')),
  ...['', '/apis', '/apis/echo-api', '/apis/echo-api/operations/modify-resource', '/products', '/products/starter'].map(
    (path) => by('nobody')(`/developer/sluice${path}`),
  ),
  ...['/apis/echo-api/operations/modify-resource/try', '/products/starter', '/profile', '/issues'].map((path) =>
    by('developer')(`/developer/sluice${path}`),
  ),
]

function by(as: PageVisitor): (path: string) => PortalPage {
  return (path) => ({ path, as })
}

/** Something on every page: a developer with subscriptions, an issue, a named value, a backend, a fragment. */
export async function fillPortals({ call }: Visitor, serviceId: string): Promise<void> {
  const put = async (path: string, properties: object) => {
    const { status, json } = await call('PUT', `${serviceId}${path}?api-version=2024-05-01`, { properties })
    if (status >= 300) throw new Error(`PUT ${path} was answered ${status}: ${JSON.stringify(json)}`)
  }
  await put('/users/dora', { ...developer, firstName: 'Dora', lastName: 'Visser', state: 'active' })
  await put('/subscriptions/dora-starter', {
    displayName: 'Dora’s phone',
    ownerId: `${serviceId}/users/dora`,
    scope: `${serviceId}/products/starter`,
    state: 'active',
  })
  await put('/subscriptions/dora-unlimited', {
    displayName: 'Dora’s server',
    ownerId: `${serviceId}/users/dora`,
    scope: `${serviceId}/products/unlimited`,
    state: 'submitted',
  })
  await put('/apis/echo-api/issues/slow', {
    title: 'Answers take long in the evening',
    description: 'Between 20:00 and 21:00 an answer takes four seconds.',
    userId: `${serviceId}/users/dora`,
    createdDate: '2026-01-05T12:00:00Z',
    state: 'open',
  })
  await put('/tags/demo', { displayName: 'demo' })
  await put('/apis/echo-api/tags/demo', {})
  await put('/namedValues/back-end-host', {
    displayName: 'back-end-host',
    value: 'backend.example.com',
    tags: ['hosts'],
  })
  await put('/namedValues/back-end-key', { displayName: 'back-end-key', value: 'not for everybody', secret: true })
  await put('/backends/reviews', {
    title: 'Reviews',
    url: 'https://backend.example.com/reviews',
    protocol: 'http',
    description: 'Where reviews are kept.',
  })
  await put('/policyFragments/common-headers', {
    description: 'Headers that every answer has.',
    format: 'xml',
    value:
      '<fragment><set-header name="X-Instance" exists-action="override"><value>{{back-end-host}}</value></set-header></fragment>',
  })
}
