import { readCircuitStates, type SnapshotState } from '@sluice/gateway'
import type { Clock } from '@sluice/platform'
import { type MetricSource, threadSamples, toSample } from '@sluice/platform/metrics'
import type { WorkerPool } from './worker-pool.ts'

export interface GatewayMetricsOptions {
  readonly pool: Pick<WorkerPool, 'figures' | 'state'>
  readonly snapshot: Pick<SnapshotState, 'changeNumber' | 'size' | 'toMessage'>
  readonly circuits: Parameters<typeof readCircuitStates>[1]
  readonly clock: Clock
  /** Monotonic ms, when management last said something. */
  readonly heardAt: () => number
}

/** What the data plane says of itself, besides its calls: its workers are asked, the rest is known here. */
export function createGatewayMetrics(options: GatewayMetricsOptions): MetricSource {
  const { pool, snapshot, circuits, clock, heardAt } = options
  return async () => {
    const figures = await pool.figures()
    const { serving, wanted, restarts } = pool.state()
    const sum = (of: (worker: (typeof figures)[number]) => number) =>
      figures.reduce((total, worker) => total + of(worker), 0)
    return [
      toSample('sluice_gateway_workers', { state: 'serving' }, serving),
      toSample('sluice_gateway_workers', { state: 'wanted' }, wanted),
      toSample('sluice_gateway_worker_restarts_total', {}, restarts),
      toSample(
        'sluice_gateway_connections',
        {},
        sum(({ connections }) => connections),
      ),
      toSample(
        'sluice_gateway_websockets',
        {},
        sum(({ webSockets }) => webSockets),
      ),
      ...figures.flatMap(({ number, thread }) => [
        ...threadSamples(String(number), thread),
        toSample('sluice_gateway_worker_heap_used_bytes', { thread: String(number) }, thread.heapUsedBytes),
      ]),
      toSample('sluice_gateway_snapshot_change_number', {}, snapshot.changeNumber ?? -1),
      toSample('sluice_gateway_snapshot_age_seconds', {}, (clock.monotonic() - heardAt()) / 1000),
      toSample('sluice_gateway_snapshot_entries', {}, snapshot.size),
      ...readCircuitStates(snapshot.toMessage().entries, circuits, clock.now()).map(({ service, backend, isOpen }) =>
        toSample('sluice_gateway_circuit_open', { service, backend }, isOpen ? 1 : 0),
      ),
    ]
  }
}
