import { experimentGraph } from '@sluice/contracts'
import { beforeEach, describe, expect, it } from 'vitest'
import type { OutputSaver } from '../../conversions/convert-experiment.ts'
import { experimentKey } from '../../web-services/document-keys.ts'
import { numbers, startWithLearner, type WithLearner } from '../../web-services/published.fixture.ts'
import { putDocument } from '../../web-services/put-document.ts'
import { edge, node } from '../../web-services/trained-graph.fixture.ts'

type Saving = Parameters<OutputSaver['save']>[0]

let ml: WithLearner
let training: string
let base: string
let saved: Saving[]
beforeEach(async () => {
  saved = []
  const outputSaver: OutputSaver = {
    save: async (request) => {
      saved.push(request)
      return String(saved.length).padStart(32, '0')
    },
  }
  ml = await startWithLearner({ outputSaver })
  const datasetId = await ml.putDataset('Census', numbers, [[1, 2]])
  training = ml.newId()
  base = `/workspaces/${ml.workspaceId}/experiments`
  const graph = experimentGraph.parse({
    nodes: [
      node('data', 'saved-dataset', { datasetId }),
      node('learner', 'test-learner'),
      node('train', 'test-train'),
      node('score', 'test-score'),
    ],
    edges: [
      edge('data.dataset', 'train.dataset'),
      edge('data.dataset', 'score.dataset'),
      edge('learner.untrainedModel', 'train.untrainedModel'),
      edge('train.trainedModel', 'score.trainedModel'),
    ],
  })
  await putExperiment(training, { id: training, name: 'Census', createdAt: '', updatedAt: '', graph })
})

const putExperiment = (id: string, body: object) =>
  ml.store.transact({ actor: 'test' }, (transaction) =>
    putDocument(transaction, experimentKey(ml.workspaceId, id), body),
  )
const load = async (id: string) =>
  (await ml.store.get(experimentKey(ml.workspaceId, id)))?.body as never as {
    name: string
    graph: { nodes: { id: string; parameters: object; comment?: string }[] }
  }

describe('setting up a web service', () => {
  it('is told of before it is done', async () => {
    const { status, body } = await ml.studio('POST', `${base}/${training}/conversions/preview`, { kind: 'predictive' })
    expect(status).toBe(200)
    expect(body).toMatchObject({
      existingExperimentId: null,
      saved: [{ kind: 'trained-model', from: { node: 'train', port: 'trainedModel' }, node: 'saved-train' }],
      choices: [{ node: 'score', title: 'Test Score' }],
    })
    expect(saved).toEqual([])
  })

  it('saves what the run gave, makes the experiment and links the two', async () => {
    const made = await ml.studio('POST', `${base}/${training}/conversions`, { kind: 'predictive' })
    expect([made.status, made.body.isNew]).toEqual([201, true])
    const predictive = await load(made.body.experimentId)
    expect(predictive.name).toBe('Census [Predictive Exp.]')
    expect(predictive.graph.nodes.find(({ id }) => id === 'saved-train')?.parameters).toEqual({
      modelId: '00000000000000000000000000000001',
    })
    expect(saved).toEqual([
      {
        workspaceId: ml.workspaceId,
        experimentId: training,
        from: { node: 'train', port: 'trainedModel' },
        kind: 'trained-model',
        name: 'Census',
        replaces: undefined,
        actor: 'automation',
      },
    ])
    const retraining = await ml.studio('POST', `${base}/${training}/conversions`, { kind: 'retraining' })
    const links = {
      training,
      predictive: made.body.experimentId,
      retraining: retraining.body.experimentId,
    }
    for (const id of Object.values(links)) {
      expect((await ml.studio('GET', `${base}/${id}/conversions`)).body).toEqual(links)
    }
  })

  it('again after retraining changes the model and nothing that users changed since', async () => {
    const { body } = await ml.studio('POST', `${base}/${training}/conversions`, { kind: 'predictive' })
    const before = await load(body.experimentId)
    const nodes = before.graph.nodes.map((one) => ({ ...one, comment: 'mine' }))
    await putExperiment(body.experimentId, { ...before, name: 'My name', graph: { ...before.graph, nodes } })
    const again = await ml.studio('POST', `${base}/${training}/conversions`, { kind: 'predictive' })
    expect([again.status, again.body.isNew, again.body.experimentId]).toEqual([200, false, body.experimentId])
    const after = await load(body.experimentId)
    expect(after.name).toBe('My name')
    expect(after.graph.nodes.find(({ id }) => id === 'saved-train')).toMatchObject({
      comment: 'mine',
      parameters: { modelId: '00000000000000000000000000000002' },
    })
    expect(saved[1]?.replaces).toBe('00000000000000000000000000000001')
    await ml.studio('POST', `${base}/${training}/conversions`, { kind: 'predictive', mode: 'replace' })
    expect((await load(body.experimentId)).graph.nodes.some(({ comment }) => comment === 'mine')).toBe(false)
  })

  it('says why an experiment cannot be converted', async () => {
    const unknown = await ml.studio('POST', `${base}/${ml.newId()}/conversions`, { kind: 'predictive' })
    expect([unknown.status, unknown.body.error.code]).toEqual([404, 'ExperimentNotFound'])
    const empty = ml.newId()
    await putExperiment(empty, { id: empty, name: 'x', createdAt: '', updatedAt: '', graph: {} })
    const refused = await ml.studio('POST', `${base}/${empty}/conversions`, { kind: 'retraining' })
    expect([refused.status, refused.body.error.code]).toEqual([400, 'ExperimentNotConvertible'])
  })
})
