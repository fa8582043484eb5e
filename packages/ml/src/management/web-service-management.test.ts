import { beforeAll, describe, expect, it } from 'vitest'
import { startMachineLearning } from '../machine-learning.fixture.ts'

type MachineLearning = Awaited<ReturnType<typeof startMachineLearning>>

let ml: MachineLearning
let webServiceId: string
beforeAll(async () => {
  ml = await startMachineLearning()
  webServiceId = ml.directory.webServices(ml.workspaceId)[0]?.id ?? ''
})

const headersFor = (token: string) => ['Host', 'ml.example:8090', 'Authorization', `Bearer ${token}`]
const get = (path: string, token = ml.workspaceToken('primary')) =>
  ml.send({ target: `/workspaces/${ml.workspaceId}${path}`, headers: headersFor(token) })

const webService = () => ({
  Id: webServiceId,
  Name: 'SimpleFeatureHashingExperiment',
  Description: 'Turns text into counts of hashed words and word pairs.',
  CreationTime: '2026-01-05T12:00:00.000Z',
  WorkspaceId: ml.workspaceId,
  DefaultEndpointName: 'default',
  EndpointCount: 1,
})

const endpoint = () => ({
  Name: 'default',
  Description: '',
  CreationTime: '2026-01-05T12:00:00.000Z',
  WorkspaceId: ml.workspaceId,
  WebServiceId: webServiceId,
  HelpLocation: `http://ml.example:8090/apihelp/workspaces/${ml.workspaceId}/webservices/${webServiceId}/endpoints/${ml.endpoint.id}`,
  PrimaryKey: ml.endpoint.primaryKey,
  SecondaryKey: expect.stringMatching(/^[A-Za-z0-9+/]{86}==$/),
  ApiLocation: `http://ml.example:8090/workspaces/${ml.workspaceId}/services/${ml.endpoint.id}`,
  Version: '2026-01-05T12:00:00.000Z',
  PreventUpdate: false,
  SampleDataEnabled: false,
  ExperimentLocation: null,
  MaxConcurrentCalls: 20,
  DiagnosticsTraceLevel: 'None',
  ThrottleLevel: 'High',
  Resources: [],
})

describe('reading web services', () => {
  it('lists them', async () => {
    const response = await get('/webservices')
    expect(response.json()).toEqual([webService()])
    expect(response.status).toBe(200)
    expect(response.header('content-type')).toBe('application/json; charset=utf-8')
  })

  it('reads one', async () => {
    expect((await get(`/webservices/${webServiceId}`)).json()).toEqual(webService())
  })

  it('lists and reads endpoints with their keys', async () => {
    expect((await get(`/webservices/${webServiceId}/endpoints`)).json()).toEqual([endpoint()])
    expect((await get(`/webservices/${webServiceId}/endpoints?decryptSecrets=true`)).json()).toEqual([endpoint()])
    expect((await get(`/webservices/${webServiceId}/endpoints/default`)).json()).toEqual(endpoint())
  })

  it('leaves the keys out when told so', async () => {
    const response = await get(`/webservices/${webServiceId}/endpoints?decryptSecrets=false`)
    expect(response.json()).toEqual([{ ...endpoint(), PrimaryKey: null, SecondaryKey: null }])
  })

  it('gives https addresses to who came over TLS', async () => {
    const response = await ml.send({
      target: `/workspaces/${ml.workspaceId}/webservices/${webServiceId}/endpoints/default`,
      headers: headersFor(ml.workspaceToken('primary')),
      isSecure: true,
    })
    expect(response.json()).toMatchObject({
      ApiLocation: expect.stringMatching(/^https:\/\/ml\.example:8090\/workspaces/),
    })
  })
})

describe('who may read web services', () => {
  const unauthorized =
    '{"error":{"code":"Unauthorized","message":"Request is unauthorized to access resource.","details":[{"code":"ManagementRequestUnauthorized","message":"Unauthorized"}]}}'

  it('is who has either token of the workspace, or one of the installation', async () => {
    const issued = await ml.tokens.issue({ subject: '1', role: 'administrator' }, 60)
    for (const token of [ml.workspaceToken('primary'), ml.workspaceToken('secondary'), issued, 'automation-token']) {
      expect((await get('/webservices', token)).status).toBe(200)
    }
  })

  it('is not who may only read, or only one service', async () => {
    const identities = [
      { subject: '1', role: 'analyst' },
      { subject: '1', role: 'developer' },
      { subject: 'gateway', role: 'internal' },
      { subject: '1', role: 'administrator', service: 'sluice' },
    ] as const
    for (const identity of identities) {
      expect((await get('/webservices', await ml.tokens.issue(identity, 60))).status).toBe(401)
    }
  })

  it('may bring the token in the studio’s header', async () => {
    const headers = ['x-ms-metaanalytics-authorizationtoken', ml.workspaceToken('primary'), 'x-aml-sdk', '1.0']
    const target = `/workspaces/${ml.workspaceId}/webservices`
    expect((await ml.send({ target, headers })).status).toBe(200)
    expect((await ml.send({ target, headers: [...headers, 'Authorization', 'Bearer wrong'] })).status).toBe(200)
  })

  it('is who has a key of an endpoint, for that endpoint only', async () => {
    const key = ml.endpoint.primaryKey
    expect((await get(`/webservices/${webServiceId}/endpoints/default`, key)).status).toBe(200)
    for (const path of ['', `/${webServiceId}`, `/${webServiceId}/endpoints`, `/${webServiceId}/endpoints/other`]) {
      const response = await get(`/webservices${path}`, key)
      expect(response.text()).toBe(unauthorized)
      expect(response.status).toBe(401)
    }
  })

  it('is nobody without a token, whether there is something to read or not', async () => {
    const paths = [`/workspaces/${ml.workspaceId}/webservices`, `/workspaces/${'0'.repeat(32)}/webservices`]
    for (const target of paths) expect((await ml.send({ target })).text()).toBe(unauthorized)
  })
})

describe('what is not there', () => {
  const notFound = (detail: object) => ({
    error: { code: 'NotFound', message: 'Resource not found.', details: [detail] },
  })

  it.each([
    ['a web service', `/webservices/${'0'.repeat(32)}`],
    ['the endpoints of a web service', `/webservices/${'0'.repeat(32)}/endpoints`],
  ])('(%s) is answered 404 in the words that clients look for', async (_, path) => {
    const response = await get(path)
    expect(response.status).toBe(404)
    expect(response.json()).toEqual(
      notFound({
        code: 'WebServiceNotFound',
        message: 'Invalid web service ID provided. Verify the web service ID is correct and try again.',
      }),
    )
  })

  it('(an endpoint) is answered 404', async () => {
    expect((await get(`/webservices/${webServiceId}/endpoints/un%20known`)).json()).toEqual(
      notFound({
        code: 'EndpointNotFound',
        message: "The web service has no endpoint 'un known'. Verify the endpoint name is correct and try again.",
      }),
    )
  })

  it('(a workspace) is told only to the installation itself', async () => {
    const target = `/workspaces/${'0'.repeat(32)}/webservices`
    expect((await ml.send({ target, headers: headersFor('automation-token') })).json()).toEqual(
      notFound({
        code: 'WorkspaceNotFound',
        message: 'Workspace not found. Verify the workspace Id is correct and try again.',
      }),
    )
  })

  it('(an id that is none) is answered 400', async () => {
    expect((await get('/webservices/abc')).json()).toMatchObject({
      error: { details: [{ code: 'WebServiceIdInvalid' }] },
    })
  })
})
