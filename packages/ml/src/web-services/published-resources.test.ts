import { experimentGraph } from '@sluice/contracts'
import { beforeEach, describe, expect, it } from 'vitest'
import { datasetKey, trainedModelKey } from './document-keys.ts'
import { putEndpoint } from './endpoint-changes.ts'
import { numbers, startWithLearner, type WithLearner } from './published.fixture.ts'
import { createTestModel, edge, node, retrainingGraph, scoringGraph } from './trained-graph.fixture.ts'

let ml: WithLearner
let dataset: string
let model: string
beforeEach(async () => {
  ml = await startWithLearner()
  dataset = await ml.putDataset('Census', numbers, [[1, 2]])
  model = await ml.putModel('Census Model', createTestModel(10))
})

const score = async (service: { path: string; key: string }, row: object) => {
  const response = await ml.send({
    method: 'POST',
    target: `${service.path}/execute?api-version=2.0`,
    headers: ['Authorization', `Bearer ${service.key}`],
    body: JSON.stringify({ Inputs: { input1: [row] } }),
  })
  const reply = response.json() as { error?: object; Results?: { output1: { value: { Values: unknown[] } } } }
  return reply.error ?? reply.Results?.output1.value.Values
}

describe('what was published', () => {
  it('names what it works with, and nothing that it does without', async () => {
    const { endpoint } = await ml.publish(scoringGraph(dataset, model))
    expect(endpoint.definition.resources).toEqual([
      {
        kind: 'TrainedModel',
        id: model,
        name: 'Census Model [trained model]',
        artifact: `test/${model}`,
        byteCount: expect.any(Number),
        shape: createTestModel(10).shape,
      },
    ])
    expect([...ml.directory.artifactsInUse()]).toEqual([`test/${model}`])
  })

  it('goes on when model and dataset are deleted', async () => {
    const service = await ml.publish(scoringGraph(dataset, model))
    await ml.removeDocument(trainedModelKey(ml.workspaceId, model))
    await ml.removeDocument(datasetKey(ml.workspaceId, dataset))
    expect(await score(service, { x: 1, y: 2 })).toEqual([['1', '2', '11']])
  })

  it('keeps the files of a dataset that is deleted', async () => {
    const [x, y] = [node('x', 'saved-dataset', { datasetId: dataset }), node('y', 'web-service-output')]
    const { endpoint } = await ml.publish(
      experimentGraph.parse({ nodes: [x, y], edges: [edge('x.dataset', 'y.data')] }),
    )
    const [resource] = endpoint.definition.resources ?? []
    if (resource?.kind !== 'Dataset') throw new Error('There is no dataset.')
    const content = { kind: 'file' as const, artifact: 'datasets/one', rowCount: 1, byteCount: 1 }
    const stored = { ...resource.dataset, content }
    for (const artifact of ['datasets/one', 'datasets/two']) await (await ml.artifacts.begin()).commit(artifact)
    const definition = { ...endpoint.definition, resources: [{ ...resource, dataset: stored }] }
    await ml.store.transact({ actor: 'test' }, (transaction) =>
      putEndpoint(transaction, ml.workspaceId, { ...endpoint, definition }),
    )
    await ml.directory.catchUp()
    await ml.datasets.removeFiles([stored, { ...stored, content: { ...content, artifact: 'datasets/two' } }])
    await ml.datasets.sweep(-1)
    expect(await ml.artifacts.find('datasets/one')).toBeDefined()
    expect(await ml.artifacts.find('datasets/two')).toBeUndefined()
  })

  it('is compiled once for all endpoints that serve it', async () => {
    const service = await ml.publish(scoringGraph(dataset, model))
    const other = await ml.publish(scoringGraph(dataset, model))
    const [first, second] = [service, other].map(({ endpoint }) => ml.directory.endpointById(endpoint.id))
    expect(await first?.scorer()).toBe(await second?.scorer())
  })

  it('is served by the default endpoint when it is published again, which keeps its keys and descriptions', async () => {
    const service = await ml.publish(scoringGraph(dataset, model), {
      change: (definition) => ({
        ...definition,
        inputs: definition.inputs.map((input) => ({ ...input, description: 'People' })),
      }),
    })
    const better = await ml.putModel('Census Model', createTestModel(20))
    const again = await ml.publish(scoringGraph(dataset, better), {
      webServiceId: service.webService.id,
      name: 'Census 2',
    })
    expect(again.webService).toMatchObject({ id: service.webService.id, name: 'Census 2' })
    expect(again.endpoint).toMatchObject({ id: service.endpoint.id, primaryKeyHash: service.endpoint.primaryKeyHash })
    expect(again.endpoint.definition.inputs).toEqual([{ name: 'input1', schema: numbers, description: 'People' }])
    expect(await score(service, { x: 1, y: 2 })).toEqual([['1', '2', '21']])
    expect(ml.directory.webServices(ml.workspaceId)).toHaveLength(2)
  })

  it('takes rows without the label where that was set, and only the label', async () => {
    const service = await ml.publish(scoringGraph(dataset, model), { isLabelOptional: true })
    expect(await score(service, { x: 1 })).toEqual([['1', null, '11']])
    expect(await score(service, { x: 1, y: 3 })).toEqual([['1', '3', '11']])
    expect(await score(service, { y: 3 })).toMatchObject({
      code: 'LibraryExecutionError',
      details: [{ code: 'TableSchemaColumnCountMismatch' }, { message: "Missing column(s): 'x'." }],
    })
    const strict = await ml.publish(scoringGraph(dataset, model))
    expect(await score(strict, { x: 1 })).toMatchObject({ details: [{}, { message: "Missing column(s): 'y'." }] })
  })

  it('is for batch execution only when a model comes out', async () => {
    const service = await ml.publish(retrainingGraph(dataset))
    expect(service.endpoint.definition.outputs).toEqual([
      { name: 'model', kind: 'model', schema: null, description: '' },
    ])
    expect(await score(service, { x: 1, y: 2 })).toEqual({
      code: 'InvalidOperation',
      message: 'The request is invalid in the current context.',
      details: [
        {
          code: 'WebServiceIsBatchOnly',
          message: 'The web service gives a trained model at model, which only batch execution can write.',
        },
      ],
    })
    const scorer = await ml.directory.endpointById(service.endpoint.id)?.scorer()
    const dataTable = ml.savedContents.dataset(ml.directory.holdings(ml.workspaceId).dataset(dataset) as never)
    const values = await scorer?.run({ input1: await dataTable }, {})
    expect(values?.model).toMatchObject({ kind: 'model', state: { mean: 2 } })
  })
})
