export { type CallMeter, createCallMeter } from './meter-calls.ts'
export { type MeteredStore, meterStore } from './meter-store.ts'
export { type HistogramValue, type MetricSample, type MetricSource, toSample } from './metric-sample.ts'
export { createMetricsHandler, type MetricsHandlerOptions } from './metrics-handler.ts'
export { createProcessMetrics, threadSamples } from './process-metrics.ts'
export {
  type Counter,
  createCounters,
  createHistogram,
  createHistograms,
  durationBounds,
  type Histogram,
  type Tally,
} from './tally.ts'
export { createThreadMeter, type ThreadFigures, type ThreadMeter } from './thread-metrics.ts'
export { writeMetrics } from './write-metrics.ts'
