import { beforeEach, expect, it } from 'vitest'
import {
  numbers,
  type PublishedInTest,
  startWithLearner,
  type WithLearner,
} from '../../web-services/published.fixture.ts'
import { createTestModel, scoringGraph } from '../../web-services/trained-graph.fixture.ts'

let ml: WithLearner
let service: PublishedInTest
let endpoints: string
const resource = encodeURIComponent('Census Model [trained model]')
beforeEach(async () => {
  ml = await startWithLearner()
  const dataset = await ml.putDataset('Census', numbers, [[1, 2]])
  service = await ml.publish(scoringGraph(dataset, await ml.putModel('Census Model', createTestModel(10))))
  endpoints = `/workspaces/${ml.workspaceId}/web-services/${service.webService.id}/endpoints`
  await ml.studio('POST', endpoints, { name: 'paris' })
})

const replace = (name: string, body: object) => ml.studio('PUT', `${endpoints}/${name}/resources/${resource}`, body)
async function predict(name: string): Promise<string> {
  const { body } = await ml.studio('POST', `${endpoints}/${name}/test`, { Inputs: { input1: [{ x: 1, y: 2 }] } })
  return body.Results.output1.value.Values[0][2]
}

it('puts a trained model of the workspace into one endpoint, and into no other', async () => {
  const id = await ml.putModel('Newer Model', createTestModel(20))
  ml.clock.advance(1000)
  const { status, body } = await replace('paris', { from: 'trained-model', id })
  expect([status, body.version]).toEqual([200, '2026-01-05T12:00:01.000Z'])
  expect([await predict('default'), await predict('paris')]).toEqual(['11', '21'])
})

it('puts a file of the embedded storage into an endpoint', async () => {
  await ml.studio('PUT', `/workspaces/${ml.workspaceId}/storage/containers/models`)
  await ml.send({
    method: 'PUT',
    target: `/studio/workspaces/${ml.workspaceId}/storage/containers/models/blobs/new.ilearner`,
    headers: ['Authorization', 'Bearer automation-token', 'Content-Type', 'application/octet-stream'],
    body: Buffer.from(await ml.packedBytes(createTestModel(30))),
  })
  const { status } = await replace('paris', { from: 'blob', container: 'models', blob: 'new.ilearner' })
  expect(status).toBe(200)
  expect(await predict('paris')).toBe('31')
})

it('refuses what is not there, the default endpoint, and one that must not be updated', async () => {
  const id = await ml.putModel('Newer Model', createTestModel(20))
  const codes = [
    await replace('paris', { from: 'trained-model', id: '0'.repeat(32) }),
    await replace('paris', { from: 'blob', container: 'models', blob: 'gone' }),
    await replace('paris', { from: 'batch-job', id: '0'.repeat(32), output: 'output1' }),
    await replace('default', { from: 'trained-model', id }),
    await ml.studio('PUT', `${endpoints}/paris/resources/Other`, { from: 'trained-model', id }),
  ].map(({ body }) => body.error.code)
  expect(codes).toEqual([
    'TrainedModelUnknown',
    'BlobContainerNotFound',
    'JobNotFound',
    'DefaultEndpointFixed',
    'UpdatableResourceUnknown',
  ])
  await ml.studio('PATCH', `${endpoints}/paris`, { preventUpdate: true })
  expect((await replace('paris', { from: 'trained-model', id })).body.error.code).toBe('EndpointUpdatePrevented')
})
