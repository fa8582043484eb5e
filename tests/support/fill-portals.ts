import type { Visitor } from './browser.ts'
import { developer, type PortalIds } from './portal-pages.ts'

const keyOfDora = 'key-of-dora-for-the-echo-api-000'

/** Something on every page: a developer with subscriptions, an issue, a named value, a backend, a fragment, a file. */
export async function fillPortals({ call }: Visitor, serviceId: string): Promise<PortalIds> {
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
    primaryKey: keyOfDora,
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
  await put('/apis/echo-mcp', {
    type: 'mcp',
    displayName: 'Echo tools',
    description: 'Lets an assistant try the **Echo API**.',
    path: 'echo-mcp',
    mcpTools: ['readResource', 'createResource'].map((name, index) => ({
      name,
      description: index === 0 ? 'Reads the sample resource.' : null,
      operationId: `/apis/echo-api/operations/${index === 0 ? 'retrieve' : 'create'}-resource`,
    })),
  })
  await put('/products/starter/apis/echo-mcp', {})
  await put('/apis/chat', {
    type: 'websocket',
    displayName: 'Chat',
    path: 'chat',
    protocols: ['ws', 'wss'],
    serviceUrl: 'wss://backend.example.com/chat',
  })
  await put('/products/starter/apis/chat', {})
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
  return {
    ...(await fillStudio(call)),
    trace: await traceCall(call, serviceId),
    refusedCall: await refuseCall(call, serviceId),
  }
}

/** A call that the gateway has traced; it failed, as it has no key. @returns the identifier of its trace */
async function traceCall(call: Visitor['call'], serviceId: string): Promise<string> {
  const arm = async <Body>(method: string, path: string, body?: object): Promise<Body> => {
    const { status, json } = await call(method, `${serviceId}${path}?api-version=2024-05-01`, body)
    if (status >= 300) throw new Error(`${method} ${path} was answered ${status}: ${JSON.stringify(json)}`)
    return json as Body
  }
  const { token } = await arm<{ readonly token: string }>('POST', '/gateways/managed/listDebugCredentials', {
    apiId: `${serviceId}/apis/echo-api`,
    purposes: ['tracing'],
  })
  const { properties } = await arm<{ readonly properties: { readonly gatewayUrl: string } }>('GET', '')
  await call('POST', '/api/console', {
    service: 'sluice',
    method: 'GET',
    url: `${properties.gatewayUrl}/echo/resource?param1=sample`,
    headers: [['Apim-Debug-Authorization', token]],
  })
  const { value } = await arm<{ readonly value: readonly { readonly traceId: string }[] }>('GET', '/traces')
  const [newest] = value
  if (newest === undefined) throw new Error('The call was not traced.')
  return newest.traceId
}

/** Calls with the key of the developer until her product takes no more. @returns the identifier of the call that was refused */
async function refuseCall(call: Visitor['call'], serviceId: string): Promise<string> {
  const version = 'api-version=2024-05-01'
  const { json } = await call('GET', `${serviceId}?${version}`)
  const { gatewayUrl } = (json as { readonly properties: { readonly gatewayUrl: string } }).properties
  const refused = `${serviceId}/callRecords?${version}&refused=true&subscription=dora-starter&$top=1`
  for (const begin = Date.now(); Date.now() - begin < 60_000; ) {
    await call('POST', '/api/console', {
      service: 'sluice',
      method: 'GET',
      url: `${gatewayUrl}/echo/resource?param1=sample`,
      headers: [['Ocp-Apim-Subscription-Key', keyOfDora]],
    })
    const { value = [] } = (await call('GET', refused)).json as { value?: readonly { readonly requestId: string }[] }
    const [newest] = value
    if (newest !== undefined) return newest.requestId
  }
  throw new Error('No call was refused, or none is in the log.')
}

async function fillStudio(call: Visitor['call']): Promise<Omit<PortalIds, 'trace' | 'refusedCall'>> {
  const workspace = await idOf('/studio/workspaces', () => true)
  const base = `/studio/workspaces/${workspace}`
  const container = `${base}/storage/containers/reports`
  await call('PUT', container)
  for (const blob of ['2026/march.csv', 'scores.csv']) {
    await call('PUT', `${container}/blobs/${encodeURIComponent(blob)}`, 'Col2\nA good book\nSo so\n')
  }
  const sample = (name: string | undefined) => name === 'SimpleFeatureHashingExperiment'
  const experiment = await idOf(`${base}/experiments`, sample)
  const webService = await idOf(`${base}/web-services`, sample)
  const run = await make(`${base}/experiments/${experiment}/runs`, {})
  const link = await make(`${container}/links`, { permissions: ['read'], minutes: 60 }, 'url')
  const [, BaseLocation = '', name = '', SasBlobToken = ''] = /^(.*\/)([^/?]+)(\?.*)$/.exec(link) ?? []
  const input = { BaseLocation, RelativeLocation: `${name}/scores.csv`, SasBlobToken }
  const job = await make(`${base}/web-services/${webService}/endpoints/default/batch-jobs`, {
    Inputs: { input1: input },
  })
  await untilEnded(`${base}/experiments/${experiment}/runs/${run}`)
  await untilEnded(`${base}/batch-jobs/${job}`)
  const reviews = await idOf(`${base}/datasets`, (name) => name === 'Book Reviews from Amazon')
  return { workspace, reviews, experiment, run, webService, job }

  async function make(path: string, body: object, member = 'id'): Promise<string> {
    const { status, json } = await call('POST', path, body)
    if (status >= 300) throw new Error(`POST ${path} was answered ${status}: ${JSON.stringify(json)}`)
    return (json as Readonly<Record<string, string>>)[member] ?? ''
  }

  async function untilEnded(path: string): Promise<void> {
    for (const begin = Date.now(); Date.now() - begin < 60_000; ) {
      const { json } = await call('GET', path)
      if (!/queued|running|not-started/i.test((json as { readonly state: string }).state)) return
      await new Promise((resolve) => setTimeout(resolve, 100))
    }
    throw new Error(`There was no end of ${path}.`)
  }

  async function idOf(path: string, isIt: (name: string | undefined) => boolean): Promise<string> {
    const { json } = await call('GET', path)
    const { value } = json as { readonly value: readonly { readonly id: string; readonly name?: string }[] }
    const found = value.find(({ name }) => isIt(name))
    if (found === undefined) throw new Error(`Nothing of the kind is at ${path}.`)
    return found.id
  }
}
