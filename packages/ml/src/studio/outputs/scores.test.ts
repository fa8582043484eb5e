import { describe, expect, it } from 'vitest'
import { named, runGraph } from './outputs.fixture.ts'

const reviews = Array.from({ length: 40 }, (_, row) => (row % 3 === 0 ? 'bad,awful plot' : 'good,moving plot'))
const data = ['opinion,text', ...reviews, 'bad,moving plot'].join('\n')

const classify = () =>
  runGraph(
    {
      data: ['enter-data-manually', { dataFormat: 'csv', hasHeader: true, data }],
      hash: ['feature-hashing', { targetColumns: named('text'), bitsize: 3, nGrams: 2 }],
      pick: [
        'select-columns-in-dataset',
        { columns: { beginWith: 'all', rules: [{ action: 'exclude', by: 'names', names: ['text'] }] } },
      ],
      learner: ['two-class-logistic-regression', { l1Weight: 0 }],
      train: ['train-model', { labelColumn: named('opinion') }],
      score: ['score-model', {}],
      evaluate: ['evaluate-model', {}],
      cross: ['cross-validate-model', { labelColumn: named('opinion') }],
    },
    [
      ['data.dataset', 'hash.dataset'],
      ['hash.transformedDataset', 'pick.dataset'],
      ['learner.untrainedModel', 'train.untrainedModel'],
      ['pick.resultsDataset', 'train.dataset'],
      ['train.trainedModel', 'score.trainedModel'],
      ['pick.resultsDataset', 'score.dataset'],
      ['score.scoredDataset', 'evaluate.scoredDataset'],
      ['score.scoredDataset', 'evaluate.scoredDatasetToCompare'],
      ['learner.untrainedModel', 'cross.untrainedModel'],
      ['pick.resultsDataset', 'cross.dataset'],
    ],
  )

describe('scores and what they are made of', () => {
  it('are evaluated at every port that has them, with what curves are drawn from', async () => {
    const { studio, at } = await classify()
    const { body } = await studio('GET', `${at('evaluate', 'evaluationResults')}/evaluation`)
    expect(body.kind).toBe('two-class')
    const [{ name, metrics, points }, other] = body.datasets
    expect(other).toEqual({ name: 'Scored dataset to compare', metrics, points })
    expect([name, metrics[0]]).toEqual(['Scored dataset', { name: 'Accuracy', value: expect.closeTo(40 / 41, 9) }])
    expect(points[0]).toEqual({
      threshold: null,
      truePositives: 0,
      falsePositives: 0,
      trueNegatives: 15,
      falseNegatives: 26,
    })
    expect(points.at(-1)).toMatchObject({ truePositives: 26, falsePositives: 15, trueNegatives: 0, falseNegatives: 0 })
    const scored = await studio('GET', `${at('score', 'scoredDataset')}/evaluation`)
    expect(scored.body.datasets[0]).toEqual({ name: 'Score Model (score)', metrics, points })
    const folds = await studio('GET', `${at('cross', 'evaluationResultsByFold')}/evaluation`)
    expect(folds.body).toMatchObject({ kind: 'two-class', datasets: [{ name: 'Cross-Validate Model (cross)' }] })
    expect((await studio('GET', `${at('data', 'dataset')}/evaluation`)).body.error.code).toBe('ScoreMissing')
    expect((await studio('GET', `${at('train', 'trainedModel')}/evaluation`)).body.error.code).toBe('RunOutputNotTable')
  })

  it('are told of hashed text word by word, with what each counts in the model', async () => {
    const { studio, at } = await classify()
    const path = at('hash', 'transformedDataset').replace('/outputs/transformedDataset', '/hashed-text')
    const { body } = await studio('GET', path)
    expect(body).toMatchObject({
      columns: ['text'],
      column: 'text',
      bitsize: 3,
      rowCount: 41,
      readRowCount: 41,
      text: null,
      tokenCount: 5,
      model: { node: 'train', title: 'Train Model (train)', output: null },
    })
    const counts = Object.fromEntries(
      body.tokens.map(({ token, count }: { token: string; count: number }) => [token, count]),
    )
    expect(counts).toEqual({ plot: 41, moving: 27, 'moving plot': 27, awful: 14, 'awful plot': 14 })

    expect(body.collisionCount).toBeGreaterThan(0)
    const shared = body.tokens.filter(({ sharedCount }: { sharedCount: number }) => sharedCount > 0)
    expect(shared.length).toBeGreaterThan(1)
    const { body: row } = await studio('GET', `${path}?row=0&q=awful`)
    expect(row).toMatchObject({ text: 'awful plot', readRowCount: 1, tokenCount: 3 })
    for (const { token, count, weight, contribution, feature, index } of row.tokens) {
      expect(token).toContain('awful')
      expect(feature).toBe(`text - Hashing feature ${index}`)
      expect(contribution).toBeCloseTo(weight * count, 12)
    }
    const { body: typed } = await studio('GET', `${path}?text=${encodeURIComponent('moving moving')}`)
    expect(typed).toMatchObject({ text: 'moving moving', readRowCount: 1, tokenCount: 2 })
    expect((await studio('GET', `${path}?column=none`)).body.error.code).toBe('ColumnNotFound')
    const other = at('score', 'scoredDataset').replace('/outputs/scoredDataset', '/hashed-text')
    expect((await studio('GET', other)).body.error.code).toBe('RunOutputNotFound')
  })

  it('have a training curve that is told while it grows', async () => {
    const { studio, at } = await classify()
    const { body } = await studio('GET', at('x', 'y').replace(/\/modules\/.*/, ''))
    const train = body.modules.find(({ node }: { node: string }) => node === 'train')
    expect(train.losses[0]).toEqual([1, expect.any(Number)])
    expect(train.losses.at(-1)[1]).toBeLessThan(train.losses[0][1])
  })
})
