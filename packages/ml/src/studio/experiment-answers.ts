import type {
  ExperimentAnswer,
  ExperimentSummaryAnswer,
  ExperimentVersionAnswer,
  ExperimentVersionDocument,
  ModuleRun,
  ModuleRunAnswer,
  RunAnswer,
  RunDocument,
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

export const toRunAnswer = ({ lease: _, takeovers: __, ...run }: RunDocument): RunAnswer => ({
  ...run,
  parameters: hideRunParameters(run.parameters),
})

export const toModuleAnswer = (module: ModuleRun): ModuleRunAnswer => {
  const { recipe: _, artifact: __, logArtifact: ___, usedSeed: ____, ...shown } = module
  return shown
}

export function toExperimentSummary({ experiment, entityTag }: StoredExperiment): ExperimentSummaryAnswer {
  const { graph: _, ...rest } = experiment
  return { ...rest, etag: toEtag(entityTag) }
}
export const toExperimentAnswer = (stored: StoredExperiment, modules: Modules): ExperimentAnswer => ({
  ...toExperimentSummary(stored),
  graph: hideGraphSecrets(stored.experiment.graph, modules),
})
export const etagOf = ({ entityTag }: StoredExperiment) => ({ ETag: toEtag(entityTag) })

export function toVersionSummary(version: ExperimentVersionDocument): ExperimentVersionAnswer {
  const { graph, ...rest } = version
  return { ...rest, moduleCount: graph.nodes.length }
}
