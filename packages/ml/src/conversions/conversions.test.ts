import { type ExperimentGraph, experimentGraph } from '@sluice/contracts'
import { beforeAll, describe, expect, it } from 'vitest'
import { createSchemaContext } from '../modules/module-context.ts'
import { numbers, startWithLearner, type WithLearner } from '../web-services/published.fixture.ts'
import { edge, modulesWithLearner, node } from '../web-services/trained-graph.fixture.ts'
import { planPredictiveExperiment, withSavedParts } from './predictive-experiment.ts'
import { planRetrainingExperiment } from './retraining-experiment.ts'

const datasetId = 'd'.repeat(32)
const modelId = 'a'.repeat(32)
const transformId = 'b'.repeat(32)
const context = createSchemaContext(modulesWithLearner, {
  datasetSchema: (id) => (id === datasetId ? numbers : undefined),
})

/** Scale → split → train and score → evaluate, with a second model beside it. */
const training = experimentGraph.parse({
  nodes: [
    { ...node('data', 'saved-dataset', { datasetId }), position: { x: 0, y: 0 } },
    node('scale', 'test-scale'),
    node('split', 'test-split'),
    node('learner', 'test-learner'),
    node('train', 'test-train'),
    { ...node('score', 'test-score'), webServiceParameters: { shift: 'Shift' } },
    node('train2', 'test-train'),
    node('score2', 'test-score'),
    node('evaluate', 'test-evaluate'),
    node('select', 'select-columns-in-dataset', {
      columns: { rules: [{ action: 'include', by: 'names', names: ['Scored Labels'] }] },
    }),
  ],
  edges: [
    edge('data.dataset', 'scale.dataset'),
    edge('scale.transformedDataset', 'split.dataset'),
    edge('learner.untrainedModel', 'train.untrainedModel'),
    edge('learner.untrainedModel', 'train2.untrainedModel'),
    edge('split.first', 'train.dataset'),
    edge('split.first', 'train2.dataset'),
    edge('split.second', 'score.dataset'),
    edge('split.second', 'score2.dataset'),
    edge('train.trainedModel', 'score.trainedModel'),
    edge('train2.trainedModel', 'score2.trainedModel'),
    edge('score.scoredDataset', 'evaluate.scored'),
    edge('score2.scoredDataset', 'evaluate.toCompare'),
    edge('score.scoredDataset', 'select.dataset'),
  ],
  webServiceParameters: [{ name: 'Shift', defaultValue: 0 }],
})

const shapeOf = ({ nodes, edges }: ExperimentGraph) => ({
  nodes: nodes.map(({ id, module }) => `${id}: ${module}`).sort(),
  edges: edges.map(({ from, to }) => `${from.node}.${from.port} > ${to.node}.${to.port}`).sort(),
})

describe('the predictive experiment', () => {
  const plan = planPredictiveExperiment(training, modulesWithLearner, context)

  it('has saved parts in the place of what made them, and nothing that only serves training', () => {
    expect(shapeOf(plan.graph)).toEqual({
      nodes: [
        'apply-scale: apply-transformation',
        'data: saved-dataset',
        'saved-scale: saved-transformation',
        'saved-train: saved-trained-model',
        'score: test-score',
        'select: select-columns-in-dataset',
        'web-service-input: web-service-input',
        'web-service-output: web-service-output',
      ],
      edges: [
        'apply-scale.transformedDataset > score.dataset',
        'data.dataset > apply-scale.dataset',
        'saved-scale.transformation > apply-scale.transformation',
        'saved-train.trainedModel > score.trainedModel',
        'score.scoredDataset > select.dataset',
        'select.resultsDataset > web-service-output.data',
        'web-service-input.data > apply-scale.dataset',
      ],
    })
    expect(plan.graph.webServiceParameters).toEqual([{ name: 'Shift', defaultValue: 0 }])
    expect(plan.graph.nodes.find(({ id }) => id === 'web-service-input')?.position).toEqual({ x: 260, y: 0 })
  })

  it('is told of beforehand', () => {
    expect(plan.saved).toEqual([
      {
        kind: 'trained-model',
        from: { node: 'train', port: 'trainedModel' },
        node: 'saved-train',
        parameter: 'modelId',
      },
      {
        kind: 'transformation',
        from: { node: 'scale', port: 'transformation' },
        node: 'saved-scale',
        parameter: 'transformId',
      },
    ])
    expect(plan.changes.map(({ action, node: id, message }) => [action, id, message])).toEqual([
      ['replaced', 'train', 'By its trained model.'],
      ['left-out', 'split', 'It only chooses rows.'],
      ['replaced', 'scale', 'By its saved transformation, which is applied to callers’ rows.'],
      ['left-out', 'learner', 'It only serves training.'],
      ['left-out', 'train2', 'It only serves training.'],
      ['left-out', 'score2', 'It only serves training.'],
      ['left-out', 'evaluate', 'It only serves training.'],
      ['added', 'web-service-input', ''],
      ['added', 'web-service-output', ''],
    ])
    expect(plan.choices).toEqual([
      { node: 'score', title: 'Test Score' },
      { node: 'score2', title: 'Test Score' },
    ])
    expect(plan.warnings).toEqual([])
  })

  it('scores with the model that is chosen', () => {
    const other = planPredictiveExperiment(training, modulesWithLearner, context, 'score2')
    expect(other.saved[0]?.from.node).toBe('train2')
    expect(() => planPredictiveExperiment(training, modulesWithLearner, context, 'train')).toThrow(
      "The experiment cannot be set up as a web service. 'train' is no module that scores rows.",
    )
  })

  it('gets the ids of what was saved, again after every training', () => {
    const ids = new Map([
      ['saved-train', modelId],
      ['saved-scale', transformId],
    ])
    const filled = withSavedParts(plan.graph, plan.saved, ids)
    expect(filled.nodes.find(({ id }) => id === 'saved-train')?.parameters).toEqual({ modelId })
    const newer = withSavedParts(filled, plan.saved, new Map([['saved-train', 'c'.repeat(32)]]))
    expect(newer.nodes.find(({ id }) => id === 'saved-train')?.parameters).toEqual({ modelId: 'c'.repeat(32) })
    expect(newer.nodes.find(({ id }) => id === 'saved-scale')?.parameters).toEqual({ transformId })
  })

  it('takes over what stands in the training experiment as web-service input and output already', () => {
    const again = planPredictiveExperiment(plan.graph, modulesWithLearner, {
      ...context,
      trainedModelShape: () => ({
        kind: 'model',
        learner: 'test-learner',
        task: 'regression',
        training: { features: [] },
      }),
      savedTransformationShape: () => ({
        kind: 'transformation',
        module: 'test-scale',
        parameters: {},
        columns: numbers.map((column) => ({ ...column, roles: [...column.roles] })),
      }),
    })
    expect(shapeOf(again.graph).nodes.filter((text) => text.includes('web-service'))).toHaveLength(2)
    expect(again.saved).toEqual([])
  })

  it('is made of an experiment without a model, too', () => {
    const hashing = experimentGraph.parse({
      nodes: [
        node('data', 'saved-dataset', { datasetId }),
        node('select', 'select-columns-in-dataset', { columns: { beginWith: 'all' } }),
      ],
      edges: [edge('data.dataset', 'select.dataset')],
    })
    expect(shapeOf(planPredictiveExperiment(hashing, modulesWithLearner, context).graph).edges).toEqual([
      'data.dataset > select.dataset',
      'select.resultsDataset > web-service-output.data',
      'web-service-input.data > select.dataset',
    ])
  })

  it('is refused where nothing scores rows, and for a graph at fault', () => {
    const graph = (nodes: object[], edges: object[] = []) => experimentGraph.parse({ nodes, edges })
    const convert = (one: ExperimentGraph) => planPredictiveExperiment(one, modulesWithLearner, context)
    expect(() => convert(graph([]))).toThrow('It has no module that scores rows')
    expect(() => convert(graph([node('a', 'unknown')]))).toThrow("There is no module 'unknown'")
  })
})

describe('the retraining experiment', () => {
  it('takes new data where the data are, and gives the model and its evaluation', () => {
    const plan = planRetrainingExperiment(training, modulesWithLearner, context)
    expect(plan.graph.nodes.slice(-3)).toEqual([
      {
        id: 'web-service-input',
        module: 'web-service-input',
        parameters: { name: 'input1' },
        webServiceParameters: {},
        position: { x: 260, y: 0 },
      },
      {
        id: 'web-service-output',
        module: 'web-service-output',
        parameters: { name: 'output1' },
        webServiceParameters: {},
      },
      {
        id: 'web-service-output-2',
        module: 'web-service-output',
        parameters: { name: 'output2' },
        webServiceParameters: {},
      },
    ])
    expect(plan.graph.edges.slice(-3)).toEqual([
      edge('web-service-input.data', 'scale.dataset'),
      edge('train.trainedModel', 'web-service-output.data'),
      edge('evaluate.evaluation', 'web-service-output-2.data'),
    ])
    expect(plan.changes.map(({ node: id, message }) => [id, message])).toEqual([
      ['web-service-input', 'Named input1.'],
      ['web-service-output', 'Named output1.'],
      ['web-service-output-2', 'Named output2.'],
    ])
    expect(plan.choices.map(({ node: id }) => id)).toEqual(['train', 'train2'])
  })

  it('is refused where nothing is trained', () => {
    const graph = experimentGraph.parse({ nodes: [node('data', 'saved-dataset', { datasetId })] })
    expect(() => planRetrainingExperiment(graph, modulesWithLearner, context)).toThrow(
      'It has no module that trains a model.',
    )
  })
})

describe('both together', () => {
  let ml: WithLearner
  beforeAll(async () => {
    ml = await startWithLearner()
  })

  it('publish as a service that scores and one that trains', async () => {
    const dataset = await ml.putDataset('Census', numbers, [
      [1, 10],
      [3, 30],
    ])
    const graph = JSON.parse(JSON.stringify(training).replaceAll(datasetId, dataset)) as ExperimentGraph
    const here = createSchemaContext(modulesWithLearner, {
      datasetSchema: (id) => ml.directory.holdings(ml.workspaceId).dataset(id)?.schema,
    })
    const retraining = await ml.publish(planRetrainingExperiment(graph, modulesWithLearner, here).graph)
    const scorer = await ml.directory.endpointById(retraining.endpoint.id)?.scorer()
    const document = ml.directory.holdings(ml.workspaceId).dataset(dataset)
    if (document === undefined) throw new Error('The dataset is gone.')
    const values = await scorer?.run({ input1: await ml.savedContents.dataset(document) }, {})
    const model = values?.output1
    if (model === undefined || !('kind' in model) || model.kind !== 'model') throw new Error('There is no model.')
    expect(values?.output2).toMatchObject({ rowCount: 1 })

    const columns = numbers.map((column) => ({ ...column, roles: [...column.roles] }))
    const shape = { kind: 'transformation' as const, module: 'test-scale', parameters: {}, columns }
    const plan = planPredictiveExperiment(graph, modulesWithLearner, here)
    const ids = new Map([
      ['saved-train', await ml.putModel('Census', model)],
      ['saved-scale', await ml.putTransformation('Census', { kind: 'transformation', shape, state: { mean: 2 } })],
    ])
    const service = await ml.publish(withSavedParts(plan.graph, plan.saved, ids), { isLabelOptional: true })
    const response = await ml.send({
      method: 'POST',
      target: `${service.path}/execute?api-version=2.0`,
      headers: ['Authorization', `Bearer ${service.key}`],
      body: '{"Inputs":{"input1":[{"x":5}]}}',
    })
    // 20, the mean of the labels, and 5 - 2.
    expect(response.text()).toBe('{"Results":{"output1":{"type":"table","value":{"Values":[["23"]]}}}}')
  })
})
