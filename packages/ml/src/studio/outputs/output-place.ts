import { AppError } from '@sluice/contracts'
import type { TableFile } from '@sluice/platform'
import { type RunOutput, readRunOutput } from '../../experiments/run-outputs.ts'
import type { StudioServices } from '../studio-services.ts'

export const tag = 'Runs'
export const runPath = '/workspaces/{workspaceId}/experiments/{experimentId}/runs/{runId}'
export const outputPath = `${runPath}/modules/{node}/outputs/{port}` as const

/** An output of a run as the path of a call names it. */
export interface OutputPlace {
  readonly workspaceId: string
  readonly params: {
    readonly experimentId: string
    readonly runId: string
    readonly node: string
    readonly port: string
  }
}

type Services = Pick<StudioServices, 'store' | 'runs' | 'tables'>

/** @throws AppError `RunNotFound`, `RunModuleNotFound`, `RunOutputNotFound`, `RunOutputCleanedUp` */
export const findOutput = (
  { store, runs }: Pick<Services, 'store' | 'runs'>,
  { workspaceId, params: { experimentId, runId, node, port } }: OutputPlace,
): Promise<RunOutput> =>
  readRunOutput({ store, cache: runs.cache }, { workspaceId, experimentId }, runId, { node, port })

/** @throws AppError `RunOutputNotTable`, and what `findOutput` throws */
export async function findTable(
  services: Services,
  place: OutputPlace,
): Promise<RunOutput & { readonly file: TableFile }> {
  const found = await findOutput(services, place)
  const { type, rowCount } = found.output
  if (rowCount === undefined) throw new AppError('RunOutputNotTable', { port: place.params.port, type })
  return { ...found, file: await services.tables.open(found.path) }
}
