import type { CallHandler, ServerCall } from '../http/http.ts'
import { watchCalls } from '../http/watch/watch-calls.ts'
import { type MetricSource, toSample } from './metric-sample.ts'
import { type Counter, createCounters, createHistograms, type Histogram } from './tally.ts'

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
  // Every call passes here: what is found by labels is found once.
  const figures = new Map<string, AreaFigures>()
  let inFlight = 0

  const figuresOf = (area: string): AreaFigures => {
    let found = figures.get(area)
    if (found === undefined) {
      found = { duration: durations.of({ area }), byStatus: new Map() }
      figures.set(area, found)
    }
    return found
  }

  return {
    around: (handler) =>
      watchCalls(handler, (call) => {
        const area = areaOf(call)
        const { duration, byStatus } = figuresOf(area)
        const startMs = performance.now()
        inFlight += 1
        return {
          onHead: () => duration.observe((performance.now() - startMs) / 1000),
          onEnd(status) {
            inFlight -= 1
            let counter = byStatus.get(status)
            if (counter === undefined) {
              counter = calls.of({ area, status: String(status) })
              byStatus.set(status, counter)
            }
            counter.count += 1
          },
        }
      }),
    source: () => [...calls.samples(), ...durations.samples(), toSample('sluice_http_calls_in_flight', {}, inFlight)],
  }
}

interface AreaFigures {
  readonly duration: Histogram
  readonly byStatus: Map<number, Counter>
}
