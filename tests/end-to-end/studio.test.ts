import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createSeededRandom } from '../../packages/ml/src/algorithms/seeded-random.ts'
import { waitUntil } from '../support/processes.ts'
import { type RunningSluice, startSluice } from '../support/start-sluice.ts'
import { columns, connectToStudio, graphOf, type StudioClient } from '../support/studio-client.ts'
import { housePrices, housesCsv, reviewClassifier, reviewsCsv } from '../support/studio-experiments.ts'

interface Template {
  readonly id: string
  readonly isAvailable: boolean
}

/** From data to a published web service, over the API of the running program. */
describe('the studio', () => {
  let sluice: RunningSluice
  let studio: StudioClient
  beforeAll(async () => {
    sluice = await startSluice({ args: ['--role', 'management,ml'] })
    studio = await connectToStudio(sluice)
  })
  afterAll(() => sluice.remove())

  const create = async (name: string, graph: object): Promise<string> =>
    (await studio.call('POST', '/experiments', { name, graph })).id

  it('builds the tutorial’s experiment from nothing, and the web service gives the tutorial’s row', async () => {
    const datasetId = await studio.upload('Reviews', 'reviews.csv', '5,A good book\n1,"Bad, very bad"\n3,So so\n')
    const { columns: found } = await studio.call('GET', `/datasets/${datasetId}`)
    expect(found).toMatchObject([
      { name: 'Col1', type: 'Int32' },
      { name: 'Col2', type: 'String' },
    ])
    const id = await create(
      'SimpleFeatureHashingExperiment',
      graphOf(
        [
          ['data: saved-dataset', { datasetId }],
          ['select: select-columns-in-dataset', { columns: columns('Col2') }],
          ['hash: feature-hashing', { bitsize: 3 }],
          ['input: web-service-input'],
          ['output: web-service-output'],
        ],
        [
          'data.dataset > select.dataset',
          'select.resultsDataset > hash.dataset',
          'input.data > hash.dataset',
          'hash.transformedDataset > output.data',
        ],
      ),
    )
    const run = await studio.run(id)
    expect(run.modules.find(({ node }: { node: string }) => node === 'hash')).toMatchObject({
      state: 'finished',
      outputs: [{ port: 'transformedDataset', rowCount: 3, columnCount: 9 }],
    })
    const endpoint = await studio.publish(id)
    const { ColumnTypes, Values } = await endpoint.score(['Col2'], [['This is a good day']])
    expect(ColumnTypes).toEqual(['String', ...Array(8).fill('Int32')])
    expect(Values).toEqual([['This is a good day', '1', '1', '2', '2', '0', '2', '0', '1']])
  })

  it('runs every template to its end', async () => {
    // Sample datasets are made after the start.
    const templates = () =>
      studio.call('GET', '/experiment-templates').then(({ value }) => value as readonly Template[])
    await waitUntil(async () => (await templates()).every(({ isAvailable }) => isAvailable))
    const states: Record<string, readonly string[]> = {}
    for (const { id: template } of await templates()) {
      const { id } = await studio.call('POST', '/experiments', { template })
      const { modules } = await studio.run(id)
      const ran = (modules as readonly { readonly state: string }[]).map(({ state }) => state)
      states[template] = [...new Set(ran)].filter((state) => !['finished', 'cached', 'not-run'].includes(state))
    }
    expect(states).toEqual({
      'simple-feature-hashing': [],
      'spam-filter': [],
      'car-mileage': [],
      'iris-species': [],
      'iris-clusters': [],
    })
  })

  it('trains a classifier of reviews, makes the predictive experiment of it, and scores', async () => {
    const datasetId = await studio.upload('Opinions', 'opinions.csv', reviewsCsv(600))
    const id = await create('Opinions of reviews', reviewClassifier(datasetId))
    const run = await studio.run(id)
    const rows = await studio.call(
      'GET',
      `/experiments/${id}/runs/${run.id}/modules/evaluate/outputs/evaluationResults/rows`,
    )
    const auc = rows.schema.findIndex(({ name }: { name: string }) => name === 'AUC')
    expect(Number(rows.rows[0][auc])).toBeGreaterThan(0.9)

    const converted = await studio.call('POST', `/experiments/${id}/conversions`, { kind: 'predictive' })
    const endpoint = await studio.publish(converted.experimentId)
    const { ColumnNames, Values } = await endpoint.score(
      ['opinion', 'text'],
      [
        [null, 'A wonderful book, brilliant to the end. I loved it!'],
        [null, 'An awful waste of pages; dull, boring.'],
      ],
    )
    const label = ColumnNames.indexOf('Scored Labels')
    expect(Values.map((row: readonly string[]) => row[label])).toEqual(['good', 'bad'])
    const probability = ColumnNames.indexOf('Scored Probabilities')
    expect(Number(Values[0][probability])).toBeGreaterThan(Number(Values[1][probability]))
  })

  it('predicts numbers with boosted trees', async () => {
    const datasetId = await studio.upload('Houses', 'houses.csv', housesCsv(500))
    const id = await create('Prices of houses', housePrices(datasetId))
    const run = await studio.run(id)
    const rows = await studio.call(
      'GET',
      `/experiments/${id}/runs/${run.id}/modules/evaluate/outputs/evaluationResults/rows`,
    )
    const fit = rows.schema.findIndex(({ name }: { name: string }) => name === 'Coefficient of Determination')
    expect(Number(rows.rows[0][fit])).toBeGreaterThan(0.95)
    const converted = await studio.call('POST', `/experiments/${id}/conversions`, { kind: 'predictive' })
    const endpoint = await studio.publish(converted.experimentId)
    const { ColumnNames, Values } = await endpoint.score(
      ['size', 'age', 'place', 'price'],
      [
        [100, 10, 'town', null],
        [100, 10, 'village', null],
      ],
    )
    const [town, village] = Values.map((row: readonly string[]) => Number(row[ColumnNames.indexOf('Scored Labels')]))
    expect(town).toBeGreaterThan(250_000)
    expect(village).toBeLessThan(230_000)
  })

  it('finds clusters, and says to which one a row belongs', async () => {
    const random = createSeededRandom(21)
    const lines = Array.from({ length: 300 }, (_, row) =>
      [0, 1].map((axis) => ([0, 5, 10][row % 3] as number) * (axis + 1) + random()).join(','),
    )
    const datasetId = await studio.upload('Points', 'points.csv', ['x,y', ...lines].join('\n'))
    const id = await create(
      'Groups of points',
      graphOf(
        [
          ['data: saved-dataset', { datasetId }],
          ['learner: k-means-clustering', { clusterCount: 3, randomSeed: 4 }],
          ['train: train-clustering-model'],
          ['assign: assign-data-to-clusters'],
          ['input: web-service-input'],
          ['output: web-service-output'],
        ],
        [
          'data.dataset > train.dataset',
          'learner.untrainedModel > train.untrainedModel',
          'train.trainedModel > assign.trainedModel',
          'data.dataset > assign.dataset',
          'input.data > assign.dataset',
          'assign.resultsDataset > output.data',
        ],
      ),
    )
    await studio.run(id)
    const endpoint = await studio.publish(id)
    const { ColumnNames, Values } = await endpoint.score(
      ['x', 'y'],
      [
        [0, 0],
        [5, 10],
        [10, 20],
        [0.5, 0.5],
      ],
    )
    const assigned = Values.map((row: readonly string[]) => row[ColumnNames.indexOf('Assignments')])
    expect(new Set(assigned.slice(0, 3)).size).toBe(3)
    expect(assigned[3]).toBe(assigned[0])
  })
})
