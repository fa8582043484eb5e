import type { CallHandler, ServerCall } from '../http/http.ts'
import { watchCalls } from '../http/watch/watch-calls.ts'
import { type MetricSource, toSample } from './metric-sample.ts'
import { createCounters, createHistograms } from './tally.ts'

/** Counts calls by what they are about and how they were answered, and measures how long the answer took. */
export interface CallMeter {
  /** Whatever passes through is counted. */
  around(handler: CallHandler): CallHandler
  readonly source: MetricSource
}

/** @param areaOf what a call is about; few different ones, because each has figures of its own */
export function createCallMeter(areaOf: (call: ServerCall) => string): CallMeter {
  const calls = createCounters('sluice_http_calls_total')
  const durations = createHistograms('sluice_http_call_duration_seconds')
  let inFlight = 0
  return {
    around: (handler) =>
      watchCalls(handler, (call) => {
        const area = areaOf(call)
        const startMs = performance.now()
        inFlight += 1
        return {
          onHead: () => durations.of({ area }).observe((performance.now() - startMs) / 1000),
          onEnd(status) {
            inFlight -= 1
            calls.of({ area, status: String(status) }).count += 1
          },
        }
      }),
    source: () => [...calls.samples(), ...durations.samples(), toSample('sluice_http_calls_in_flight', {}, inFlight)],
  }
}
