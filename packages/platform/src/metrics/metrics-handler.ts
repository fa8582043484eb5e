import { createHash, timingSafeEqual } from 'node:crypto'
import { isIP } from 'node:net'
import type { CallHandler, ServerCall } from '../http/http.ts'
import type { Log } from '../log/log.ts'
import { type MetricSample, type MetricSource, toSample } from './metric-sample.ts'
import { metricsContentType, writeMetrics } from './write-metrics.ts'

export interface MetricsHandlerOptions {
  readonly role: string
  readonly sources: readonly MetricSource[]
  readonly log: Log
  /** What scrapers show as a bearer; undefined = nothing is asked for, and only names of this machine are answered. */
  readonly token: string | undefined
}

/** Answers `GET /metrics`, and 404 to everything else. A source that fails is left out: the others are still worth having. */
export function createMetricsHandler(options: MetricsHandlerOptions): CallHandler {
  const { role, sources, log, token } = options
  const expected = token === undefined ? undefined : digest(`Bearer ${token}`)

  const gather = async (): Promise<string> => {
    const results = await Promise.allSettled(sources.map(async (source) => source()))
    const samples: MetricSample[] = []
    let failed = 0
    for (const result of results) {
      if (result.status === 'fulfilled') samples.push(...result.value)
      else {
        failed += 1
        log.warn('A part of the metrics could not be read.', { error: result.reason })
      }
    }
    samples.push(toSample('sluice_metrics_failed_sources', {}, failed))
    return writeMetrics(samples, { role })
  }

  return (call) => {
    if (expected === undefined ? !isAddressedLocally(call) : !isAllowed(call, expected)) {
      refuse(call, expected === undefined ? 403 : 401)
      return
    }
    if (call.target.split('?', 1)[0] !== '/metrics' || (call.method !== 'GET' && call.method !== 'HEAD')) {
      call.respond({ status: 404, headers: plainText }, 'The metrics are at GET /metrics.\n')
      return
    }
    gather().then(
      (text) =>
        call.respond({ status: 200, headers: ['Content-Type', metricsContentType, 'Cache-Control', 'no-store'] }, text),
      (error: unknown) => {
        log.error('The metrics could not be written.', { error })
        call.respond({ status: 500, headers: plainText }, 'The metrics could not be written; the log says why.\n')
      },
    )
  }
}

const plainText = ['Content-Type', 'text/plain; charset=utf-8', 'Cache-Control', 'no-store']

function refuse(call: ServerCall, status: 401 | 403): void {
  const headers = status === 401 ? [...plainText, 'WWW-Authenticate', 'Bearer realm="metrics"'] : plainText
  const text =
    status === 401
      ? 'The metrics ask for `Authorization: Bearer` with the value of SLUICE_METRICS_TOKEN.\n'
      : 'The metrics are asked for by an address or by localhost; for another name set SLUICE_METRICS_TOKEN.\n'
  call.respond({ status, headers }, text)
}

/** A page that a browser of this machine shows can have its own name resolve to this machine, but it cannot hide the name. */
function isAddressedLocally(call: ServerCall): boolean {
  const name = (call.header('host') ?? '').replace(/:\d+$/, '').toLowerCase()
  return name === 'localhost' || isIP(name.replace(/^\[|\]$/g, '')) !== 0
}

/** Digests have one length, whatever is sent. */
const isAllowed = (call: ServerCall, expected: Buffer): boolean =>
  timingSafeEqual(digest(call.header('authorization') ?? ''), expected)

const digest = (text: string): Buffer => createHash('sha256').update(text).digest()
