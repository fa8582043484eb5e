import { AppError, type ModuleRun } from '@sluice/contracts'
import type { StoreReader } from '@sluice/platform'
import type { OutputFile } from './output-manifest.ts'
import type { ResultCache } from './result-cache.ts'
import { type RunPlace, readModules, readRun } from './run-records.ts'

export interface RunOutput {
  readonly module: ModuleRun
  readonly output: OutputFile
  /** Absolute. */
  readonly path: string
  /** Key of the folder that holds it. */
  readonly artifact: string
}

/** @throws AppError `RunNotFound`, `RunModuleNotFound` */
export async function readModuleOfRun(
  reader: Pick<StoreReader, 'get'>,
  place: RunPlace,
  runId: string,
  node: string,
): Promise<ModuleRun> {
  await readRun(reader, place, runId)
  const module = (await readModules(reader, place, runId)).find((one) => one.node === node)
  if (module === undefined) throw new AppError('RunModuleNotFound', { node })
  return module
}

/**
 * What came out of a module at a port: to be shown, or saved as a dataset, trained model or transformation.
 * @throws AppError `RunNotFound`, `RunModuleNotFound`, `RunOutputNotFound`, `RunOutputCleanedUp`
 */
export async function readRunOutput(
  { store, cache }: { readonly store: Pick<StoreReader, 'get'>; readonly cache: ResultCache },
  place: RunPlace,
  runId: string,
  { node, port }: { readonly node: string; readonly port: string },
): Promise<RunOutput> {
  const module = await readModuleOfRun(store, place, runId, node)
  if (module.artifact === undefined || !module.outputs?.some((one) => one.port === port)) {
    throw new AppError('RunOutputNotFound', { module: module.title, port })
  }
  const kept = await cache.read(module.artifact)
  const output = kept?.manifest.ports[port]
  if (kept === undefined || output === undefined) throw new AppError('RunOutputCleanedUp', { module: module.title })
  return { module, output, path: kept.artifact.path(output.file), artifact: module.artifact }
}
