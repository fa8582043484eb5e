import type { SnapshotEntry } from '@sluice/contracts'
import type { Circuits } from '../counters/circuits.ts'
import { compileCircuitBreaker } from './circuit-breaker.ts'

/** How the circuit of one backend stands. Names as in the snapshot. */
export interface CircuitState {
  readonly service: string
  readonly backend: string
  readonly isOpen: boolean
}

/** Of all backends that have a rule which could open their circuit. */
export function readCircuitStates(
  entries: readonly SnapshotEntry[],
  circuits: Circuits,
  nowMs: number,
): readonly CircuitState[] {
  return entries.flatMap((entry) => {
    if (entry.kind !== 'backend') return []
    const { id, properties } = entry
    const breaker = compileCircuitBreaker(id, properties.circuitBreaker?.rules ?? [], { circuits, now: () => nowMs })
    if (breaker === undefined) return []
    const [, , service = '', , backend = ''] = id.split('/')
    return [{ service, backend, isOpen: breaker.openUntilMs() > nowMs }]
  })
}
