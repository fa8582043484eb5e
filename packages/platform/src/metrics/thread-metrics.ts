import { monitorEventLoopDelay, performance } from 'node:perf_hooks'

/** How busy a thread was since it was asked before. */
export interface ThreadFigures {
  /** Seconds by quantile (`0.5`, `0.99`, `1`): how late the event loop was. */
  readonly delays: Readonly<Record<string, number>>
  /** From 0 to 1. */
  readonly utilization: number
  readonly heapUsedBytes: number
}

export interface ThreadMeter {
  read(): ThreadFigures
  close(): void
}

/** Ticks of the timer behind it; its own wait is no delay. */
const resolutionMs = 20
const quantiles = { '0.5': 50, '0.99': 99, '1': 100 } as const

/** Measures the thread in which it is made, from now on. */
export function createThreadMeter(): ThreadMeter {
  const delay = monitorEventLoopDelay({ resolution: resolutionMs })
  delay.enable()
  let before = performance.eventLoopUtilization()
  return {
    read() {
      const now = performance.eventLoopUtilization()
      const { utilization } = performance.eventLoopUtilization(now, before)
      before = now
      const delays = Object.fromEntries(
        Object.entries(quantiles).map(([name, percentile]) => [name, toDelay(delay.percentile(percentile))]),
      )
      delay.reset()
      return { delays, utilization, heapUsedBytes: process.memoryUsage().heapUsed }
    },
    close: () => void delay.disable(),
  }
}

/** The timer gives the whole time between two ticks, in nanoseconds. */
const toDelay = (nanoseconds: number): number =>
  Number.isFinite(nanoseconds) ? Math.max(0, nanoseconds / 1e9 - resolutionMs / 1e3) : 0
