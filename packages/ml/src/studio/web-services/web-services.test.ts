import { beforeEach, describe, expect, it } from 'vitest'
import {
  numbers,
  type PublishedInTest,
  startWithLearner,
  type WithLearner,
} from '../../web-services/published.fixture.ts'
import { createTestModel, scoringGraph } from '../../web-services/trained-graph.fixture.ts'

let ml: WithLearner
let service: PublishedInTest
let base: string
beforeEach(async () => {
  ml = await startWithLearner()
  const dataset = await ml.putDataset('Census', numbers, [[1, 2]])
  service = await ml.publish(scoringGraph(dataset, await ml.putModel('Census Model', createTestModel(10))))
  base = `/workspaces/${ml.workspaceId}/web-services/${service.webService.id}`
})

describe('a web service in the studio', () => {
  it('is listed, renamed and described, also its inputs, outputs and parameters', async () => {
    const change = {
      name: 'Incomes',
      description: 'Of people',
      isLabelOptional: true,
      inputs: { input1: 'People' },
      outputs: { output1: 'Their incomes' },
      parameters: { Shift: 'Added to all' },
    }
    const { status, body } = await ml.studio('PATCH', base, change)
    expect(status).toBe(200)
    expect(body).toMatchObject({
      name: 'Incomes',
      description: 'Of people',
      isLabelOptional: true,
      isBatchOnly: false,
      endpointCount: 1,
      inputs: [{ name: 'input1', schema: numbers, description: 'People' }],
      outputs: [{ name: 'output1', kind: 'table', description: 'Their incomes' }],
      parameters: [{ name: 'Shift', type: 'number', description: 'Added to all', defaultValue: 0 }],
    })
    const { body: list } = await ml.studio('GET', `/workspaces/${ml.workspaceId}/web-services`)
    expect(list.value.map(({ name }: { name: string }) => name)).toEqual(['SimpleFeatureHashingExperiment', 'Incomes'])
    const openApi = (await ml.send({ target: `${service.path}/openapi.json` })).json()
    expect(openApi).toMatchObject({
      info: { title: 'Incomes' },
      components: {
        schemas: {
          input1Row: { description: 'People' },
          Parameters: { properties: { Shift: { description: 'Added to all' } } },
        },
      },
    })
    const unknown = await ml.studio('PATCH', base, { inputs: { other: 'x' } })
    expect([unknown.status, unknown.body.error.details[0].target]).toEqual([400, 'body.inputs.other'])
  })

  it('is deleted with its endpoints', async () => {
    expect((await ml.studio('DELETE', base)).status).toBe(204)
    expect((await ml.studio('GET', base)).body.error.code).toBe('WebServiceNotFound')
    expect((await ml.studio('GET', `${base}/endpoints`)).status).toBe(404)
    expect((await ml.send({ target: `${service.path}/swagger.json` })).status).toBe(404)
  })
})

describe('an endpoint in the studio', () => {
  it('is made, read, changed and deleted', async () => {
    const made = await ml.studio('POST', `${base}/endpoints`, {
      name: 'paris',
      throttleLevel: 'High',
      maxConcurrentCalls: 50,
    })
    expect(made.status).toBe(201)
    expect(made.body).toMatchObject({
      name: 'paris',
      isDefault: false,
      maxConcurrentCalls: 50,
      isRefreshPossible: false,
    })
    expect((await ml.studio('POST', `${base}/endpoints`, { name: 'paris' })).body.error.code).toBe('EndpointExists')
    expect((await ml.studio('POST', `${base}/endpoints`, { name: 'Paris' })).body.error.details[0].target).toBe(
      'body.name',
    )
    const changed = await ml.studio('PATCH', `${base}/endpoints/paris`, {
      isSampleDataEnabled: true,
      throttleLevel: 'Low',
    })
    expect(changed.body).toEqual({
      ...made.body,
      isSampleDataEnabled: true,
      throttleLevel: 'Low',
      maxConcurrentCalls: 4,
    })
    const listed = await ml.studio('GET', `${base}/endpoints`)
    expect(listed.body.value[1]).toEqual(changed.body)
    expect((await ml.studio('GET', `${base}/endpoints/paris`)).body).toEqual(changed.body)
    expect((await ml.studio('DELETE', `${base}/endpoints/default`)).body.error.code).toBe('DefaultEndpointNeeded')
    expect((await ml.studio('DELETE', `${base}/endpoints/paris`)).status).toBe(204)
    expect((await ml.studio('GET', `${base}/endpoints/paris`)).status).toBe(404)
  })

  it('shows its keys only when asked for them, and renews one', async () => {
    expect(JSON.stringify((await ml.studio('GET', `${base}/endpoints/default`)).body)).not.toContain(service.key)
    const keys = (await ml.studio('POST', `${base}/endpoints/default/list-keys`)).body
    expect(keys.primary).toBe(service.key)
    expect((await ml.studio('POST', `${base}/endpoints/default/renew-key`, { key: 'primary' })).status).toBe(204)
    const renewed = (await ml.studio('POST', `${base}/endpoints/default/list-keys`)).body
    expect(renewed).toEqual({ primary: expect.not.stringMatching(keys.primary), secondary: keys.secondary })
  })

  it('is tested like a call, with the faults of one', async () => {
    const test = (body: object) => ml.studio('POST', `${base}/endpoints/default/test`, body)
    const { body } = await test({ Inputs: { input1: [{ x: '1', y: 2 }] }, GlobalParameters: { Shift: '3' } })
    expect(body.Results.output1.value).toEqual({
      ColumnNames: ['x', 'y', 'Scored Labels'],
      ColumnTypes: ['Double', 'Double', 'Double'],
      Values: [['1', '2', '14']],
    })
    const refused = await test({ Inputs: { input1: [{ x: 'a', y: 2 }] } })
    expect(refused.status).toBe(400)
    expect(refused.body.error.details.at(-1)).toEqual({
      code: 'Cell',
      target: "column 'x', row 1",
      message: "'a' cannot be read as Double.",
    })
  })

  it('is refreshed after the web service was published again', async () => {
    await ml.studio('POST', `${base}/endpoints`, { name: 'paris' })
    ml.clock.advance(1000)
    const dataset = await ml.putDataset('Census', numbers, [[1, 2]])
    const model = await ml.putModel('Census Model', createTestModel(20))
    await ml.publish(scoringGraph(dataset, model), { webServiceId: service.webService.id })
    expect((await ml.studio('GET', `${base}/endpoints/paris`)).body.isRefreshPossible).toBe(true)
    const { body } = await ml.studio('POST', `${base}/endpoints/paris/refresh`, {})
    expect(body).toMatchObject({ isRefreshPossible: false, version: '2026-01-05T12:00:01.000Z' })
  })
})
