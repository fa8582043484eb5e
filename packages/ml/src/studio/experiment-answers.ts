import {
  type ExperimentVersionDocument,
  experimentGraph,
  type ModuleRun,
  moduleRun,
  type RunDocument,
  runDocument,
} from '@sluice/contracts'
import * as z from 'zod'
import type { StoredExperiment } from '../experiments/experiment-records.ts'
import { hideRunParameters } from '../experiments/run-secrets.ts'
import type { Modules } from '../modules/module.ts'
import { hideGraphSecrets } from '../modules/secret-parameters.ts'
import { toEtag } from './entity-tag.ts'

/** Which piece of a list; both count entries. */
export const pageQuery = {
  skip: z.coerce.number().int().min(0).default(0),
  top: z.coerce.number().int().min(1).max(200).default(50),
}

export const faultAnswer = z.strictObject({ code: z.string(), target: z.string(), message: z.string() })

export const runAnswer = runDocument.omit({ lease: true, takeovers: true })
export const toRunAnswer = ({ lease: _, takeovers: __, ...run }: RunDocument): z.infer<typeof runAnswer> => ({
  ...run,
  parameters: hideRunParameters(run.parameters),
})

export const moduleAnswer = moduleRun.omit({ recipe: true, artifact: true, logArtifact: true, usedSeed: true })
export const toModuleAnswer = (module: ModuleRun): z.infer<typeof moduleAnswer> => {
  const { recipe: _, artifact: __, logArtifact: ___, usedSeed: ____, ...shown } = module
  return shown
}

export const experimentSummary = z.strictObject({
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
export const experimentAnswer = experimentSummary.extend({ graph: experimentGraph })

export function toExperimentSummary({ experiment, entityTag }: StoredExperiment): z.infer<typeof experimentSummary> {
  const { graph: _, ...rest } = experiment
  return { ...rest, etag: toEtag(entityTag) }
}
export const toExperimentAnswer = (stored: StoredExperiment, modules: Modules): z.infer<typeof experimentAnswer> => ({
  ...toExperimentSummary(stored),
  graph: hideGraphSecrets(stored.experiment.graph, modules),
})
export const etagOf = ({ entityTag }: StoredExperiment) => ({ ETag: toEtag(entityTag) })

export const versionSummary = z.strictObject({
  number: z.int(),
  firstSavedAt: z.string(),
  savedAt: z.string(),
  author: z.string(),
  isKept: z.boolean().describe('It was run, restored or published'),
  restoredFrom: z.int().optional(),
  moduleCount: z.int(),
})
export function toVersionSummary(version: ExperimentVersionDocument): z.infer<typeof versionSummary> {
  const { graph, ...rest } = version
  return { ...rest, moduleCount: graph.nodes.length }
}

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
