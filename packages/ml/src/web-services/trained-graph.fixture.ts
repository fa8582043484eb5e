import { AppError, type ColumnSchema, type ExperimentGraph, experimentGraph } from '@sluice/contracts'
import { type Column, columnByName, createColumn, createTable, type Table, toColumnSchema } from '@sluice/dataflow'
import * as z from 'zod'
import { defineModule } from '../modules/define-module.ts'
import { modules } from '../modules/index.ts'
import type { Modules } from '../modules/module.ts'
import type { Model } from '../modules/port-values.ts'

/** Predicts the mean of the labels, plus the sum of a row's features: small enough to be counted in one's head. */
const learner = defineModule({
  id: 'test-learner',
  title: 'Test Learner',
  category: 'Machine Learning / Initialize Model / Regression',
  summary: 'Learns the mean.',
  inputs: {},
  outputs: { untrainedModel: { type: 'untrained-model' } },
  parameters: z.strictObject({}),
  outputShapes: () => ({ untrainedModel: { kind: 'model', learner: 'test-learner', task: 'regression' } }),
  run: () => ({
    untrainedModel: {
      kind: 'model',
      shape: { kind: 'model', learner: 'test-learner', task: 'regression' },
      parameters: {},
      state: undefined,
    },
  }),
})

const trainer = defineModule({
  id: 'test-train',
  title: 'Test Train',
  category: 'Machine Learning / Train',
  summary: 'Trains.',
  inputs: { untrainedModel: { type: 'untrained-model' }, dataset: { type: 'table' } },
  outputs: { trainedModel: { type: 'trained-model' } },
  parameters: z.strictObject({ label: z.string().default('y') }),
  outputShapes: ({ dataset, untrainedModel }, { label }) => ({
    trainedModel: dataset && untrainedModel && { ...untrainedModel, training: toTraining(dataset, label) },
  }),
  run: ({ dataset, untrainedModel }, { label }) => ({ trainedModel: trainMean(dataset, label, untrainedModel.shape) }),
})

const toTraining = (dataset: readonly ColumnSchema[], label: string) => ({
  label: dataset.find(({ name }) => name === label) ?? toColumnSchema(label, 'Double'),
  features: dataset.filter(({ name }) => name !== label),
})

function trainMean(dataset: Table, label: string, shape: Model['shape']): Model {
  return {
    kind: 'model',
    shape: { ...shape, training: toTraining(dataset.schema, label) },
    parameters: {},
    state: { mean: meanOf(dataset, label) },
  }
}

function meanOf(table: Table, name: string): number {
  const values = [...((columnByName(table, name) as Column).values as Iterable<number>)]
  return values.reduce((sum, value) => sum + value, 0) / values.length
}

/** A model as retraining would make it. */
export function createTestModel(mean: number, changes: Partial<Model['shape']> = {}): Model {
  const training = toTraining([toColumnSchema('x', 'Double'), toColumnSchema('y', 'Double')], 'y')
  return {
    kind: 'model',
    shape: { kind: 'model', learner: 'test-learner', task: 'regression', training, ...changes },
    parameters: {},
    state: { mean },
  }
}

const scoreColumn = { ...toColumnSchema('Scored Labels', 'Double'), roles: ['score' as const] }

const scorer = defineModule({
  id: 'test-score',
  title: 'Test Score',
  category: 'Machine Learning / Score',
  summary: 'Scores.',
  inputs: { trainedModel: { type: 'trained-model' }, dataset: { type: 'table' } },
  outputs: { scoredDataset: { type: 'table' } },
  parameters: z.strictObject({ shift: z.number().default(0) }),
  rowWise: true,
  outputShapes: ({ dataset, trainedModel }) => ({
    scoredDataset: dataset && trainedModel && [...dataset, scoreColumn],
  }),
  compile({ trainedModel, dataset }, { shift }) {
    const { mean } = trainedModel.state as { mean: number }
    const features = trainedModel.shape.training?.features ?? []
    for (const { name } of features) {
      if (!dataset.some((column) => column.name === name)) throw new AppError('ColumnNotFound', { column: name })
    }
    return {
      outputSchemas: { scoredDataset: [...dataset, scoreColumn] },
      run({ dataset: table }) {
        const scores = new Float64Array(table.rowCount).fill(mean + shift)
        for (const { name } of features) {
          const { values } = columnByName(table, name) as Column
          for (let row = 0; row < scores.length; row += 1) scores[row] = (scores[row] as number) + Number(values[row])
        }
        const scored = createColumn({ ...scoreColumn, type: 'Double' }, scores)
        return { scoredDataset: createTable(table.rowCount, [...table.parts, scored], [...table.schema, scoreColumn]) }
      },
    }
  },
})

/** Subtracts the means that it found, so that applying it needs what it learned. */
const scaler = defineModule({
  id: 'test-scale',
  title: 'Test Scale',
  category: 'Data Transformation / Scale and Reduce',
  summary: 'Scales.',
  inputs: { dataset: { type: 'table' } },
  outputs: { transformedDataset: { type: 'table' }, transformation: { type: 'transformation' } },
  parameters: z.strictObject({}),
  transformation: {
    outputSchema: (_, dataset) => dataset,
    compile: ({ state }, dataset) => ({
      outputSchema: dataset,
      run: (table) => subtract(table, (state as { mean: number }).mean),
    }),
  },
  outputShapes: ({ dataset }) => ({
    transformedDataset: dataset,
    transformation: dataset && { kind: 'transformation', module: 'test-scale', parameters: {}, columns: [...dataset] },
  }),
  run({ dataset }) {
    const mean = meanOf(dataset, 'x')
    const shape = {
      kind: 'transformation' as const,
      module: 'test-scale',
      parameters: {},
      columns: [...dataset.schema],
    }
    return {
      transformedDataset: subtract(dataset, mean),
      transformation: { kind: 'transformation', shape, state: { mean } },
    }
  },
})

function subtract(table: Table, mean: number): Table {
  const columns = table.schema.map((schema) => {
    const column = columnByName(table, schema.name) as Column
    if (schema.name !== 'x') return column
    const values = Float64Array.from(column.values as Iterable<number>, (value) => value - mean)
    return createColumn({ ...schema, type: 'Double' }, values, column.missing)
  })
  return createTable(table.rowCount, columns, table.schema)
}

/** Takes both tables of two inputs and gives both back. */
const pair = defineModule({
  id: 'test-pair',
  title: 'Test Pair',
  category: 'Test',
  summary: 'Passes two tables on.',
  inputs: { left: { type: 'table' }, right: { type: 'table' } },
  outputs: { left: { type: 'table' }, right: { type: 'table' } },
  parameters: z.strictObject({}),
  rowWise: true,
  compile: ({ left, right }) => ({ outputSchemas: { left, right }, run: (tables) => tables }),
})

/** Every second row to one side. */
const splitter = defineModule({
  id: 'test-split',
  title: 'Test Split',
  category: 'Test',
  summary: 'Splits.',
  inputs: { dataset: { type: 'table' } },
  outputs: { first: { type: 'table' }, second: { type: 'table' } },
  parameters: z.strictObject({}),
  outputShapes: ({ dataset }) => ({ first: dataset, second: dataset }),
  run: ({ dataset }) => ({ first: dataset, second: dataset }),
})

const evaluator = defineModule({
  id: 'test-evaluate',
  title: 'Test Evaluate',
  category: 'Test',
  summary: 'Counts.',
  inputs: { scored: { type: 'table' }, toCompare: { type: 'table', isOptional: true } },
  outputs: { evaluation: { type: 'table' } },
  parameters: z.strictObject({}),
  outputShapes: () => ({ evaluation: [toColumnSchema('Count', 'Int32')] }),
  run: ({ scored }) => ({
    evaluation: createTable(1, [
      createColumn({ ...toColumnSchema('Count', 'Int32'), type: 'Int32' }, Int32Array.of(scored.rowCount)),
    ]),
  }),
})

/** The installation's modules, and a small learner with all that belongs to it. */
export const modulesWithLearner: Modules = Object.fromEntries(
  [...Object.values(modules), learner, trainer, scorer, scaler, pair, splitter, evaluator].map((module) => [
    module.id,
    module,
  ]),
)

export const node = (id: string, module: string, parameters: object = {}) => ({ id, module, parameters })
export const edge = (from: string, to: string) => {
  const [fromNode = '', fromPort = ''] = from.split('.')
  const [toNode = '', toPort = ''] = to.split('.')
  return { from: { node: fromNode, port: fromPort }, to: { node: toNode, port: toPort } }
}

/** Dataset with x and y → score with a saved model; callers' rows enter at the scoring. */
export const scoringGraph = (datasetId: string, modelId: string): ExperimentGraph =>
  experimentGraph.parse({
    nodes: [
      node('data', 'saved-dataset', { datasetId }),
      node('model', 'saved-trained-model', { modelId }),
      { ...node('score', 'test-score'), webServiceParameters: { shift: 'Shift' } },
      node('in', 'web-service-input'),
      node('out', 'web-service-output'),
    ],
    edges: [
      edge('data.dataset', 'score.dataset'),
      edge('in.data', 'score.dataset'),
      edge('model.trainedModel', 'score.trainedModel'),
      edge('score.scoredDataset', 'out.data'),
    ],
    webServiceParameters: [{ name: 'Shift', defaultValue: 0 }],
  })

/** Dataset → train; callers' rows enter at the training, and the model comes out. */
export const retrainingGraph = (datasetId: string): ExperimentGraph =>
  experimentGraph.parse({
    nodes: [
      node('data', 'saved-dataset', { datasetId }),
      node('learner', 'test-learner'),
      node('train', 'test-train'),
      node('in', 'web-service-input'),
      node('out', 'web-service-output', { name: 'model' }),
    ],
    edges: [
      edge('data.dataset', 'train.dataset'),
      edge('in.data', 'train.dataset'),
      edge('learner.untrainedModel', 'train.untrainedModel'),
      edge('train.trainedModel', 'out.data'),
    ],
  })

/** Two inputs and two outputs, both datasets passed on. */
export const pairGraph = (leftId: string, rightId: string): ExperimentGraph =>
  experimentGraph.parse({
    nodes: [
      node('l', 'saved-dataset', { datasetId: leftId }),
      node('r', 'saved-dataset', { datasetId: rightId }),
      node('pair', 'test-pair'),
      node('inl', 'web-service-input', { name: 'left' }),
      node('inr', 'web-service-input', { name: 'right' }),
      node('outl', 'web-service-output', { name: 'first' }),
      node('outr', 'web-service-output', { name: 'second' }),
    ],
    edges: [
      edge('l.dataset', 'pair.left'),
      edge('r.dataset', 'pair.right'),
      edge('inl.data', 'pair.left'),
      edge('inr.data', 'pair.right'),
      edge('pair.left', 'outl.data'),
      edge('pair.right', 'outr.data'),
    ],
  })
