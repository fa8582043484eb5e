import type { ExperimentCheckAnswer, ExperimentGraph, ModuleRunAnswer, RunDetailsAnswer } from '@sluice/contracts'
import type { ModulePortsById } from '@sluice/dataflow'
import type { GraphCheck } from './use-graph-check.ts'

/** What the canvas says of a module. */
export type ShownState =
  | 'not-run'
  | 'needs-attention'
  | 'out-of-date'
  | 'queued'
  | 'running'
  | 'finished'
  | 'cached'
  | 'skipped'
  | 'failed'
  | 'cancelled'

export interface ModuleInfo {
  readonly state: ShownState
  /** From 0 to 1, while it runs. */
  readonly progress?: number
  /** What is wrong, or why it is out of date. */
  readonly detail?: string
}

export interface InfoSources {
  readonly graph: ExperimentGraph
  readonly ports: ModulePortsById
  readonly check: GraphCheck | undefined
  readonly run: RunDetailsAnswer | undefined
  /** The graph is the run's own: nothing can be out of date. */
  readonly isOfRun: boolean
}

export const isGoingOn = (run: Pick<RunDetailsAnswer, 'state'> | undefined): boolean =>
  run?.state === 'queued' || run?.state === 'running'

/** @param before of the last time: what is the same stays the same object, so that only what changed is drawn anew */
export function moduleInfos(
  { graph, ports, check, run, isOfRun }: InfoSources,
  before: ReadonlyMap<string, ModuleInfo> = new Map(),
): ReadonlyMap<string, ModuleInfo> {
  const runs = new Map(run?.modules.map((module) => [module.node, module]))
  const faults = check === undefined ? new Map() : faultsByNode(check)
  const known = new Map(check?.answer.nodes.map((node) => [node.node, node]))
  const isActive = isGoingOn(run)
  return new Map(
    graph.nodes.map(({ id, module }) => {
      const isOutside = ports[module]?.webServicePort !== undefined
      const fault: string | undefined = isOfRun ? undefined : faults.get(id)?.[0]?.message
      const info = infoOf({
        module: isOutside ? undefined : runs.get(id),
        isActive: isActive || isOfRun,
        fault,
        isUpToDate: isOutside ? undefined : known.get(id)?.isUpToDate,
        reason: check?.reasons.get(id),
      })
      const old = before.get(id)
      const isSame =
        old !== undefined && old.state === info.state && old.progress === info.progress && old.detail === info.detail
      return [id, isSame ? old : info]
    }),
  )
}

function infoOf({
  module,
  isActive,
  fault,
  isUpToDate,
  reason,
}: {
  readonly module: ModuleRunAnswer | undefined
  readonly isActive: boolean
  readonly fault: string | undefined
  readonly isUpToDate: boolean | undefined
  readonly reason: string | undefined
}): ModuleInfo {
  if (isActive && module !== undefined) return ofRun(module)
  if (fault !== undefined) return { state: 'needs-attention', detail: fault }
  if (module?.state === 'failed' || module?.state === 'skipped') return ofRun(module)
  const hasResult = module?.state === 'finished' || module?.state === 'cached'
  if (isUpToDate === undefined) return module === undefined ? { state: 'not-run' } : ofRun(module)
  if (isUpToDate) return hasResult ? ofRun(module) : { state: 'cached' }
  if (hasResult) return { state: 'out-of-date', ...(reason === undefined ? {} : { detail: reason }) }
  return module?.state === 'cancelled' ? ofRun(module) : { state: 'not-run' }
}

const ofRun = ({ state, progress, error }: ModuleRunAnswer): ModuleInfo => ({
  state,
  ...(state === 'running' && progress !== undefined ? { progress } : {}),
  ...(error === undefined ? {} : { detail: error.message }),
})

/** Faults of each module; their targets begin below it. */
export function faultsByNode({ graph, answer }: GraphCheck): ReadonlyMap<string, ExperimentCheckAnswer['faults']> {
  const found = new Map<string, ExperimentCheckAnswer['faults']>()
  for (const fault of answer.faults) {
    const [, index, below = ''] = /^nodes\[(\d+)\]\.?(.*)$/.exec(fault.target) ?? []
    const node = graph.nodes[Number(index)]
    if (index === undefined || node === undefined) continue
    found.set(node.id, [...(found.get(node.id) ?? []), { ...fault, target: below }])
  }
  return found
}

/** Faults that no module has. */
export const otherFaults = ({ answer }: GraphCheck): ExperimentCheckAnswer['faults'] =>
  answer.faults.filter(({ target }) => !/^nodes\[\d+\]/.test(target))
