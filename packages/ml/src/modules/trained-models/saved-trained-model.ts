import { AppError, machineLearningId } from '@sluice/contracts'
import * as z from 'zod'
import { defineModule } from '../define-module.ts'

/** A trained model of the workspace, as it stands in an experiment. */
export const savedTrainedModel = defineModule({
  id: 'saved-trained-model',
  title: 'Trained Model',
  category: 'Trained Models',
  summary: 'Gives a trained model that was saved in the workspace.',
  inputs: {},
  outputs: { trainedModel: { type: 'trained-model', title: 'Trained model' } },
  parameters: z.strictObject({
    modelId: machineLearningId.meta({
      title: 'Trained model',
      description: 'The model that is given.',
      editor: 'trained-model',
    }),
  }),
  errors: ['LibraryException', 'DataInvalid'],
  outputShapes(_, { modelId }, context) {
    const shape = context.trainedModelShape(modelId)
    if (shape === undefined) {
      throw new AppError('LibraryException', { details: `There is no trained model '${modelId}' in the workspace.` })
    }
    return { trainedModel: shape }
  },
  run: async (_, { modelId }, context) => ({ trainedModel: await context.trainedModel(modelId) }),
})
