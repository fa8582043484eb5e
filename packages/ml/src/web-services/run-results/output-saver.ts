import { AppError, isAppError, type ModelShape, type TransformationShape } from '@sluice/contracts'
import type { Artifacts, Clock } from '@sluice/platform'
import { loadExperiment, type OutputSaver } from '../../conversions/convert-experiment.ts'
import { type RunOutput as OutputToKeep, saveOutput } from '../../saved/save-output.ts'
import type { RandomBytes } from '../endpoint-keys.ts'
import type { WebServiceDirectory } from '../web-service-directory.ts'
import { findOutput, loadFinishedRun, type RunOutput, type RunResultServices } from './last-results.ts'

export interface OutputSaverServices extends RunResultServices {
  readonly artifacts: Artifacts
  readonly clock: Clock
  readonly randomBytes: RandomBytes
  readonly directory: WebServiceDirectory
}

/** So many names with a number behind them are tried. */
const mostAttempts = 100

/** Saves what the last run of an experiment gave, so that no clean-up of results takes it. */
export const createOutputSaver = (services: OutputSaverServices): OutputSaver => ({
  async save({ workspaceId, experimentId, from, kind, name, replaces, actor }) {
    const { store, directory } = services
    const { graph } = await loadExperiment(store, workspaceId, experimentId)
    const { run, modules } = await loadFinishedRun(store, { workspaceId, experimentId }, graph)
    const output = await findOutput(modules, from, services)
    const holdings = directory.holdings(workspaceId)
    const isThere = {
      dataset: holdings.dataset,
      'trained-model': holdings.trainedModel,
      transformation: holdings.transform,
    }[kind]
    const given = {
      workspaceId,
      actor,
      replaces: replaces !== undefined && isThere(replaces) !== undefined ? replaces : undefined,
      from: { experimentId, runId: run.id, ...from },
    }
    for (let attempt = 1; ; attempt += 1) {
      try {
        const wanted = attempt === 1 ? name : `${name} (${attempt})`
        const id = await saveOutput(await toKeep(output, services), { ...given, name: wanted }, services)
        await directory.catchUp()
        return id
      } catch (error) {
        // Another experiment may have saved something under the same name: both are kept.
        const isTaken = isAppError(error) && (error.code === 'SavedNameTaken' || error.code === 'DatasetNameTaken')
        if (!isTaken || attempt === mostAttempts) throw error
      }
    }
  },
})

/** An output of a run as what can be saved. @throws AppError `ModelNotTrained` */
export async function toKeep(
  { output, path }: RunOutput,
  { tables }: Pick<OutputSaverServices, 'tables'>,
): Promise<OutputToKeep> {
  if (output.type === 'table') {
    const file = await tables.open(path)
    return { kind: 'table', schema: file.schema, chunks: tables.chunks(file) }
  }
  if (output.type === 'transformation') {
    return { kind: 'transformation', path, shape: output.shape as TransformationShape }
  }
  const shape = output.shape as ModelShape
  if (output.type !== 'trained-model' && output.type !== 'trained-clustering-model') {
    throw new AppError('ModelNotTrained', { model: shape.learner })
  }
  return { kind: 'model', path, shape }
}
