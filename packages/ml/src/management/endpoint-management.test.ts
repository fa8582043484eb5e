import { createMemoryOutgoing } from '@sluice/platform'
import { beforeEach, describe, expect, it } from 'vitest'
import { packValue } from '../artifacts/pack.ts'
import { numbers, type PublishedInTest, startWithLearner, type WithLearner } from '../web-services/published.fixture.ts'
import { createTestModel, retrainingGraph, scoringGraph } from '../web-services/trained-graph.fixture.ts'

let ml: WithLearner
let service: PublishedInTest
let dataset: string
let files: Record<string, Uint8Array>
beforeEach(async () => {
  files = {}
  const outgoing = createMemoryOutgoing(async (request) => {
    const { pathname, search } = new URL(request.url)
    const file = files[pathname]
    return search === '?sig=1' && file !== undefined
      ? new Response(Buffer.from(file))
      : new Response('', { status: 403 })
  })
  ml = await startWithLearner({ outgoing })
  dataset = await ml.putDataset('Census', numbers, [[1, 2]])
  service = await ml.publish(scoringGraph(dataset, await ml.putModel('Census Model', createTestModel(10))))
})

const manage = async (method: string, path: string, body?: unknown, token = ml.workspaceToken('primary')) => {
  const response = await ml.send({
    method,
    target: `${service.managementPath}${path}`,
    headers: ['Host', 'ml.example', 'Authorization', `Bearer ${token}`, 'Content-Type', 'application/json'],
    ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
  })
  // A test names the members it expects; what is not there shows as a difference.
  // biome-ignore lint/suspicious/noExplicitAny: the shape differs from call to call
  return { status: response.status, json: () => response.json() as any }
}
const create = async (name: string, body: unknown = {}) => {
  const response = await manage('PUT', `/endpoints/${name}`, body)
  return { status: response.status, endpoint: response.json(), fault: response.json().error?.details }
}
const predict = async (endpoint: { ApiLocation: string; PrimaryKey: string }) => {
  const response = await ml.send({
    method: 'POST',
    target: `${new URL(endpoint.ApiLocation).pathname}/execute?api-version=2.0`,
    headers: ['Authorization', `Bearer ${endpoint.PrimaryKey}`],
    body: '{"Inputs":{"input1":[{"x":1,"y":0}]}}',
  })
  const reply = response.json() as { Results: { output1: { value: { Values: string[][] } } } }
  return reply.Results.output1.value.Values[0]?.[2]
}
const readDefault = async () => (await manage('GET', '/endpoints/default')).json()
const patchModel = (name: string, path: string, token?: string) =>
  manage(
    'PATCH',
    `/endpoints/${name}`,
    {
      Resources: [
        {
          Name: 'Census Model [trained model]',
          Location: { BaseLocation: 'https://files.example/', RelativeLocation: path, SasBlobToken: '?sig=1' },
        },
      ],
    },
    token,
  )

describe('making an endpoint', () => {
  it('gives it an id and keys of its own, with the level Low', async () => {
    const { status, endpoint } = await create('paris', {
      Description: 'For Paris',
      WebServiceId: 'x',
      EndpointName: 'paris',
    })
    expect(status).toBe(201)
    expect(endpoint).toEqual({
      Name: 'paris',
      Description: 'For Paris',
      CreationTime: '2026-01-05T12:00:00.000Z',
      WorkspaceId: ml.workspaceId,
      WebServiceId: service.webService.id,
      HelpLocation: expect.stringMatching(/^http:\/\/ml\.example\/apihelp\/workspaces\/.*\/endpoints\/[0-9a-f]{32}$/),
      PrimaryKey: expect.stringMatching(/^[A-Za-z0-9+/]{86}==$/),
      SecondaryKey: expect.stringMatching(/^[A-Za-z0-9+/]{86}==$/),
      ApiLocation: expect.stringMatching(/^http:\/\/ml\.example\/workspaces\/.*\/services\/[0-9a-f]{32}$/),
      Version: '2026-01-05T12:00:00.000Z',
      PreventUpdate: false,
      SampleDataEnabled: false,
      ExperimentLocation: null,
      MaxConcurrentCalls: 4,
      DiagnosticsTraceLevel: 'None',
      ThrottleLevel: 'Low',
      Resources: [
        {
          Name: 'Census Model [trained model]',
          Kind: 'TrainedModel',
          Location: { BaseLocation: null, RelativeLocation: null, SasBlobToken: null },
        },
      ],
    })
    expect(await predict(endpoint)).toBe('11')
    expect((await manage('GET', '')).json()).toMatchObject({ EndpointCount: 2 })
    expect((await manage('GET', '/endpoints')).json().map(({ Name }: { Name: string }) => Name)).toEqual([
      'default',
      'paris',
    ])
  })

  it.each([
    [{ ThrottleLevel: 'High' }, 20],
    [{ ThrottleLevel: 'High', MaxConcurrentCalls: 200, PreventUpdate: 'True' }, 200],
    [{ MaxConcurrentCalls: 20 }, 20],
    [{ ThrottleLevel: 'Low', MaxConcurrentCalls: null }, 4],
    ['', 4],
  ])('with %j lets so many calls run at once', async (body, calls) => {
    expect((await create('a', body)).endpoint).toMatchObject({ MaxConcurrentCalls: calls })
  })

  it.each([
    [
      { ThrottleLevel: 'Low', MaxConcurrentCalls: 4 },
      'WebServiceConcurrentRequestRequirementInvalid',
      'The concurrent request requirement is invalid. The throttle level Low has 4 concurrent calls; no number can be given.',
    ],
    [
      { ThrottleLevel: 'High', MaxConcurrentCalls: 19 },
      'WebServiceConcurrentRequestRequirementInvalid',
      'The concurrent request requirement is invalid. The throttle level High takes whole numbers from 20 to 200.',
    ],
    [
      { ThrottleLevel: 'High', MaxConcurrentCalls: 20.5 },
      'WebServiceConcurrentRequestRequirementInvalid',
      'The concurrent request requirement is invalid. The throttle level High takes whole numbers from 20 to 200.',
    ],
    [
      { ThrottleLevel: 'High', MaxConcurrentCalls: 201 },
      'WebServiceTooManyConcurrentRequestRequirement',
      'Cannot set concurrent request requirement to more than 200.',
    ],
    [
      { ThrottleLevel: 'Mid' },
      'RequestBodyInvalid',
      'No request body provided or error in deserializing the request body.',
    ],
    ['{', 'RequestBodyInvalid', 'No request body provided or error in deserializing the request body.'],
    [[], 'RequestBodyInvalid', 'No request body provided or error in deserializing the request body.'],
  ])('refuses %j', async (body, code, message) => {
    const { status, fault } = await create('a', body)
    expect(status).toBe(400)
    expect(fault[0]).toEqual({ code, message })
  })

  it.each(['Paris', 'a-b', 'a'.repeat(25), 'ü', '%2e%2e', '__proto__'])('refuses the name %s', async (name) => {
    const { status, fault } = await create(encodeURI(name))
    expect([status, fault[0].code]).toEqual([400, 'EndpointNameInvalid'])
  })

  it('again sets what is said and keeps the keys', async () => {
    const { endpoint } = await create('paris')
    const again = await create('paris', { MaxConcurrentCalls: 50 })
    expect(again.status).toBe(200)
    expect(again.endpoint).toEqual({ ...endpoint, MaxConcurrentCalls: 50, ThrottleLevel: 'High' })
  })

  it('is refused for the default endpoint', async () => {
    expect((await create('default')).fault[0].code).toBe('DefaultEndpointFixed')
  })
})

describe('patching an endpoint with a retrained model', () => {
  it('changes what this endpoint predicts, and no other', async () => {
    const { endpoint } = await create('paris')
    files['/models/1.ilearner'] = await ml.packedBytes(createTestModel(30))
    ml.clock.advance(1000)
    const response = await patchModel('paris', 'models/1.ilearner', endpoint.PrimaryKey)
    expect(response.status).toBe(200)
    expect(response.json()).toEqual({ ...endpoint, Version: '2026-01-05T12:00:01.000Z' })
    expect(await predict(endpoint)).toBe('31')
    expect(await predict(await readDefault())).toBe('11')
    expect(ml.directory.artifactsInUse().size).toBe(2)
  })

  it.each([
    ['another task', createTestModel(1, { task: 'two-class' }), 'Its task is two-class, not regression.'],
    [
      'another label',
      createTestModel(1, { training: { label: { ...numbers[1], name: 'z' } as never, features: [] } }),
      "It predicts the label 'z', not the label 'y'.",
    ],
    [
      'other features',
      createTestModel(1, {
        training: { label: numbers[1] as never, features: [{ ...numbers[0], name: 'z' } as never] },
      }),
      "Its features differ: it lacks 'x' (Double), it needs 'z' (Double) as well.",
    ],
    [
      'no training',
      { ...createTestModel(1), shape: { kind: 'model', learner: 'test-learner', task: 'regression' } as const },
      'The model was not trained.',
    ],
  ])('refuses a model with %s', async (_, model, reason) => {
    const { endpoint } = await create('paris')
    files['/m'] = await ml.packedBytes(model)
    const response = await patchModel('paris', '/m')
    expect([response.status, response.json().error.details]).toEqual([
      400,
      [
        {
          code: 'IncompatibleModel',
          message: `The model does not fit the resource 'Census Model [trained model]': ${reason}`,
        },
      ],
    ])
    expect(await predict(endpoint)).toBe('11')
  })

  it.each([
    ['anything', Buffer.from('hello')],
    ['nothing', new Uint8Array()],
    ['a damaged file', packValue({ kind: 'model' }).fill(0, 60, 61)],
    ['a file of something else', packValue([1, { shape: null }])],
  ])('refuses %s', async (_, bytes) => {
    await create('paris')
    files['/m'] = bytes
    const response = await patchModel('paris', '/m')
    expect([response.status, response.json().error.details[0].code]).toEqual([400, 'IncompatibleModel'])
  })

  it('says what is wrong with a location, without its token', async () => {
    await create('paris')
    const response = await patchModel('paris', 'gone')
    expect(response.json().error.details).toEqual([
      {
        code: 'BlobNotFound',
        message:
          'Unable to access the provided Azure blob - https://files.example/gone.  Azure error message: The answer was 403.',
      },
    ])
    for (const Location of [
      {},
      { BaseLocation: 'ftp://x', RelativeLocation: 'y' },
      { BaseLocation: 'x', RelativeLocation: 'y' },
    ]) {
      const body = { Resources: [{ Name: 'Census Model [trained model]', Location }] }
      const refused = await manage('PATCH', '/endpoints/paris', body)
      expect([refused.status, refused.json().error.details[0].code]).toEqual([400, 'InvalidBlob'])
    }
  })

  it('is refused for unknown resources, prevented updates and the default endpoint', async () => {
    await create('paris', { PreventUpdate: true })
    expect((await patchModel('paris', 'm')).json().error.details[0].code).toBe('EndpointUpdatePrevented')
    expect((await patchModel('default', 'm')).json().error.details[0].code).toBe('DefaultEndpointFixed')
    expect(
      (await manage('PATCH', '/endpoints/paris', { PreventUpdate: false, Description: 'x' })).json(),
    ).toMatchObject({
      PreventUpdate: false,
      Description: 'x',
    })
    const unknown = { Resources: [{ Name: 'Other', Location: {} }] }
    expect((await manage('PATCH', '/endpoints/paris', unknown)).json().error.details).toEqual([
      {
        code: 'UpdatableResourceUnknown',
        message: "The web service has no updatable resource 'Other'. Its resources: 'Census Model [trained model]'.",
      },
    ])
    service = await ml.publish(retrainingGraph(dataset))
    await create('paris')
    expect((await patchModel('paris', 'm')).json().error.details).toEqual([
      { code: 'NoUpdatableResources', message: 'The web service has no updatable resources.' },
    ])
  })

  it('also sets the other members', async () => {
    const { endpoint } = await create('paris')
    const body = {
      MaxConcurrentCalls: 30,
      ThrottleLevel: 'High',
      DiagnosticsTraceLevel: 'All',
      SampleDataEnabled: true,
      Resources: null,
    }
    const { Resources: _, ...expected } = body
    expect((await manage('PATCH', '/endpoints/paris', body)).json()).toEqual({ ...endpoint, ...expected })
    expect((await manage('PATCH', '/endpoints/paris', { MaxConcurrentCalls: 31 })).json()).toMatchObject({
      MaxConcurrentCalls: 31,
    })
    expect((await manage('PATCH', '/endpoints/paris', { ThrottleLevel: 'Low' })).json()).toMatchObject({
      MaxConcurrentCalls: 4,
    })
    expect((await manage('PATCH', '/endpoints/paris', { MaxConcurrentCalls: 31 })).status).toBe(400)
  })
})

describe('refreshing an endpoint', () => {
  it('takes over what was published since, once', async () => {
    const { endpoint } = await create('paris')
    expect((await manage('POST', '/endpoints/paris/refresh', { OverwriteResources: 'True' })).status).toBe(304)
    const model = await ml.putModel('Census Model', createTestModel(50))
    await ml.publish(scoringGraph(dataset, model), { webServiceId: service.webService.id })
    expect(await predict(endpoint)).toBe('11')
    const response = await manage('POST', '/endpoints/paris/refresh', { OverwriteResources: 'True' })
    expect(response.status).toBe(200)
    expect(await predict(endpoint)).toBe('51')
    expect((await manage('POST', '/endpoints/paris/refresh')).status).toBe(304)
    expect((await manage('POST', '/endpoints/default/refresh')).json().error.details[0].code).toBe(
      'DefaultEndpointFixed',
    )
  })

  it('keeps a model that was patched in unless told to overwrite it', async () => {
    const { endpoint } = await create('paris')
    files['/m'] = await ml.packedBytes(createTestModel(30))
    await patchModel('paris', 'm')
    expect((await manage('POST', '/endpoints/paris/refresh', { OverwriteResources: 'False' })).status).toBe(304)
    expect(await predict(endpoint)).toBe('31')
    expect((await manage('POST', '/endpoints/paris/refresh', { OverwriteResources: true })).status).toBe(200)
    expect(await predict(endpoint)).toBe('11')
  })
})

describe('keys and deleting', () => {
  it('replaces one key, the other stays', async () => {
    const { endpoint } = await create('paris')
    const response = await manage('POST', '/endpoints/paris/regenerateKey', { KeyType: 'Primary' })
    const { PrimaryKey, SecondaryKey } = response.json()
    expect(PrimaryKey).not.toBe(endpoint.PrimaryKey)
    expect(SecondaryKey).toBe(endpoint.SecondaryKey)
    expect(await predict({ ...endpoint, PrimaryKey })).toBe('11')
    expect((await manage('GET', '/endpoints/paris', undefined, endpoint.PrimaryKey)).status).toBe(401)
    expect((await manage('POST', '/endpoints/paris/regenerateKey', { KeyType: 'x' })).status).toBe(400)
  })

  it('deletes an endpoint; the default one last', async () => {
    const { endpoint } = await create('paris')
    const refused = await manage('DELETE', '/endpoints/default')
    expect([refused.status, refused.json().error.details[0].code]).toEqual([400, 'DefaultEndpointNeeded'])
    expect((await manage('DELETE', '/endpoints/paris', undefined, endpoint.PrimaryKey)).status).toBe(401)
    expect((await manage('DELETE', '/endpoints/paris')).status).toBe(204)
    expect((await manage('GET', '/endpoints/paris')).status).toBe(404)
    expect((await manage('DELETE', '/endpoints/paris')).status).toBe(404)
    expect((await manage('DELETE', '/endpoints/default')).status).toBe(204)
  })

  it('deletes a web service with all that belongs to it', async () => {
    const { endpoint } = await create('paris')
    expect((await manage('DELETE', '')).status).toBe(204)
    expect((await manage('GET', '')).status).toBe(404)
    expect((await manage('DELETE', '')).status).toBe(404)
    const response = await ml.send({ target: `${new URL(endpoint.ApiLocation).pathname}/swagger.json` })
    expect(response.status).toBe(404)
    expect((await manage('PUT', '', {})).json().error.details[0].code).toBe('CodeWebServiceUnsupported')
  })
})
