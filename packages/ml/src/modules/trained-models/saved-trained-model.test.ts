import { describe, expect, it } from 'vitest'
import { untrainedModel } from '../../learning/untrained-model.ts'
import { runModule, shapesFrom } from '../run-module.fixture.ts'
import { savedTrainedModel } from './saved-trained-model.ts'

const modelId = 'a'.repeat(32)
const model = untrainedModel('linear-regression', 'regression', {})

describe('Trained Model', () => {
  it('gives the model of the workspace', async () => {
    const context = { trainedModel: async () => model }
    expect(await runModule(savedTrainedModel, {}, { modelId }, { context })).toEqual({ trainedModel: model })
  })

  it('gives its shape without a run', () => {
    const saved = { trainedModelShape: (id: string) => (id === modelId ? model.shape : undefined) }
    expect(shapesFrom(savedTrainedModel, {}, { modelId }, { saved })).toEqual({ trainedModel: model.shape })
    expect(() => shapesFrom(savedTrainedModel, {}, { modelId: '0'.repeat(32) }, { saved })).toThrow(
      `Library exception: There is no trained model '${'0'.repeat(32)}' in the workspace.`,
    )
  })
})
