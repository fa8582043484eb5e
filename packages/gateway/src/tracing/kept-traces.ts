import type { CallTrace, TraceSummary } from '@sluice/contracts'

/** The traces that a gateway still has. `service` in any case. */
export interface KeptTraces {
  find(service: string, traceId: string): CallTrace | undefined
  /** The newest first. */
  list(service: string): readonly TraceSummary[]
}
