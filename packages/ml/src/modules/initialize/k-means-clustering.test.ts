import { describe, expect, it } from 'vitest'
import { modelAt, runModule, shapesFrom } from '../run-module.fixture.ts'
import { kMeansClustering } from './k-means-clustering.ts'

describe('K-Means Clustering', () => {
  it('gives an untrained model with the settings of the documentation', async () => {
    const model = modelAt(await runModule(kMeansClustering, {}), 'untrainedModel')
    expect(model.shape).toEqual({ kind: 'model', learner: 'k-means-clustering', task: 'clustering' })
    expect(model.parameters).toMatchObject({
      clusterCount: 2,
      initialization: 'k-means-plus-plus',
      metric: 'euclidean',
      iterations: 100,
      assignLabelMode: 'ignore',
    })
    expect(shapesFrom(kMeansClustering, {})).toEqual({ untrainedModel: model.shape })
    expect(kMeansClustering.parameters.safeParse({ clusterCount: 1 }).success).toBe(false)
  })
})
