import * as z from 'zod'
import { columnSchema, tableSchema } from '../ml/column-schema.ts'
import { experimentGraph } from '../ml/experiment-graph.ts'
import { modelShape, transformationShape } from '../ml/port-shapes.ts'
import { moduleRun, runDocument } from '../ml/run.ts'

/** What is wrong, and where in the graph: `nodes[2].parameters.bitsize`. */
export const faultAnswer = z.strictObject({ code: z.string(), target: z.string(), message: z.string() })

export const runAnswer = runDocument.omit({ lease: true, takeovers: true })
export type RunAnswer = Readonly<z.infer<typeof runAnswer>>

export const moduleRunAnswer = moduleRun.omit({ recipe: true, artifact: true, logArtifact: true, usedSeed: true })
export type ModuleRunAnswer = Readonly<z.infer<typeof moduleRunAnswer>>

export const runDetailsAnswer = runAnswer.extend({ modules: z.array(moduleRunAnswer) })
export type RunDetailsAnswer = Readonly<z.infer<typeof runDetailsAnswer>>

export const experimentSummaryAnswer = z.strictObject({
  id: z.string(),
  name: z.string(),
  description: z.string(),
  createdAt: z.string(),
  updatedAt: z.string(),
  author: z.string(),
  updatedBy: z.string(),
  version: z.int(),
  etag: z.string().describe('For If-Match'),
})
export type ExperimentSummaryAnswer = Readonly<z.infer<typeof experimentSummaryAnswer>>

export const experimentAnswer = experimentSummaryAnswer.extend({ graph: experimentGraph })
export type ExperimentAnswer = Readonly<z.infer<typeof experimentAnswer>>

export const listedExperimentAnswer = experimentSummaryAnswer.extend({
  moduleCount: z.int(),
  lastRun: runAnswer.optional().describe('The newest run'),
})
export type ListedExperimentAnswer = Readonly<z.infer<typeof listedExperimentAnswer>>

export const experimentTemplateAnswer = z.strictObject({
  id: z.string(),
  title: z.string(),
  summary: z.string(),
  datasets: z.array(z.string()).describe('Names of the datasets that it needs'),
  isAvailable: z.boolean().describe('The workspace has them'),
})
export type ExperimentTemplateAnswer = Readonly<z.infer<typeof experimentTemplateAnswer>>

export const experimentVersionAnswer = z.strictObject({
  number: z.int(),
  firstSavedAt: z.string(),
  savedAt: z.string(),
  author: z.string(),
  isKept: z.boolean().describe('It was run, restored or published'),
  restoredFrom: z.int().optional(),
  moduleCount: z.int(),
})
export type ExperimentVersionAnswer = Readonly<z.infer<typeof experimentVersionAnswer>>

export const graphChangesAnswer = z.strictObject({
  nodes: z.array(
    z.strictObject({
      node: z.string(),
      module: z.string(),
      title: z.string(),
      change: z.enum(['added', 'removed', 'changed']),
      parameters: z.array(
        z.strictObject({
          name: z.string(),
          title: z.string(),
          before: z.json().optional().describe('Absent: not set'),
          after: z.json().optional(),
        }),
      ),
    }),
  ),
  edges: z.strictObject({
    added: experimentGraph.shape.edges.unwrap(),
    removed: experimentGraph.shape.edges.unwrap(),
  }),
  webServiceParameters: z.array(z.string()),
})
export type GraphChangesAnswer = Readonly<z.infer<typeof graphChangesAnswer>>

const partlyKnownTable = z.strictObject({
  kind: z.literal('partly-known-table'),
  columns: z.array(z.union([columnSchema, z.strictObject({ name: z.string(), type: z.literal('unknown') })])),
})
const shapeAnswer = z
  .union([tableSchema, partlyKnownTable, modelShape, transformationShape])
  .nullable()
  .describe('null: known only after a run')
export type ShapeAnswer = Readonly<z.infer<typeof shapeAnswer>>

const shapesAnswer = z.record(z.string(), shapeAnswer)

/** What is known of a graph without running it. */
export const experimentCheckAnswer = z.strictObject({
  faults: z.array(faultAnswer),
  nodes: z.array(
    z.strictObject({
      node: z.string(),
      title: z.string(),
      inputs: shapesAnswer,
      outputs: shapesAnswer,
      isUpToDate: z.boolean().describe('An earlier run left its result'),
    }),
  ),
})
export type ExperimentCheckAnswer = Readonly<z.infer<typeof experimentCheckAnswer>>

export const experimentPlanAnswer = z.strictObject({
  faults: z.array(faultAnswer),
  steps: z
    .array(
      z.strictObject({
        node: z.string(),
        module: z.string(),
        title: z.string(),
        kind: z.enum(['runs', 'cached', 'outside']),
        why: z.string(),
      }),
    )
    .describe('Each after those it takes from'),
})
export type ExperimentPlanAnswer = Readonly<z.infer<typeof experimentPlanAnswer>>
