import * as z from 'zod'
import { defineModule } from '../define-module.ts'

/** @see reference: AzureML, 4.5 */
export const applyTransformation = defineModule({
  id: 'apply-transformation',
  title: 'Apply Transformation',
  category: 'Machine Learning / Score',
  summary: 'Applies to a dataset what was computed from another one, such as the scale of Normalize Data.',
  remarks:
    'The dataset needs the columns that the transformation was made from, with the same names and types; it may have others, which stay as they are.',
  inputs: {
    transformation: { type: 'transformation', title: 'Transformation' },
    dataset: { type: 'table', title: 'Dataset' },
  },
  outputs: { transformedDataset: { type: 'table', title: 'Transformed dataset' } },
  parameters: z.strictObject({}),
  errors: ['SchemaMismatch', 'LibraryException'],
  rowWise: true,
  outputShapes({ transformation, dataset }, _, context) {
    const isKnown = transformation !== undefined && dataset !== undefined
    return { transformedDataset: isKnown ? context.transformedSchema(transformation, dataset) : undefined }
  },
  compile({ transformation, dataset }, _, context) {
    const { outputSchema, run } = context.transformation(transformation.shape.module).compile(transformation, dataset)
    return {
      outputSchemas: { transformedDataset: outputSchema },
      run: ({ dataset: table }) => ({ transformedDataset: run(table) }),
    }
  },
})
