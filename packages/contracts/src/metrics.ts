/** What every role says of itself in Prometheus' format, by name. `docs/operations/metrics.md` is made of it. */

export interface MetricDefinition {
  /** A counter only grows, until its process begins anew. */
  readonly type: 'counter' | 'gauge' | 'histogram'
  /** One sentence, with the unit where the name does not say it. */
  readonly help: string
  /** Besides `role`, which all have. */
  readonly labels: readonly string[]
  readonly roles: readonly ('management' | 'gateway' | 'ml' | 'storage')[]
}

const all = ['management', 'gateway', 'ml', 'storage'] as const
const stores = ['management', 'ml'] as const
const served = ['management', 'ml', 'storage'] as const

/** Labels of calls that a gateway may be told to tell apart, by `SLUICE_METRICS_LABELS`. */
export const usageLabels = ['service', 'api', 'operation', 'backend'] as const
export type UsageLabel = (typeof usageLabels)[number]

export const metricCatalogue = {
  sluice_info: { type: 'gauge', help: 'Always 1; the version stands in the label.', labels: ['version'], roles: all },
  sluice_metrics_failed_sources: {
    type: 'gauge',
    help: 'Parts that could not say anything this time; the log says why.',
    labels: [],
    roles: all,
  },
  process_cpu_user_seconds_total: { type: 'counter', help: 'CPU time in user mode.', labels: [], roles: all },
  process_cpu_system_seconds_total: { type: 'counter', help: 'CPU time in the system.', labels: [], roles: all },
  process_resident_memory_bytes: { type: 'gauge', help: 'Memory that the process holds.', labels: [], roles: all },
  process_start_time_seconds: { type: 'gauge', help: 'Begin of the process, since 1970.', labels: [], roles: all },
  process_open_fds: { type: 'gauge', help: 'Open files and connections; on Linux.', labels: [], roles: all },
  nodejs_heap_size_used_bytes: {
    type: 'gauge',
    help: 'Heap of the main thread that is in use.',
    labels: [],
    roles: all,
  },
  nodejs_heap_size_total_bytes: { type: 'gauge', help: 'Heap of the main thread.', labels: [], roles: all },
  nodejs_external_memory_bytes: {
    type: 'gauge',
    help: 'Memory outside the heap that belongs to its objects.',
    labels: [],
    roles: all,
  },
  sluice_event_loop_delay_seconds: {
    type: 'gauge',
    help: 'How late the event loop was since the last scrape, by thread; 0 quantile = none measured.',
    labels: ['thread', 'quantile'],
    roles: all,
  },
  sluice_event_loop_utilization_ratio: {
    type: 'gauge',
    help: 'Share of the time since the last scrape in which the thread was busy.',
    labels: ['thread'],
    roles: all,
  },
  sluice_http_calls_total: {
    type: 'counter',
    help: 'Answered calls, by status; status 0 = the client went before there was an answer.',
    labels: ['area', 'status'],
    roles: served,
  },
  sluice_http_call_duration_seconds: {
    type: 'histogram',
    help: 'From a call to the head of its answer.',
    labels: ['area'],
    roles: served,
  },
  sluice_http_calls_in_flight: { type: 'gauge', help: 'Calls that are not answered yet.', labels: [], roles: served },
  sluice_database_call_duration_seconds: {
    type: 'histogram',
    help: 'Time of calls of the database, transactions whole.',
    labels: ['call'],
    roles: stores,
  },
  sluice_database_errors_total: {
    type: 'counter',
    help: 'Calls of the database that failed.',
    labels: ['call'],
    roles: stores,
  },
  sluice_management_change_number: {
    type: 'gauge',
    help: 'Number of the newest change that this process knows of.',
    labels: [],
    roles: ['management'],
  },
  sluice_management_gateways_connected: {
    type: 'gauge',
    help: 'Gateways that follow the snapshot stream of this process.',
    labels: [],
    roles: ['management'],
  },
  sluice_management_gateway_lag_changes: {
    type: 'gauge',
    help: 'Changes that the connected gateway which is furthest behind has still to be sent.',
    labels: [],
    roles: ['management'],
  },
  sluice_management_outbox_mails: {
    type: 'gauge',
    help: 'Mails that wait to be sent, over all services.',
    labels: [],
    roles: ['management'],
  },
  sluice_gateway_calls_total: {
    type: 'counter',
    help: 'Answered calls by class of status; `SLUICE_METRICS_LABELS` says what else tells them apart.',
    labels: [...usageLabels, 'status_class', 'cache'],
    roles: ['gateway'],
  },
  sluice_gateway_call_duration_seconds: {
    type: 'histogram',
    help: 'From the first byte of a call to the last one of its answer.',
    labels: usageLabels,
    roles: ['gateway'],
  },
  sluice_gateway_backend_duration_seconds: {
    type: 'histogram',
    help: 'Time in which backends were waited for, of calls that asked one.',
    labels: usageLabels,
    roles: ['gateway'],
  },
  sluice_gateway_received_bytes_total: {
    type: 'counter',
    help: 'Bytes of bodies from clients.',
    labels: usageLabels,
    roles: ['gateway'],
  },
  sluice_gateway_sent_bytes_total: {
    type: 'counter',
    help: 'Bytes of bodies to clients.',
    labels: usageLabels,
    roles: ['gateway'],
  },
  sluice_gateway_usage_backlog_bytes: {
    type: 'gauge',
    help: 'Usage on disk that management has not acknowledged.',
    labels: [],
    roles: ['gateway'],
  },
  sluice_gateway_records_left_out_total: {
    type: 'counter',
    help: 'Records of single calls that were not kept because there were too many at once.',
    labels: [],
    roles: ['gateway'],
  },
  sluice_gateway_workers: {
    type: 'gauge',
    help: 'Worker threads that serve, and those that should.',
    labels: ['state'],
    roles: ['gateway'],
  },
  sluice_gateway_worker_restarts_total: {
    type: 'counter',
    help: 'Worker threads that died and were replaced.',
    labels: [],
    roles: ['gateway'],
  },
  sluice_gateway_connections: {
    type: 'gauge',
    help: 'Open connections of clients, over all workers.',
    labels: [],
    roles: ['gateway'],
  },
  sluice_gateway_websockets: {
    type: 'gauge',
    help: 'Open WebSocket connections, over all workers.',
    labels: [],
    roles: ['gateway'],
  },
  sluice_gateway_worker_heap_used_bytes: {
    type: 'gauge',
    help: 'Heap of a worker thread that is in use.',
    labels: ['thread'],
    roles: ['gateway'],
  },
  sluice_gateway_snapshot_change_number: {
    type: 'gauge',
    help: 'Number of the change up to which the gateway knows the configuration; -1 before the first snapshot.',
    labels: [],
    roles: ['gateway'],
  },
  sluice_gateway_snapshot_age_seconds: {
    type: 'gauge',
    help: 'Time since management last said something; it does so every two seconds.',
    labels: [],
    roles: ['gateway'],
  },
  sluice_gateway_snapshot_entries: {
    type: 'gauge',
    help: 'Resources that the gateway knows.',
    labels: [],
    roles: ['gateway'],
  },
  sluice_gateway_circuit_open: {
    type: 'gauge',
    help: '1 while the circuit of a backend is open, 0 otherwise; for backends that have a circuit breaker.',
    labels: ['service', 'backend'],
    roles: ['gateway'],
  },
  sluice_ml_scores_total: {
    type: 'counter',
    help: 'Scoring calls that came as far as a web service, by outcome.',
    labels: ['outcome'],
    roles: ['ml'],
  },
  sluice_ml_scored_rows_total: {
    type: 'counter',
    help: 'Rows that scoring calls have scored.',
    labels: [],
    roles: ['ml'],
  },
  sluice_ml_score_duration_seconds: {
    type: 'histogram',
    help: 'Time of the scorer alone, without reading the call and writing its answer.',
    labels: [],
    roles: ['ml'],
  },
  sluice_ml_batch_jobs: {
    type: 'gauge',
    help: 'Batch jobs that have not ended, by what they do.',
    labels: ['state'],
    roles: ['ml'],
  },
} as const satisfies Readonly<Record<string, MetricDefinition>>

export type MetricName = keyof typeof metricCatalogue

/** Values of the labels that a metric has. */
export type LabelsOf<Name extends MetricName> = Readonly<
  Record<(typeof metricCatalogue)[Name]['labels'][number], string>
>
