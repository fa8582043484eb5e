import { AppError, machineLearningId } from '@sluice/contracts'
import * as z from 'zod'
import { defineModule } from '../define-module.ts'

/** A transformation of the workspace as it stands in an experiment. */
export const savedTransformation = defineModule({
  id: 'saved-transformation',
  title: 'Saved Transformation',
  category: 'Transforms',
  summary: 'Gives a transformation that was saved in the workspace.',
  inputs: {},
  outputs: { transformation: { type: 'transformation', title: 'Transformation' } },
  parameters: z.strictObject({
    transformId: machineLearningId.meta({
      title: 'Transformation',
      description: 'The transformation that is given.',
      editor: 'transformation',
    }),
  }),
  errors: ['SavedTransformationNotFound'],
  outputShapes(_, { transformId }, context) {
    const transformation = context.savedTransformationShape(transformId)
    if (transformation === undefined) throw new AppError('SavedTransformationNotFound', { transformation: transformId })
    return { transformation }
  },
  run: async (_, { transformId }, context) => ({ transformation: await context.savedTransformation(transformId) }),
})
