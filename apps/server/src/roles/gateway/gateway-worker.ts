import { join } from 'node:path'
import { BroadcastChannel, parentPort, Worker, workerData } from 'node:worker_threads'
import {
  type CacheConnection,
  parseCacheConnection,
  type SnapshotMessage,
  type TraceLinkContents,
} from '@sluice/contracts'
import { traceLinkPath, traceLinkPurpose } from '@sluice/contracts/call-trace'
import {
  createGateway,
  createLogTelemetry,
  createMemoryResponseCache,
  createMemorySemanticCache,
  createMemoryValueCache,
  createSharedCounters,
  createSpanTelemetry,
  createThreadedXmlChecker,
  type SemanticCacheChange,
  type ValueCacheChange,
} from '@sluice/gateway'
import type { HttpServer, RemoteCache } from '@sluice/platform'
import { createSystemClock } from '@sluice/platform/clock'
import { entryFile } from '@sluice/platform/entry-file'
import { withHealthPaths } from '@sluice/platform/http-server'
import { createLog } from '@sluice/platform/log'
import { createThreadMeter, type ThreadMeter } from '@sluice/platform/metrics'
import { createUndiciOutgoing } from '@sluice/platform/outgoing'
import { openPfx } from '@sluice/platform/read-pfx'
import { createSecrets } from '@sluice/platform/secrets'
import { withSpans } from '@sluice/platform/spans'
import { openValkeyCache } from '@sluice/platform/valkey-cache'
import { clientLimitsOf, listenLimitsOf } from '../../gateway-limits.ts'
import { clientOf, listenWith } from '../../http-engine.ts'
import { createSentLog } from '../../metrics/load-otlp.ts'
import { releaseStartMemory } from '../../release-start-memory.ts'
import { createRecordBuffer } from './usage/record-buffer.ts'
import type { MessageFromWorker, MessageToWorker, WorkerFigures, WorkerSetting } from './worker-messages.ts'

// The entry of a worker thread of the gateway: listens, takes calls, follows the lines that the main thread hands on.

const setting = workerData as WorkerSetting
const port = parentPort
if (port === null) throw new Error('This file runs as a worker thread only.')
const tell = (message: MessageFromWorker) => port.postMessage(message)

/** Policies ask for less; this is the longest that one may wait for a service. */
const outgoingTimeoutMs = 600_000

/** As long as traces are kept. */
const traceLinkLifetimeMs = 24 * 3_600_000
let { managementAddress } = setting
const { limits } = setting

const clock = createSystemClock()
const sentLog = createSentLog()
const log = createLog({ level: setting.logLevel, role: 'gateway', onRecord: sentLog.onRecord }).child({
  worker: setting.number,
})
const otlp = await sentLog.load(setting.otlp, 'gateway', () => log)
const secrets = createSecrets(setting.secretKey)
const client = clientOf(setting.httpEngine, setting.certificateAuthorities, clientLimitsOf(limits))
const outgoing = createUndiciOutgoing({
  allowLoopback: setting.allowLoopback,
  certificateAuthorities: setting.certificateAuthorities,
  timeoutMs: outgoingTimeoutMs,
})
// Each worker holds all values; what one stores or removes, it tells the others of.
const valueChanges = new BroadcastChannel('values of policies')
const values = createMemoryValueCache(setting.valueBytes, (change) => valueChanges.postMessage(change))
// Nobody stays for the sake of others' values.
valueChanges.unref()
valueChanges.onmessage = (event) => values.apply((event as { readonly data: ValueCacheChange }).data)
const semanticChanges = new BroadcastChannel('answers of language models')
const semanticCache = createMemorySemanticCache(setting.valueBytes, (change) => semanticChanges.postMessage(change))
semanticChanges.unref()
semanticChanges.onmessage = (event) => semanticCache.apply((event as { readonly data: SemanticCacheChange }).data)
const remoteCaches = new Set<RemoteCache>()
const openCache = (connection: CacheConnection): RemoteCache => {
  const cache = openValkeyCache(connection, {
    certificateAuthorities: setting.certificateAuthorities,
    onState(state, reason) {
      const at = { host: connection.host, port: connection.port }
      if (state === 'there') log.info('The external cache is there.', at)
      else log.warn('The external cache is away; calls go on without it.', { ...at, reason })
    },
  })
  remoteCaches.add(cache)
  return cache
}
const sharedConnection = setting.valkeyUrl === undefined ? undefined : parseCacheConnection(setting.valkeyUrl)
const externalCache = sharedConnection && openCache(sharedConnection)
const callRecords = createRecordBuffer((records) => tell({ type: 'call-records', records }))
const gateway = createGateway({
  clock,
  log,
  client,
  outgoing,
  values,
  semanticCache,
  counters: createSharedCounters(setting.counters, clock),
  cache: createMemoryResponseCache(setting.cacheBytes),
  ...(externalCache === undefined ? {} : { externalCache }),
  openRemoteCache: openCache,
  xmlSchemas: createThreadedXmlChecker(() => new Worker(entryFile(join(import.meta.dirname, 'xml-check-thread.ts')))),
  lookupHash: secrets.lookupHash,
  openSecret: secrets.open,
  openPfx,
  hostMap: setting.hostMap,
  admission: { maxWaitMs: limits.gatewayQueueMs, maxCalls: limits.gatewayCalls },
  ...(otlp === undefined ? {} : { telemetry: createSpanTelemetry(createLogTelemetry(log), otlp.measure) }),
  traces: { keep: (trace) => tell({ type: 'trace', trace }), linkTo },
  ...(setting.usage === undefined
    ? {}
    : {
        usage: {
          table: setting.usage,
          keepRecord: callRecords.add,
          recordsPerSecond: setting.recordsPerSecond,
        },
      }),
})
const meter = setting.isMeasured === true ? createThreadMeter() : undefined
let servers: HttpServer[] = []
let isComplete = false

const handler = withHealthPaths(withSpans(gateway.handle, otlp?.spans), () => {
  if (gateway.changeNumber === undefined) return 'no snapshot yet: management was not reached since the first start'
  return isComplete || 'not all workers listen yet'
})

port.on('message', (message: MessageToWorker) => {
  switch (message.type) {
    case 'line':
      gateway.apply(JSON.parse(message.line) as SnapshotMessage)
      if (gateway.changeNumber !== undefined) tell({ type: 'applied', changeNumber: gateway.changeNumber })
      break
    case 'host-map':
      gateway.useHostMap(message.entries)
      break
    case 'management-address':
      managementAddress = message.address
      break
    case 'certificate':
      servers[1]?.useCertificate(message.certificate)
      break
    case 'figures':
      if (meter !== undefined) tell({ type: 'figures', question: message.question, figures: figuresOf(meter) })
      break
    case 'complete':
      isComplete = true
      break
    case 'close':
      void close(message.graceMs)
      break
  }
})
await listen()
releaseStartMemory()

function figuresOf(measured: ThreadMeter): WorkerFigures {
  const connections = servers.reduce((sum, { connectionCount = 0 }) => sum + connectionCount, 0)
  return { connections, webSockets: gateway.webSocketCount, thread: measured.read() }
}

function linkTo(service: string, traceId: string): string | undefined {
  if (managementAddress === undefined) return undefined
  const contents: TraceLinkContents = { service, traceId, expiresAtMs: clock.now() + traceLinkLifetimeMs }
  const sealed = secrets.seal(JSON.stringify(contents), traceLinkPurpose)
  return `${managementAddress.replace(/\/$/, '')}${traceLinkPath}/${encodeURIComponent(sealed)}`
}

async function listen(): Promise<void> {
  const { host, reusePort, requestsClientCertificate, certificateAuthorities } = setting
  const tls = { ...setting.certificate, requestsClientCertificate, clientAuthorities: certificateAuthorities }
  const options = {
    host,
    reusePort,
    ...listenLimitsOf(limits),
    onHandlerFault: (error: unknown, call: { readonly requestId: string; readonly method: string }) =>
      log.error('A call failed inside the gateway.', { error, requestId: call.requestId, method: call.method }),
  }
  const listenTo = listenWith(setting.httpEngine)
  const http = await open('SLUICE_GATEWAY_HTTP_PORT', setting.httpPort, (number) =>
    listenTo({ ...options, port: number }, handler),
  )
  const https =
    http &&
    (await open('SLUICE_GATEWAY_HTTPS_PORT', setting.httpsPort, (number) =>
      listenTo({ ...options, port: number, tls }, handler),
    ))
  if (http === undefined || https === undefined) {
    await http?.close(0)
    port?.close()
    return
  }
  servers = [http, https]
  tell({ type: 'listening', httpPort: http.port, httpsPort: https.port })
}

async function open(
  settingName: string,
  portNumber: number,
  start: (port: number) => Promise<HttpServer>,
): Promise<HttpServer | undefined> {
  try {
    return await start(portNumber)
  } catch (error) {
    const { code = 'unknown', message } = error as NodeJS.ErrnoException
    tell({ type: 'refused', code, port: portNumber, setting: settingName, message })
    return undefined
  }
}

async function close(graceMs: number): Promise<void> {
  const closing = servers.map((server) => server.close(graceMs))
  // No new ones come any more; those that are open would last as long as both sides like.
  gateway.closeWebSockets()
  gateway.closeToolStreams()
  await Promise.all(closing)
  await Promise.all([client.close(), outgoing.close()])
  for (const cache of remoteCaches) cache.close()
  await otlp?.close()
  meter?.close()
  valueChanges.close()
  semanticChanges.close()
  callRecords.flush()
  tell({ type: 'closed' })
  port?.close()
}
