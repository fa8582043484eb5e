import { describe, expect, it } from 'vitest'
import { administrator, pfxFile, startManagement } from './management.fixture.ts'
import { associations, resources } from './resources/index.ts'

const any = { 'If-Match': '*' }

describe('every resource type', () => {
  interface Sample {
    readonly path: string
    readonly properties: object
    readonly change: object
    /** Resources that it refers to: path → properties. */
    readonly needs?: Readonly<Record<string, object>>
  }
  const logger = { '/loggers/monitor': { loggerType: 'azureMonitor' } }
  const samples: Record<string, Sample> = {
    '/apis/{apiId}': {
      path: '/apis/My-API',
      properties: { displayName: 'My API', path: 'mine', serviceUrl: 'https://backend.example' },
      change: { displayName: 'Renamed' },
    },
    '/alertRules/{alertRuleId}': {
      path: '/alertRules/slow',
      properties: { displayName: 'Slow calls', kind: 'latency', threshold: 500 },
      change: { threshold: 800 },
    },
    '/apis/{apiId}/releases/{releaseId}': {
      path: '/apis/echo-api/releases/first',
      properties: { apiId: '/apis/echo-api;rev=1', notes: 'First' },
      change: { notes: 'The first' },
    },
    '/apiVersionSets/{versionSetId}': {
      path: '/apiVersionSets/orders',
      properties: { displayName: 'Orders', versioningScheme: 'Segment' },
      change: { description: 'All versions' },
    },
    '/apis/{apiId}/operations/{operationId}': {
      path: '/apis/echo-api/operations/new',
      properties: { displayName: 'New', method: 'get', urlTemplate: '/new/{id}' },
      change: { displayName: 'Renamed' },
    },
    '/portalsettings/signin': {
      path: '/portalsettings/signin',
      properties: { enabled: true },
      change: { enabled: false },
    },
    '/portalsettings/signup': {
      path: '/portalsettings/signup',
      properties: { enabled: false },
      change: { enabled: true },
    },
    '/portalsettings/delegation': {
      path: '/portalsettings/delegation',
      properties: { url: 'https://delegate.example/' },
      change: { subscriptions: { enabled: true } },
    },
    '/portalconfigs/{portalConfigId}': {
      path: '/portalconfigs/default',
      properties: { enableBasicAuth: false },
      change: { signin: { require: true } },
    },
    '/identityProviders/{identityProviderName}': {
      path: '/identityProviders/google',
      properties: { clientId: 'id', clientSecret: 'x' },
      change: { clientId: 'other' },
    },
    '/authorizationServers/{authsid}': {
      path: '/authorizationServers/as',
      properties: {
        displayName: 'AS',
        clientRegistrationEndpoint: 'https://as.example/register',
        authorizationEndpoint: 'https://as.example/authorize',
        grantTypes: ['authorizationCode'],
        clientId: 'id',
        clientSecret: 'x',
      },
      change: { displayName: 'Renamed' },
    },
    '/openidConnectProviders/{opid}': {
      path: '/openidConnectProviders/op',
      properties: { displayName: 'OP', metadataEndpoint: 'https://op.example/.well-known', clientId: 'id' },
      change: { displayName: 'Renamed' },
    },
    '/tenant/{accessName}': {
      path: '/tenant/access',
      properties: { enabled: true },
      change: { enabled: false },
    },
    '/products/{productId}': {
      path: '/products/p.1',
      properties: { displayName: 'P' },
      change: { state: 'published' },
    },
    '/groups/{groupId}': {
      path: '/groups/partners',
      properties: { displayName: 'Partners' },
      change: { description: 'x' },
    },
    '/users/{userId}': {
      path: '/users/anna',
      properties: { email: 'anna@example.com', firstName: 'Anna', lastName: 'Berg' },
      change: { note: 'called' },
    },
    '/subscriptions/{sid}': {
      path: '/subscriptions/s1',
      properties: { scope: '/apis', displayName: 'S' },
      change: { state: 'suspended' },
    },
    '/tags/{tagId}': { path: '/tags/red', properties: { displayName: 'Red' }, change: { displayName: 'Rose' } },
    '/apis/{apiId}/tagDescriptions/{tagDescriptionId}': {
      path: '/apis/echo-api/tagDescriptions/blue',
      needs: { '/tags/blue': { displayName: 'Blue' } },
      properties: { description: 'What is blue' },
      change: {},
    },
    '/apis/{apiId}/schemas/{schemaId}': {
      path: '/apis/echo-api/schemas/types',
      properties: { contentType: 'application/vnd.oai.openapi.components+json', document: { value: '{"schemas":{}}' } },
      change: {},
    },
    '/apis/{apiId}/tools/{toolId}': {
      path: '/apis/tools/tools/read',
      needs: { '/apis/tools': { displayName: 'Tools', path: 'tools', type: 'mcp' } },
      properties: { displayName: 'read', operationId: '/apis/echo-api/operations/retrieve-resource' },
      change: { description: 'Reads.' },
    },
    '/apis/{apiId}/issues/{issueId}': {
      path: '/apis/echo-api/issues/i1',
      properties: { title: 'Slow', description: 'It takes a minute.', userId: '/users/1' },
      change: { state: 'open' },
    },
    '/apis/{apiId}/issues/{issueId}/comments/{commentId}': {
      path: '/apis/echo-api/issues/i1/comments/c1',
      needs: { '/apis/echo-api/issues/i1': { title: 'Slow', description: 'Slow.', userId: '1' } },
      properties: { text: 'Here, too.', userId: '/users/1' },
      change: {},
    },
    '/apis/{apiId}/issues/{issueId}/attachments/{attachmentId}': {
      path: '/apis/echo-api/issues/i1/attachments/a1',
      needs: { '/apis/echo-api/issues/i1': { title: 'Slow', description: 'Slow.', userId: '1' } },
      properties: { title: 'Trace', contentFormat: 'link', content: 'https://example.com/trace' },
      change: {},
    },
    '/documentations/{documentationId}': {
      path: '/documentations/guide',
      properties: { title: 'Guide', content: '# Guide' },
      change: { content: '# The guide' },
    },
    '/apis/{apiId}/wikis/default': {
      path: '/apis/echo-api/wikis/default',
      properties: {},
      change: { documents: [] },
    },
    '/products/{productId}/wikis/default': {
      path: '/products/starter/wikis/default',
      properties: {},
      change: { documents: [] },
    },
    '/policies/{policyId}': { path: '/policies/policy', properties: { value: '<policies />' }, change: {} },
    '/apis/{apiId}/policies/{policyId}': {
      path: '/apis/echo-api/policies/policy',
      properties: { value: '<policies />', format: 'rawxml' },
      change: {},
    },
    '/apis/{apiId}/operations/{operationId}/policies/{policyId}': {
      path: '/apis/echo-api/operations/retrieve-resource/policies/policy',
      properties: { value: '<policies />' },
      change: {},
    },
    '/products/{productId}/policies/{policyId}': {
      path: '/products/unlimited/policies/policy',
      properties: { value: '<policies />' },
      change: {},
    },
    '/templates/{templateName}': {
      path: '/templates/NewDeveloperNotificationMessage',
      properties: { subject: 'Hello $DevFirstName' },
      change: { body: '<p>Hello</p>' },
    },
    '/notifications/{notificationName}': { path: '/notifications/BCC', properties: {}, change: {} },
    '/notifications/{notificationName}/recipientEmails/{email}': {
      path: '/notifications/BCC/recipientEmails/copy@example.com',
      properties: {},
      change: {},
    },
    '/notifications/{notificationName}/recipientUsers/{userId}': {
      path: '/notifications/BCC/recipientUsers/1',
      properties: {},
      change: {},
    },
    '/namedValues/{namedValueId}': {
      path: '/namedValues/host',
      properties: { displayName: 'host', value: 'orders.example' },
      change: { tags: ['orders'] },
    },
    '/policyFragments/{id}': {
      path: '/policyFragments/headers',
      properties: { value: '<fragment><set-header name="a" /></fragment>' },
      change: {},
    },
    '/policyRestrictions/{policyRestrictionId}': {
      path: '/policyRestrictions/products',
      properties: { scope: '/products' },
      change: { requireBase: 'true' },
    },
    '/certificates/{certificateId}': {
      path: '/certificates/client',
      properties: { data: pfxFile, password: 'secret' },
      change: {},
    },
    '/backends/{backendId}': {
      path: '/backends/orders',
      properties: { url: 'https://orders.example/v1', protocol: 'http' },
      change: { title: 'Orders' },
    },
    '/caches/{cacheId}': {
      path: '/caches/default',
      properties: { connectionString: 'redis.example:6380,password=x', useFromLocation: 'default' },
      change: { description: 'Shared' },
    },
    '/loggers/{loggerId}': {
      path: '/loggers/insights',
      properties: { loggerType: 'applicationInsights', credentials: { instrumentationKey: 'k' } },
      change: { description: 'Insights' },
    },
    '/diagnostics/{diagnosticId}': {
      path: '/diagnostics/azuremonitor',
      properties: { loggerId: '/loggers/monitor' },
      change: { logClientIp: true },
      needs: logger,
    },
    '/apis/{apiId}/diagnostics/{diagnosticId}': {
      path: '/apis/echo-api/diagnostics/azuremonitor',
      properties: { loggerId: '/loggers/monitor' },
      change: { verbosity: 'error' },
      needs: logger,
    },
    '/schemas/{schemaId}': {
      path: '/schemas/order',
      properties: { schemaType: 'json', document: { type: 'object' } },
      change: {},
    },
  }

  it.each(resources.map((resource) => [resource.path, resource] as const))(
    '%s can be put, read, changed, listed and deleted under entity tags',
    async (declared, resource) => {
      const { call } = await startManagement()
      const sample = samples[declared]
      if (sample === undefined) throw new Error(`no sample for ${declared}`)
      const { path, properties, change, needs = {} } = sample
      for (const [needed, having] of Object.entries(needs)) await call('PUT', needed, { properties: having })
      const wasThere = (await call('HEAD', path)).status < 300
      // What is not there matches nothing, not even `*`.
      if (!wasThere) expect((await call('PUT', path, { properties }, any)).status).toBe(412)
      const created = await call('PUT', path, { properties })
      expect(created.status).toBe(wasThere ? 200 : 201)
      expect(created.json).toMatchObject({ type: resource.type, name: path.split('/').at(-1) })
      expect(created.json.id).toMatch(new RegExp(`/service/sluice${path}$`))
      const read = await call('GET', path)
      expect([read.status, read.etag, read.json]).toEqual([200, created.etag, created.json])
      const head = await call('HEAD', path.toUpperCase())
      expect([head.status, head.etag]).toEqual(resource.isFact ? [204, null] : [200, created.etag])
      expect((await call('PUT', path, { properties }, { 'If-Match': '"other"' })).json.error.code).toBe(
        'PreconditionFailed',
      )
      expect((await call('GET', path)).etag).toBe(created.etag)

      if (!(resource.verbs ?? ['patch']).includes('patch')) {
        expect((await call('PATCH', path, { properties: change }, any)).status).toBe(405)
      } else {
        expect((await call('PATCH', path, { properties: change })).json.error.code).toBe('IfMatchRequired')
        const stale = await call('PATCH', path, { properties: change }, { 'If-Match': '"stale"' })
        expect([stale.status, stale.json.error.code]).toEqual([412, 'PreconditionFailed'])
        const patched = await call('PATCH', path, { properties: change }, { 'If-Match': created.etag ?? '' })
        expect(patched.status).toBe(resource.patchStatus ?? 200)
        expect((patched.json ?? (await call('GET', path)).json).properties).toMatchObject(change)
        expect(patched.etag).not.toBe(created.etag)
      }
      const listed = await call('GET', path.slice(0, path.lastIndexOf('/')))
      expect(listed.json.value.map((item: { id: string }) => item.id)).toContain(created.json.id)
      expect(listed.json.count).toBe(listed.json.value.length)

      if (!(resource.verbs ?? ['delete']).includes('delete')) {
        expect((await call('DELETE', path, undefined, any)).status).toBe(405)
        return
      }
      if (!resource.isFact && !resource.deletesWithoutMatch) expect((await call('DELETE', path)).status).toBe(400)
      expect((await call('DELETE', path, undefined, { 'If-Match': '"stale"' })).status).toBe(412)
      expect((await call('DELETE', path, undefined, resource.isFact ? {} : any)).status).toBe(200)
      // These always exist; the tests of the resources tell what comes back.
      if (Object.hasOwn(resource.defaults ?? {}, path.split('/').at(-1) ?? '')) return
      expect((await call('DELETE', path, undefined, any)).status).toBe(204)
      const gone = await call('GET', path)
      expect([gone.status, gone.json]).toEqual([
        404,
        { error: { code: 'ResourceNotFound', message: `${resource.title} not found.`, details: null } },
      ])
    },
  )

  it('has a sample above, so that none is forgotten', () => {
    expect(Object.keys(samples).sort()).toEqual(resources.map(({ path }) => path).sort())
  })
})

describe('associations', () => {
  it.each(associations.map(({ path, isReadable }) => [path, isReadable === true] as const))(
    '%s can be put, looked for, listed and deleted',
    async (declared, isReadable) => {
      const { call } = await startManagement()
      await call('PUT', '/tags/red', { properties: { displayName: 'Red' } })
      await call('PUT', '/groups/partners', { properties: { displayName: 'Partners' } })
      await call('PUT', '/products/p', { properties: { displayName: 'P' } })
      const path = declared
        .replace('{productId}', 'p')
        .replace('/groups/{groupId}/users', '/groups/partners/users')
        .replace('{groupId}', 'partners')
        .replace('{apiId}', 'echo-api')
        .replace('{userId}', '1')
        .replace('{operationId}', 'retrieve-resource')
        .replace('{tagId}', 'red')
      expect((await call('HEAD', path)).status).toBe(404)
      expect((await call('PUT', path)).status).toBe(201)
      expect((await call('PUT', path)).status).toBe(200)
      expect((await call('HEAD', path)).status).toBe(isReadable ? 200 : 204)
      const list = await call('GET', path.slice(0, path.lastIndexOf('/')))
      expect(list.json.value.map(({ name }: { name: string }) => name)).toContain(path.split('/').at(-1))
      expect((await call('DELETE', path)).status).toBe(200)
      expect((await call('DELETE', path)).status).toBe(204)
      expect((await call('PUT', `${path}-unknown`)).status).toBe(404)
    },
  )
})

describe('validation', () => {
  it('names every fault with its path', async () => {
    const { call } = await startManagement()
    const { status, json } = await call('PUT', '/apis/a', {
      properties: { displayName: '', path: 'x'.repeat(401), protocols: ['gopher'], subscriptionRequired: 'yes' },
    })
    expect(status).toBe(400)
    expect(json.error.code).toBe('ValidationError')
    expect(json.error.details.map(({ target }: { target: string }) => target)).toEqual([
      'properties.displayName',
      'properties.path',
      'properties.protocols.0',
      'properties.subscriptionRequired',
    ])
  })

  it.each([
    ['PUT', '/apis/a*b', { properties: {} }, 400, 'ValidationError', 'apiId'],
    ['PUT', '/apis/a', {}, 400, 'ValidationError', 'properties'],
    ['PUT', '/apis/a', '{"properties":', 400, 'InvalidRequestContent', undefined],
    ['PUT', '/apis/a', '', 400, 'InvalidRequestContent', undefined],
    ['PUT', '/apis/a', '[]', 400, 'InvalidRequestContent', undefined],
    ['PUT', '/apis/nowhere/operations/o', { properties: {} }, 404, 'ResourceNotFound', undefined],
    ['GET', '/apis/nowhere/operations', undefined, 404, 'ResourceNotFound', undefined],
    ['GET', '/nothing', undefined, 404, 'RouteNotFound', undefined],
    ['POST', '/apis', {}, 405, 'MethodNotAllowed', undefined],
    ['GET', '/apis?$top=0', undefined, 400, 'InvalidQueryParameter', undefined],
    ['GET', "/apis?$filter=nothing eq 'x'", undefined, 400, 'InvalidQueryParameter', undefined],
  ])('%s %s is refused', async (method, path, body, status, code, target) => {
    const { call } = await startManagement()
    const answer = await call(method, path, body)
    expect([answer.status, answer.json.error.code]).toEqual([status, code])
    if (target !== undefined) expect(answer.json.error.details[0].target).toBe(target)
  })

  it('asks for a version of the API that it knows', async () => {
    const { fetchRaw, base, issue } = await startManagement()
    const headers = { Authorization: `Bearer ${await issue()}` }
    const code = async (query: string) => {
      const answer = (await (await fetchRaw(`${base}/sluice/apis${query}`, { headers })).json()) as {
        error: { code: string }
      }
      return answer.error.code
    }
    expect(await code('')).toBe('MissingApiVersionParameter')
    expect(await code('?api-version=2001-01-01')).toBe('InvalidApiVersionParameter')
  })

  it('refuses a policy that does not compile, with line and column, and keeps the one that was there', async () => {
    const { call } = await startManagement()
    const before = await call('GET', '/products/starter/policies/policy')
    const { status, json } = await call('PUT', '/products/starter/policies/policy', {
      properties: { format: 'rawxml', value: '<policies><inbound>\n<nonsense/></inbound></policies>' },
    })
    expect(status).toBe(400)
    expect(json.error.details).toEqual([
      {
        code: 'ValidationError',
        target: 'line 2, column 2',
        message: "Error in element 'nonsense' on line 2, column 2: unknown policy.",
      },
    ])
    expect((await call('GET', '/products/starter/policies/policy')).json).toEqual(before.json)
  })

  it('refuses what two resources cannot both have', async () => {
    const { call } = await startManagement()
    const api = await call('PUT', '/apis/second', { properties: { displayName: 'Second', path: 'ECHO' } })
    expect(api.json.error.details[0]).toMatchObject({ target: 'properties.path' })
    const operation = await call('PUT', '/apis/echo-api/operations/second', {
      properties: { displayName: 'Second', method: 'get', urlTemplate: '/Resource' },
    })
    expect(operation.json.error.details[0]).toMatchObject({ target: 'properties.urlTemplate' })
    const user = await call('PUT', '/users/second', {
      properties: { email: administrator.email.toUpperCase(), firstName: 'A', lastName: 'B' },
    })
    expect([user.status, user.json.error.code]).toEqual([409, 'IdentifierTaken'])
  })

  it('declares parameters that the URL template names, and refuses those that it does not', async () => {
    const { call } = await startManagement()
    const put = (templateParameters: object[]) =>
      call('PUT', '/apis/echo-api/operations/o', {
        properties: { displayName: 'O', method: 'GET', urlTemplate: '/o/{a}/{b}', templateParameters },
      })
    const made = await put([{ name: 'a', type: 'integer' }])
    expect(made.json.properties.templateParameters).toEqual([
      { name: 'a', type: 'integer' },
      { name: 'b', type: 'string', required: true },
    ])
    const refused = await put([
      { name: 'a', type: 'string' },
      { name: 'a', type: 'string' },
      { name: 'c', type: 'string' },
    ])
    expect(refused.json.error.details.map(({ target }: { target: string }) => target)).toEqual([
      'properties.templateParameters.1.name',
      'properties.templateParameters.2.name',
    ])
  })
})

describe('lists', () => {
  it('are filtered, paged and counted, with the address of the next page', async () => {
    const { call, fetchRaw, issue } = await startManagement()
    const first = await call('GET', "/apis/echo-api/operations?$top=2&$filter=startswith(name,'retrieve')")
    expect(first.json.value.map(({ name }: { name: string }) => name)).toEqual([
      'retrieve-header-only',
      'retrieve-resource',
    ])
    expect(first.json.count).toBe(3)
    expect(first.json.nextLink).toMatch(/^http:\/\/localhost:8080\/subscriptions\/.*%24skip=2/)
    const next = await fetchRaw(new URL(first.json.nextLink).pathname + new URL(first.json.nextLink).search, {
      headers: { Authorization: `Bearer ${await issue()}` },
    })
    const body = (await next.json()) as { value: { name: string }[]; nextLink?: string }
    expect(body.value.map(({ name }) => name)).toEqual(['retrieve-resource-cached'])
    expect(body.nextLink).toBeUndefined()
  })

  it('show what belongs to a resource', async () => {
    const { call } = await startManagement()
    const names = async (path: string) =>
      (await call('GET', path)).json.value.map(({ name }: { name: string }) => name).sort()
    expect(await names('/apis/echo-api/products')).toEqual(['starter', 'unlimited'])
    expect(await names('/products/starter/apis')).toEqual(['azureml-demo-api', 'echo-api'])
    expect(await names('/products/starter/groups')).toEqual(['administrators', 'developers', 'guests'])
    expect(await names('/products/starter/subscriptions')).toEqual(['administrator-starter'])
    expect(await names('/users/1/groups')).toEqual(['administrators', 'developers'])
    expect(await names('/users/1/subscriptions')).toEqual(['administrator-starter', 'administrator-unlimited'])
    expect(await names('/groups/administrators/users')).toEqual(['1'])
  })
})

describe('subscriptions', () => {
  it('show their keys to listSecrets only, and get others when asked', async () => {
    const { call, store, installation } = await startManagement()
    const path = '/subscriptions/administrator-starter'
    expect(JSON.stringify((await call('GET', path)).json)).not.toContain(installation?.starterKey)
    const { json: keys } = await call('POST', `${path}/listSecrets`)
    expect(keys.primaryKey).toBe(installation?.starterKey)
    expect((await call('POST', `${path}/regeneratePrimaryKey`)).status).toBe(204)
    const { json: renewed } = await call('POST', `${path}/listSecrets`)
    expect(renewed.primaryKey).not.toBe(keys.primaryKey)
    expect(renewed.secondaryKey).toBe(keys.secondaryKey)
    expect(JSON.stringify(await store.readAll())).not.toContain(renewed.primaryKey)
  })

  it('wait for approval where the product wants it, and respect its limit for each user', async () => {
    const { call } = await startManagement()
    await call('PUT', '/users/anna', { properties: { email: 'a@b.example', firstName: 'A', lastName: 'B' } })
    const subscribe = (id: string) =>
      call('PUT', `/subscriptions/${id}`, {
        properties: { scope: '/products/unlimited', ownerId: '/users/anna', displayName: id },
      })
    const first = await subscribe('one')
    expect(first.json.properties.state).toBe('submitted')
    expect(first.json.properties.scope).toMatch(/\/service\/sluice\/products\/unlimited$/)
    expect((await subscribe('one')).status).toBe(200)
    const second = await subscribe('two')
    expect([second.status, second.json.error.code]).toEqual([400, 'OperationNotAllowed'])
    const approved = await call('PATCH', '/subscriptions/one', { properties: { state: 'active' } }, any)
    expect(approved.json.properties).toMatchObject({ state: 'active', startDate: expect.any(String) })
  })

  it('are refused with a scope, owner or key that cannot be', async () => {
    const { call } = await startManagement()
    const target = async (properties: object) => {
      const { json } = await call('PUT', '/subscriptions/s', { properties: { displayName: 's', ...properties } })
      return json.error.details?.[0].target
    }
    expect(await target({ scope: '/products/none' })).toBe('properties.scope')
    expect(await target({ scope: '/everything' })).toBe('properties.scope')
    expect(await target({ scope: '/' })).toBe('properties.scope')
    expect(await target({ scope: '/apis', ownerId: '/users/none' })).toBe('properties.ownerId')
    expect(await target({ scope: '/apis', primaryKey: 'k', secondaryKey: 'k' })).toBe('properties.secondaryKey')
    const { json: keys } = await call('POST', '/subscriptions/master/listSecrets')
    expect(await target({ scope: '/apis', secondaryKey: keys.primaryKey })).toBe('properties.secondaryKey')
  })
})

describe('what the service keeps for itself', () => {
  it.each([
    ['DELETE', '/subscriptions/master'],
    ['DELETE', '/groups/developers'],
    ['DELETE', '/users/1'],
    ['DELETE', '/products/starter'],
    ['PUT', '/groups/guests/users/1'],
    ['DELETE', '/products/starter/groups/administrators'],
  ])('%s %s is refused with the reason', async (method, path) => {
    const { call } = await startManagement()
    const { status, json } = await call(method, path, undefined, any)
    expect([status, json.error.code]).toEqual([400, 'OperationNotAllowed'])
  })

  it('goes with what it belongs to', async () => {
    const { call } = await startManagement()
    expect((await call('DELETE', '/products/starter?deleteSubscriptions=true', undefined, any)).status).toBe(200)
    expect((await call('GET', '/subscriptions/administrator-starter')).status).toBe(404)
    expect((await call('DELETE', '/apis/echo-api', undefined, any)).status).toBe(200)
    expect((await call('GET', '/apis/echo-api/operations/create-resource')).status).toBe(404)
    expect((await call('GET', '/products/unlimited/apis')).json.value).toEqual([])
  })

  it('lets an API be in one open product only', async () => {
    const { call } = await startManagement()
    for (const id of ['open1', 'open2']) {
      await call('PUT', `/products/${id}`, { properties: { displayName: id, subscriptionRequired: false } })
    }
    expect((await call('PUT', '/products/open1/apis/echo-api')).status).toBe(201)
    expect((await call('PUT', '/products/open2/apis/echo-api')).json.error.code).toBe('OperationNotAllowed')
    const opened = await call(
      'PATCH',
      '/products/starter',
      { properties: { subscriptionRequired: false, subscriptionsLimit: null } },
      any,
    )
    expect(opened.json.error.code).toBe('OperationNotAllowed')
  })
})

describe('the service itself', () => {
  it('is read, listed and changed', async () => {
    const { call, fetchRaw, base, issue } = await startManagement()
    const read = await call('GET', '')
    expect(read.json).toMatchObject({ name: 'sluice', type: 'Microsoft.ApiManagement/service', location: 'Local' })
    const headers = { Authorization: `Bearer ${await issue()}` }
    const listed = (await (await fetchRaw(`${base}?api-version=2024-05-01`, { headers })).json()) as {
      value: unknown[]
    }
    expect(listed.value).toEqual([read.json])
    const patched = await call('PATCH', '', { properties: { publisherName: 'Contoso' } })
    expect(patched.json.properties.publisherName).toBe('Contoso')
    expect((await call('PATCH', '', { properties: { publisherEmail: 'x' } })).status).toBe(400)
  })

  it('can be made anew with what every service contains', async () => {
    const { fetchRaw, base, issue } = await startManagement()
    const headers = { Authorization: `Bearer ${await issue()}` }
    const body = JSON.stringify({
      location: 'Local',
      sku: { name: 'Developer', capacity: 1 },
      properties: { publisherEmail: 'second@example.com', publisherName: 'Second' },
    })
    const put = (name: string) => fetchRaw(`${base}/${name}?api-version=2024-05-01`, { method: 'PUT', headers, body })
    expect((await put('demoazureml')).status).toBe(201)
    expect((await put('demoazureml')).status).toBe(200)
    expect((await put('1-bad-name-')).status).toBe(400)
    const groups = await fetchRaw(`${base}/demoazureml/groups?api-version=2024-05-01`, { headers })
    expect(((await groups.json()) as { count: number }).count).toBe(3)
  })

  it('begins without sample content when none is wanted, and is made once', async () => {
    const { call } = await startManagement({ createSamples: false })
    expect((await call('GET', '/apis')).json.value).toEqual([])
    expect((await call('GET', '/groups')).json.count).toBe(3)
    expect((await call('GET', '/policies/policy')).status).toBe(200)
    expect((await call('POST', '/subscriptions/master/listSecrets')).json.primaryKey).toHaveLength(32)
  })
})

describe('access', () => {
  it('opens with the password of the administrator, and closes after ten wrong ones', async () => {
    const { fetchRaw, clock } = await startManagement()
    const signIn = (email: string, password: string) =>
      fetchRaw('/api/sign-in', { method: 'POST', body: JSON.stringify({ email, password }) })
    const { token } = (await (await signIn(administrator.email, administrator.password)).json()) as { token: string }
    expect(token.split('.')).toHaveLength(3)
    expect((await signIn('nobody@example.com', 'x')).status).toBe(401)
    for (let guess = 0; guess < 10; guess += 1) expect((await signIn(administrator.email, 'wrong')).status).toBe(401)
    const locked = await signIn(administrator.email, administrator.password)
    expect([locked.status, locked.headers.get('retry-after')]).toEqual([429, '900'])
    clock.advance(900_000)
    expect((await signIn(administrator.email, administrator.password)).status).toBe(200)
  })
})
