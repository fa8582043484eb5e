import type { ModuleRunAnswer } from '@sluice/contracts'
import type { CatalogueEntry } from '@sluice/dataflow'

export interface ModuleResultProps {
  readonly experimentId: string
  readonly runId: string
  readonly module: ModuleRunAnswer
  readonly declaration: CatalogueEntry
  /** Why what came out is no longer what the graph would give. */
  readonly staleReason: string | undefined
  readonly onVisualize: (port: string) => void
}

/** What became of a module in a run: state, time, error with what to do, log, outputs. */
export function ModuleResult({ module }: ModuleResultProps) {
  return <p>{module.state}</p>
}
