import { experimentGraph } from '@sluice/contracts'
import { type Cell, createTableFromRows, toColumnSchema, toRows } from '@sluice/dataflow'
import { describe, expect, it } from 'vitest'
import { columnsNamed, trained } from '../../learning/learning.fixture.ts'
import { describeWebService } from '../../web-services/describe-web-service.ts'
import { createScorerServices } from '../../web-services/scorer.fixture.ts'
import { compileScorer } from '../../web-services/scorer.ts'
import { modules } from '../index.ts'
import { twoClassLogisticRegression } from '../initialize/two-class-logistic-regression.ts'
import { createSchemaContext } from '../module-context.ts'
import { tableFrom } from '../run-module.fixture.ts'
import { featureHashing } from '../text-analytics/feature-hashing.ts'

const text = toColumnSchema('text', 'String')
const label = toColumnSchema('label', 'Boolean')
const reviews = createTableFromRows(
  [text, label],
  Array.from({ length: 40 }, (_, row): Cell[] => [row % 2 === 0 ? 'a good day' : 'a bad day', row % 2 === 0]),
)
const [datasetId, modelId] = ['d'.repeat(32), 'e'.repeat(32)]

describe('Score Model in a web service', () => {
  it('scores hashed text without a label, row by row and at once', async () => {
    const hashed = await tableFrom(featureHashing, { dataset: reviews }, { bitsize: 6 })
    const model = await trained(twoClassLogisticRegression, hashed, { l1Weight: 0.01 }, {})
    const services = {
      ...createScorerServices({ [datasetId]: reviews }),
      trainedModelShape: () => model.shape,
      trainedModel: async () => model,
    }
    const from = (node: string, port: string) => ({ node, port })
    const graph = experimentGraph.parse({
      nodes: [
        { id: 'd', module: 'saved-dataset', parameters: { datasetId } },
        { id: 'c', module: 'select-columns-in-dataset', parameters: { columns: columnsNamed('text') } },
        { id: 'h', module: 'feature-hashing', parameters: { bitsize: 6 } },
        { id: 'm', module: 'saved-trained-model', parameters: { modelId } },
        { id: 's', module: 'score-model', parameters: { appendScoreColumns: false } },
        { id: 'i', module: 'web-service-input' },
        { id: 'o', module: 'web-service-output' },
      ],
      edges: [
        { from: from('d', 'dataset'), to: from('c', 'dataset') },
        { from: from('c', 'resultsDataset'), to: from('h', 'dataset') },
        { from: from('i', 'data'), to: from('h', 'dataset') },
        { from: from('m', 'trainedModel'), to: from('s', 'trainedModel') },
        { from: from('h', 'transformedDataset'), to: from('s', 'dataset') },
        { from: from('s', 'scoredDataset'), to: from('o', 'data') },
      ],
    })
    const definition = describeWebService(graph, modules, createSchemaContext(modules, services))
    const scorer = await compileScorer(definition, services)
    expect(scorer.outputs).toEqual([
      {
        name: 'output1',
        schema: [
          { ...toColumnSchema('Scored Labels', 'Boolean'), roles: ['score'] },
          { ...toColumnSchema('Scored Probabilities', 'Double'), roles: ['score'] },
        ],
      },
    ])
    const score = (...rows: Cell[][]) => {
      const scored = scorer.score({ input1: createTableFromRows([text], rows) }, {})
      // Nothing here waits, so that a call costs no promise.
      if (scored instanceof Promise) throw new Error('Scoring went asynchronous.')
      return toRows(scored.output1 as typeof reviews)
    }
    const both = score(['a good day'], ['bad bad'], [null])
    expect(both.map(([scoredLabel]) => scoredLabel)).toEqual([true, false, expect.any(Boolean)])
    expect([...score(['a good day']), ...score(['bad bad']), ...score([null])]).toEqual(both)
    expect(score()).toEqual([])
  })
})
