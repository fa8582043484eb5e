import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'

/** A span as it was received. */
export interface ReceivedSpan {
  readonly service: string
  readonly name: string
  readonly kind: number
  readonly traceId: string
  readonly spanId: string
  readonly parentSpanId?: string
  readonly traceState?: string
  readonly attributes: Readonly<Record<string, unknown>>
  readonly events: readonly { readonly name: string; readonly attributes: Readonly<Record<string, unknown>> }[]
  readonly status: { readonly code?: number; readonly message?: string }
}

export interface ReceivedLog {
  readonly service: string
  readonly severityText: string
  readonly body: string
  readonly traceId?: string
  readonly attributes: Readonly<Record<string, unknown>>
}

export interface ReceivedPoint {
  readonly scope: string
  readonly name: string
  readonly count: number
  readonly sum: number
  readonly attributes: Readonly<Record<string, unknown>>
}

/** Stands in for a collector of OpenTelemetry. */
export interface OtlpReceiver {
  readonly url: string
  readonly spans: readonly ReceivedSpan[]
  readonly logs: readonly ReceivedLog[]
  readonly points: readonly ReceivedPoint[]
  close(): Promise<void>
}

export async function startOtlpReceiver(): Promise<OtlpReceiver> {
  const spans: ReceivedSpan[] = []
  const logs: ReceivedLog[] = []
  const points: ReceivedPoint[] = []
  const server = createServer((request, response) => {
    const chunks: Buffer[] = []
    request.on('data', (chunk: Buffer) => chunks.push(chunk))
    request.on('end', () => {
      const body = JSON.parse(Buffer.concat(chunks).toString('utf8')) as OtlpBody
      for (const { resource, scopeSpans } of body.resourceSpans ?? []) {
        const service = String(toRecord(resource.attributes)['service.name'])
        for (const span of scopeSpans.flatMap((scope) => scope.spans)) {
          const events = span.events.map(({ name, attributes }) => ({ name, attributes: toRecord(attributes) }))
          spans.push({ ...span, service, events, attributes: toRecord(span.attributes) })
        }
      }
      for (const { resource, scopeLogs } of body.resourceLogs ?? []) {
        const service = String(toRecord(resource.attributes)['service.name'])
        for (const record of scopeLogs.flatMap((scope) => scope.logRecords)) {
          const { severityText, traceId, attributes } = record
          const text = String(toValue(record.body))
          logs.push({
            service,
            severityText,
            body: text,
            attributes: toRecord(attributes),
            ...(traceId && { traceId }),
          })
        }
      }
      for (const { scope, metrics } of (body.resourceMetrics ?? []).flatMap(({ scopeMetrics }) => scopeMetrics)) {
        for (const { name, histogram } of metrics) {
          for (const { count, sum, attributes } of histogram?.dataPoints ?? []) {
            points.push({ scope: scope.name, name, count: Number(count), sum, attributes: toRecord(attributes) })
          }
        }
      }
      response.setHeader('Content-Type', 'application/json')
      response.end('{}')
    })
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    spans,
    logs,
    points,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}

interface KeyValue {
  readonly key: string
  readonly value: OtlpValue
}

type OtlpValue = Readonly<Record<string, unknown>>

interface OtlpResource {
  readonly resource: { readonly attributes: readonly KeyValue[] }
}

interface OtlpBody {
  readonly resourceSpans?: readonly (OtlpResource & {
    readonly scopeSpans: readonly { readonly spans: readonly RawSpan[] }[]
  })[]
  readonly resourceLogs?: readonly (OtlpResource & {
    readonly scopeLogs: readonly { readonly logRecords: readonly RawLog[] }[]
  })[]
  readonly resourceMetrics?: readonly {
    readonly scopeMetrics: readonly {
      readonly scope: { readonly name: string }
      readonly metrics: readonly { readonly name: string; readonly histogram?: { readonly dataPoints: RawPoint[] } }[]
    }[]
  }[]
}

type RawSpan = Omit<ReceivedSpan, 'service' | 'attributes' | 'events'> & {
  readonly attributes: readonly KeyValue[]
  readonly events: readonly { readonly name: string; readonly attributes: readonly KeyValue[] }[]
}

interface RawLog {
  readonly severityText: string
  readonly body: OtlpValue
  readonly traceId?: string
  readonly attributes: readonly KeyValue[]
}

interface RawPoint {
  readonly count: number | string
  readonly sum: number
  readonly attributes: readonly KeyValue[]
}

const toRecord = (fields: readonly KeyValue[]): Readonly<Record<string, unknown>> =>
  Object.fromEntries(fields.map(({ key, value }) => [key, toValue(value)]))

const toValue = (value: OtlpValue): unknown => Object.values(value)[0]
