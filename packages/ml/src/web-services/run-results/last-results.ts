import { AppError, type ExperimentGraph, type ModuleRun, type RunDocument } from '@sluice/contracts'
import type { Store, TableFiles } from '@sluice/platform'
import type { OutputFile } from '../../experiments/output-manifest.ts'
import { type RunPlace, readLastRun, readModules, readRunGraph } from '../../experiments/run-records.ts'
import type { RunService } from '../../experiments/run-service.ts'

export interface RunResultServices {
  readonly store: Store
  readonly runs: RunService
  readonly tables: TableFiles
}

/** A file that a port gave in a run. */
export interface RunOutput {
  readonly output: OutputFile
  /** Absolute. */
  readonly path: string
}

/** The modules of the newest run. @throws AppError `ExperimentNotConvertible` when it did not end well */
export async function loadFinishedRun(
  store: Store,
  place: RunPlace,
  graph: ExperimentGraph,
): Promise<{ readonly run: RunDocument; readonly modules: readonly ModuleRun[] }> {
  const run = await readLastRun(store, place)
  const refuse = (reason: string) => new AppError('ExperimentNotConvertible', { reason })
  if (run === undefined) throw refuse('It was never run; run it first.')
  if (run.state !== 'finished') throw refuse(`Its last run is ${run.state}; run it again.`)
  if (!isSameWork(await readRunGraph(store, place, run.id), graph)) {
    throw refuse('It was changed since its last run; run it again.')
  }
  return { run, modules: await readModules(store, place, run.id) }
}

/** @throws AppError `RunOutputNotFound`, `RunOutputCleanedUp` */
export async function findOutput(
  modules: readonly ModuleRun[],
  { node, port }: { readonly node: string; readonly port: string },
  { runs }: Pick<RunResultServices, 'runs'>,
): Promise<RunOutput> {
  const module = modules.find((candidate) => candidate.node === node)
  if (module?.artifact === undefined) throw new AppError('RunOutputNotFound', { module: module?.title ?? node, port })
  const kept = await runs.cache.read(module.artifact)
  if (kept === undefined) throw new AppError('RunOutputCleanedUp', { module: module.title })
  const output = Object.hasOwn(kept.manifest.ports, port) ? kept.manifest.ports[port] : undefined
  if (output === undefined) throw new AppError('RunOutputNotFound', { module: module.title, port })
  return { output, path: kept.artifact.path(output.file) }
}

/** Whether two graphs do the same, wherever their modules stand and whatever is noted on them. */
function isSameWork(one: ExperimentGraph, other: ExperimentGraph): boolean {
  const work = ({ nodes, edges }: ExperimentGraph) =>
    JSON.stringify([
      nodes.map(({ id, module, parameters }) => [id, module, parameters]).sort(byText),
      edges.map(({ from, to }) => [from.node, from.port, to.node, to.port]).sort(byText),
    ])
  return work(one) === work(other)
}

const byText = (one: unknown, other: unknown): number => (JSON.stringify(one) < JSON.stringify(other) ? -1 : 1)
