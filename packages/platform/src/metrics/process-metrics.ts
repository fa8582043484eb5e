import { readdirSync } from 'node:fs'
import { type MetricSample, type MetricSource, toSample } from './metric-sample.ts'
import { createThreadMeter, type ThreadFigures } from './thread-metrics.ts'

/** What every process says of itself: processor, memory, files, and how busy its main thread is. */
export function createProcessMetrics(version: string): { readonly source: MetricSource; close(): void } {
  const meter = createThreadMeter()
  const startSeconds = Date.now() / 1000 - process.uptime()
  return {
    source() {
      const { user, system } = process.cpuUsage()
      const { rss, heapUsed, heapTotal, external } = process.memoryUsage()
      return [
        toSample('sluice_info', { version }, 1),
        toSample('process_cpu_user_seconds_total', {}, user / 1e6),
        toSample('process_cpu_system_seconds_total', {}, system / 1e6),
        toSample('process_resident_memory_bytes', {}, rss),
        toSample('process_start_time_seconds', {}, startSeconds),
        toSample('nodejs_heap_size_used_bytes', {}, heapUsed),
        toSample('nodejs_heap_size_total_bytes', {}, heapTotal),
        toSample('nodejs_external_memory_bytes', {}, external),
        ...openFiles(),
        ...threadSamples('main', meter.read()),
      ]
    },
    close: meter.close,
  }
}

/** @param thread `main`, or the number of a worker */
export const threadSamples = (thread: string, { delays, utilization }: ThreadFigures): readonly MetricSample[] => [
  ...Object.entries(delays).map(([quantile, seconds]) =>
    toSample('sluice_event_loop_delay_seconds', { thread, quantile }, seconds),
  ),
  toSample('sluice_event_loop_utilization_ratio', { thread }, utilization),
]

function openFiles(): readonly MetricSample[] {
  if (process.platform !== 'linux') return []
  // One of them is the folder that is being read.
  return [toSample('process_open_fds', {}, readdirSync('/proc/self/fd').length - 1)]
}
