import * as z from 'zod'
import { experimentConversionDocument } from '../ml/experiment-conversion.ts'
import { experimentGraph } from '../ml/experiment-graph.ts'

const told = z.strictObject({
  changes: z.array(
    z.strictObject({
      action: z.enum(['replaced', 'left-out', 'added']),
      node: z.string().describe('Of the training experiment; of the new one where it is added.'),
      title: z.string(),
      message: z.string(),
    }),
  ),
  choices: z.array(z.strictObject({ node: z.string(), title: z.string() })).describe('The chosen one first.'),
  warnings: z.array(z.string()),
})

/** What a conversion would do. */
export const conversionPreviewAnswer = told.extend({
  saved: experimentConversionDocument.shape.saved,
  graph: experimentGraph,
  existingExperimentId: z.string().nullable(),
})
export type ConversionPreviewAnswer = Readonly<z.infer<typeof conversionPreviewAnswer>>

/** What a conversion did. */
export const conversionAnswer = told.extend({ experimentId: z.string(), isNew: z.boolean() })
export type ConversionAnswer = Readonly<z.infer<typeof conversionAnswer>>

/** Experiments that belong together, by their ids. */
export const linkedExperimentsAnswer = z.strictObject({
  training: z.string().nullable(),
  predictive: z.string().nullable(),
  retraining: z.string().nullable(),
})
export type LinkedExperimentsAnswer = Readonly<z.infer<typeof linkedExperimentsAnswer>>
