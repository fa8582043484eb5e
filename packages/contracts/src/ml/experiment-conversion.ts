import * as z from 'zod'
import { machineLearningId } from './identifiers.ts'

export const conversionKinds = ['predictive', 'retraining'] as const
export type ConversionKind = (typeof conversionKinds)[number]

const portPlace = z.strictObject({ node: z.string(), port: z.string() })

/** Document `/workspaces/{workspace}/conversions/{experiment}`: what an experiment was converted from. */
export const experimentConversionDocument = z.strictObject({
  /** Of the experiment that came of it. */
  experimentId: machineLearningId,
  kind: z.enum(conversionKinds),
  trainingExperimentId: machineLearningId,
  /** The module that was chosen to score or to train. */
  chosen: z.string(),
  convertedAt: z.string(),
  /** Modules that stand for what the training experiment gave, and where it came out there. */
  saved: z.array(
    z.strictObject({
      kind: z.enum(['trained-model', 'transformation', 'dataset']),
      from: portPlace,
      node: z.string(),
      parameter: z.string(),
    }),
  ),
})
export type ExperimentConversionDocument = Readonly<z.infer<typeof experimentConversionDocument>>
