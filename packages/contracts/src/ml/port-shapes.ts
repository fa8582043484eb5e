import * as z from 'zod'
import { columnSchema, tableSchema } from './column-schema.ts'

export const modelTasks = ['two-class', 'multiclass', 'regression', 'clustering', 'foreign'] as const
export type ModelTask = (typeof modelTasks)[number]

/** What is known of a model without looking into it; enough to say which columns scoring takes and gives. */
export const modelShape = z.strictObject({
  kind: z.literal('model'),
  /** Id of the module whose learner it is. */
  learner: z.string().min(1),
  /** `foreign`: trained elsewhere, and known only when it is opened. */
  task: z.enum(modelTasks),
  /** Absent: not trained yet. */
  training: z
    .strictObject({
      /** None in clustering. */
      label: columnSchema.optional(),
      /** Columns that scoring needs, in the order in which the model takes them. */
      features: tableSchema,
      /** In the order of the probabilities; known after training only. */
      classes: z.array(z.string()).optional(),
    })
    .optional(),
})
export type ModelShape = Readonly<z.infer<typeof modelShape>>

/** What is known of a transformation without looking into it. */
export const transformationShape = z.strictObject({
  kind: z.literal('transformation'),
  /** Id of the module that made it. */
  module: z.string().min(1),
  /** That module's parameters. */
  parameters: z.record(z.string(), z.json()),
  /** Columns that it was made from; those it is applied to must have the same names and types. */
  columns: tableSchema,
})
export type TransformationShape = Readonly<z.infer<typeof transformationShape>>
