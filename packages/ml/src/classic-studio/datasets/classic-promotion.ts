import { AppError, savedName } from '@sluice/contracts'
import { findModule } from '@sluice/dataflow'
import * as z from 'zod'
import { loadExperiment, type OutputSaver } from '../../conversions/convert-experiment.ts'
import { readExperimentId } from '../classic-experiments.ts'
import type { ClassicAnswer, ClassicRequest, ClassicServices } from '../classic-route.ts'
import { findPort } from '../graph/parameter-values.ts'
import { readClassicDatasetId, toClassicDatasetId } from './classic-dataset-object.ts'

const asset = z.object({
  Name: savedName,
  Description: z.string().max(4000).nullish(),
  FamilyId: z.string().nullish(),
  SourceOrigin: z.literal('FromOutputPromotion'),
})

/** What a module gave, to be kept: the member that describes it is named after its kind. */
export const promotion = <Member extends string>(member: Member) =>
  z.object({
    [member]: asset,
    ExperimentId: z.string(),
    ModuleNodeId: z.string(),
    OutputName: z.string(),
  } as { readonly [name in Member]: typeof asset } & typeof place)

const place = { ExperimentId: z.string(), ModuleNodeId: z.string(), OutputName: z.string() }

type Kind = Parameters<OutputSaver['save']>[0]['kind']

export async function promote(
  { workspaceId, actor }: Pick<ClassicRequest<string>, 'workspaceId' | 'actor'>,
  kind: Kind,
  { Name: name, FamilyId }: z.infer<typeof asset>,
  given: { readonly ExperimentId: string; readonly ModuleNodeId: string; readonly OutputName: string },
  services: ClassicServices,
): Promise<ClassicAnswer> {
  const { store, modules, outputSaver } = services
  if (outputSaver === undefined) throw new AppError('ExperimentsNotRun', {})
  const experimentId = readExperimentId(given.ExperimentId)
  const { graph } = await loadExperiment(store, workspaceId, experimentId)
  const node = graph.nodes.find(({ id }) => id === given.ModuleNodeId)
  const module = findModule(modules, node?.module ?? '')
  const port = module && findPort(module.outputs, given.OutputName, undefined)
  const replaces = FamilyId ? readClassicDatasetId(FamilyId) : undefined
  const id = await outputSaver.save({
    workspaceId,
    experimentId,
    from: { node: given.ModuleNodeId, port: port ?? given.OutputName },
    kind,
    name,
    replaces,
    actor,
  })
  return { status: 200, body: toClassicDatasetId(workspaceId, id) }
}
