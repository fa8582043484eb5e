import { experimentGraph } from '@sluice/contracts'
import { createTableFromRows, toColumnSchema } from '@sluice/dataflow'
import { createMemoryOutgoing } from '@sluice/platform'
import { beforeAll, describe, expect, it } from 'vitest'
import { packValue } from '../../artifacts/pack.ts'
import type { Packable } from '../../modules/port-values.ts'
import { experimentKey } from '../document-keys.ts'
import { startWithLearner, type WithLearner } from '../published.fixture.ts'
import { putDocument } from '../put-document.ts'
import { edge, node } from '../trained-graph.fixture.ts'

const schema = [toColumnSchema('age', 'Double'), toColumnSchema('rich', 'String')]
/** Old people are rich; where `isTurned`, young ones. */
const people = (isTurned: boolean): [number, string][] =>
  Array.from({ length: 40 }, (_, age) => [age, age >= 20 === isTurned ? 'no' : 'yes'])

let ml: WithLearner
let training: string
let base: string
const files: Record<string, Uint8Array> = {}
beforeAll(async () => {
  const outgoing = createMemoryOutgoing(
    async ({ url }) => new Response(Buffer.from(files[new URL(url).pathname] ?? '')),
  )
  ml = await startWithLearner({ outgoing })
  const datasetId = await ml.putDataset('People', schema, people(false))
  training = ml.newId()
  base = `/workspaces/${ml.workspaceId}`
  const graph = experimentGraph.parse({
    nodes: [
      node('data', 'saved-dataset', { datasetId }),
      node('scale', 'normalize-data', { columns: { rules: [{ action: 'include', by: 'names', names: ['age'] }] } }),
      node('learner', 'two-class-logistic-regression'),
      node('train', 'train-model', { labelColumn: { rules: [{ action: 'include', by: 'names', names: ['rich'] }] } }),
      node('score', 'score-model'),
      node('evaluate', 'evaluate-model'),
    ],
    edges: [
      edge('data.dataset', 'scale.dataset'),
      edge('scale.transformedDataset', 'train.dataset'),
      edge('scale.transformedDataset', 'score.dataset'),
      edge('learner.untrainedModel', 'train.untrainedModel'),
      edge('train.trainedModel', 'score.trainedModel'),
      edge('score.scoredDataset', 'evaluate.scoredDataset'),
    ],
  })
  const body = { id: training, name: 'Census Model', createdAt: '', updatedAt: '', graph }
  await ml.store.transact({ actor: 'test' }, (transaction) =>
    putDocument(transaction, experimentKey(ml.workspaceId, training), body),
  )
})

const pause = () => new Promise((resolve) => setTimeout(resolve, 5))
async function publish(experimentId: string, options: object = {}) {
  const begun = await ml.studio('POST', `${base}/experiments/${experimentId}/publish`, options)
  for (;;) {
    const { body } = await ml.studio('GET', `${base}/publications/${begun.body.id}`)
    if (body.state !== 'running') return body
    await pause()
  }
}
async function run(experimentId: string) {
  const begun = await ml.studio('POST', `${base}/experiments/${experimentId}/runs`, {})
  for (;;) {
    const { body } = await ml.studio('GET', `${base}/experiments/${experimentId}/runs/${begun.body.id}`)
    if (!['queued', 'running'].includes(body.run?.state ?? body.state)) return body
    await pause()
  }
}
const manage = async (method: string, path: string, body?: object) => {
  const response = await ml.send({
    method,
    target: `/workspaces/${ml.workspaceId}/webservices/${path}`,
    headers: ['Authorization', `Bearer ${ml.workspaceToken('primary')}`, 'Content-Type', 'application/json'],
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  })
  // biome-ignore lint/suspicious/noExplicitAny: the shape differs from call to call
  return response.json() as any
}
const predict = async ({ ApiLocation, PrimaryKey }: { ApiLocation: string; PrimaryKey: string }, age: number) => {
  const response = await ml.send({
    method: 'POST',
    target: `${new URL(ApiLocation).pathname}/execute?api-version=2.0`,
    headers: ['Authorization', `Bearer ${PrimaryKey}`],
    body: JSON.stringify({ Inputs: { input1: [{ age }] } }),
  })
  const reply = response.json() as { Results: { output1: { value: { Values: string[][] } } } }
  return reply.Results.output1.value.Values[0]?.[2]
}

describe('from a training experiment to a retrained endpoint', () => {
  it('is converted after a run, published, retrained, patched and refreshed', async () => {
    const early = await ml.studio('POST', `${base}/experiments/${training}/conversions`, { kind: 'predictive' })
    expect(early.body.error.message).toContain('It was never run; run it first.')
    await run(training)

    const predictive = await ml.studio('POST', `${base}/experiments/${training}/conversions`, { kind: 'predictive' })
    expect([predictive.status, predictive.body.warnings]).toEqual([201, []])
    const published = await publish(predictive.body.experimentId, { isLabelOptional: true })
    expect(published).toMatchObject({ state: 'succeeded' })
    const { webServiceId } = published.result
    const service = ml.directory.webService(ml.workspaceId, webServiceId)
    expect(service?.definition.sampleRows).toEqual({ input1: { age: 0, rich: 'no' } })
    expect(service?.definition.resources?.map(({ name }) => name)).toEqual([
      'Census Model [trained model]',
      'Census Model Normalize Data [transform]',
    ])
    const initial = await manage('GET', `${webServiceId}/endpoints/default`)
    expect([await predict(initial, 35), await predict(initial, 2)]).toEqual(['yes', 'no'])

    const retraining = await ml.studio('POST', `${base}/experiments/${training}/conversions`, { kind: 'retraining' })
    const trainer = (await publish(retraining.body.experimentId)).result
    const scorer = await ml.directory.endpointById(trainer.endpointId)?.scorer()
    const outputs = await scorer?.run({ input1: createTableFromRows(schema, people(true)) }, {})
    files['/models/new.ilearner'] = packValue(outputs?.output1 as unknown as Packable)
    expect(outputs?.output2).toMatchObject({ schema: expect.any(Array) })

    const paris = await manage('PUT', `${webServiceId}/endpoints/paris`, {})
    const Location = {
      BaseLocation: 'https://files.example/',
      RelativeLocation: 'models/new.ilearner',
      SasBlobToken: '?sig=1',
    }
    await manage('PATCH', `${webServiceId}/endpoints/paris`, {
      Resources: [{ Name: 'Census Model [trained model]', Location }],
    })
    expect([await predict(paris, 35), await predict(paris, 2)]).toEqual(['no', 'yes'])
    expect(await predict(initial, 35)).toBe('yes')
  })

  it('gives the old API its runs and their output', async () => {
    const api = (path: string, method = 'GET', body?: string) =>
      ml.send({
        method,
        target: `/api/workspaces/${ml.workspaceId}/experiments/${training}${path}`,
        headers: ['x-ms-metaanalytics-authorizationtoken', ml.workspaceToken('primary')],
        ...(body === undefined ? {} : { body }),
      })
    const read = (await api('')).json() as { Status: object; Graph: object; WebService: object }
    expect(read.Status).toMatchObject({ StatusCode: 'Finished', StartTime: expect.stringMatching(/^\/Date\(\d+\)\/$/) })
    const csv = (await api('/outputdata/data/Dataset')).text()
    expect(csv.split('\r\n').slice(0, 3)).toEqual(['age,rich', '0,no', '1,no'])
    expect((await api('/outputdata/train/Trained%20model')).status).toBe(400)
    const submission = {
      Description: 'Census Model',
      IsDraft: false,
      ExperimentGraph: read.Graph,
      WebService: read.WebService,
    }
    expect((await api('', 'POST', JSON.stringify(submission))).status).toBe(200)
    expect(['Queued', 'Running', 'Finished']).toContain(
      ((await api('')).json() as { Status: { StatusCode: string } }).Status.StatusCode,
    )
  })
})
