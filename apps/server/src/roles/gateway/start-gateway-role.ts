import { randomBytes } from 'node:crypto'
import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import type { Addresses, SnapshotLine } from '@sluice/contracts'
import {
  allocateCounterTable,
  answerQuestion,
  createSharedCounters,
  createSnapshotState,
  restoreQuotas,
  type SnapshotState,
} from '@sluice/gateway'
import type { KeyedCertificate } from '@sluice/platform'
import { createSystemClock } from '@sluice/platform/clock'
import { createUndiciClient } from '@sluice/platform/http-client'
import { loadSecretKey } from '@sluice/platform/secret-key'
import { createBearerTokens } from '@sluice/platform/tokens'
import { assertPortFree } from '../../exclusive-port.ts'
import { gatewayLimitsOf } from '../../gateway-limits.ts'
import { localAuthorities } from '../../local-authorities.ts'
import { otlpSettingOf } from '../../metrics/load-otlp.ts'
import { toLocalUrl } from '../listen-at.ts'
import type { RoleContext, StartRole } from '../role.ts'
import { loadServerCertificate } from '../server-certificate.ts'
import { createGatewayMetrics } from './gateway-metrics.ts'
import { toHostMap } from './host-map-of-roles.ts'
import { keepQuotaFile, loadQuotaFile } from './quota-file.ts'
import { createAnswerSender } from './send-answer.ts'
import { createSnapshotFile } from './snapshot-file.ts'
import { followSnapshotStream } from './snapshot-stream.ts'
import { ticketKeysOf, untilNextKeysMs } from './ticket-keys.ts'
import { openTraceFolder } from './trace-folder.ts'
import { openUsage } from './usage/open-usage.ts'
import { createUsageMetrics } from './usage-metrics.ts'
import { createWorkerPool } from './worker-pool.ts'

/** Limits that can be counted at once; their memory is taken as they are used. */
const counterEntries = 262_144
const cacheBytes = 64 * 1024 * 1024
const valueBytes = 16 * 1024 * 1024
const tokenLifetimeSeconds = 300
/** How long the very first start waits for the names that its certificate should have. */
const firstSnapshotMs = 3_000

/**
 * The data plane in this process. This thread follows management and keeps the last good snapshot and the quotas on
 * disk; worker threads take the calls. With a snapshot on disk it serves at once, whatever management does.
 */
export const startGatewayRole: StartRole = async (context) => {
  const { config, log, addresses } = context
  const { host, gatewayHttpPort, gatewayHttpsPort } = config
  await assertPortFree(host, gatewayHttpPort, 'SLUICE_GATEWAY_HTTP_PORT')
  await assertPortFree(host, gatewayHttpsPort, 'SLUICE_GATEWAY_HTTPS_PORT')

  const folder = join(config.dataFolder, 'gateway')
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  const clock = createSystemClock()
  const secretKey = loadSecretKey(config.dataFolder, config.secretKey)
  const tokens = createBearerTokens({ masterKey: secretKey, clock })
  const counters = openCounters(context, folder, clock)
  const traces = openTraceFolder({
    folder,
    log,
    clock,
    maxTraces: config.gatewayTraces,
    maxBytes: config.gatewayTraceMegabytes * 1_048_576,
  })
  const managementAddress = () => config.managementUrl ?? addresses.current().management ?? undefined
  const state = createSnapshotState()
  const snapshotFile = createSnapshotFile(folder, log, () => state.toMessage())
  for (const message of snapshotFile.load()) state.apply(message)

  const firstSnapshot = Promise.withResolvers<void>()
  const client = createUndiciClient({ certificateAuthorities: localAuthorities(config.dataFolder) })
  const management = {
    client,
    log,
    address: managementAddress,
    issueToken: () => tokens.issue({ subject: 'gateway', role: 'internal' }, tokenLifetimeSeconds),
  }
  const usage = openUsage({ ...management, config, folder })
  let certificate: KeyedCertificate | undefined
  const toShown = ({ certificate, privateKey }: KeyedCertificate) => ({
    certificate,
    privateKey,
    ticketKeys: ticketKeysOf(secretKey, clock.now()),
  })
  const loadCertificate = () => loadServerCertificate(config, 'gateway', namesOf(state), clock)
  const pool = createWorkerPool({
    count: config.gatewayWorkers,
    log,
    httpPort: gatewayHttpPort,
    httpsPort: gatewayHttpsPort,
    onTrace: traces.keep,
    onCallRecords: usage.keepRecords,
    onEnd: usage.endWorker,
    snapshotLine: () => (state.changeNumber === undefined ? undefined : JSON.stringify(state.toMessage())),
    setting() {
      if (certificate === undefined) throw new Error('Workers start when there is a certificate.')
      return {
        host,
        httpEngine: config.httpEngine,
        certificate: toShown(certificate),
        certificateAuthorities: localAuthorities(config.dataFolder),
        secretKey,
        counters: counters.buffer,
        usage: usage.openWorker(),
        recordsPerSecond: config.gatewayRecordsPerSecond,
        cacheBytes: Math.floor(cacheBytes / config.gatewayWorkers),
        valueBytes,
        valkeyUrl: config.valkeyUrl,
        allowLoopback: config.allowLoopback,
        requestsClientCertificate: config.gatewayClientCertificates,
        hostMap: toHostMap(config.hostMap, addresses.current()),
        managementAddress: managementAddress(),
        logLevel: config.logLevel,
        limits: gatewayLimitsOf(config),
        isMeasured: config.metrics,
        otlp: otlpSettingOf(config),
      }
    },
  })
  let heardAt = clock.monotonic()
  const figures = createGatewayMetrics({
    pool,
    snapshot: state,
    circuits: counters.circuits,
    clock,
    heardAt: () => heardAt,
  })
  const calls = createUsageMetrics(config.metricsLabels, usage.readUsage)
  const sendAnswer = createAnswerSender(management)
  const stream = followSnapshotStream({
    ...management,
    after: () => state.changeNumber,
    onLine(received) {
      heardAt = clock.monotonic()
      const message = JSON.parse(received) as SnapshotLine
      if (message.type === 'question') {
        const answer = answerQuestion(message.question, { table: counters.table, clock, find: state.find, traces })
        // What was set is on disk before management hears of it.
        if (message.question.kind === 'set-quota') counters.file.save()
        sendAnswer(message.id, answer)
        return true
      }
      if (state.apply(message) === undefined) return false
      if (message.type === 'heartbeat') return true
      pool.send({ type: 'line', line: received })
      if (message.type === 'change') snapshotFile.append(received)
      else snapshotFile.saveSoon()
      firstSnapshot.resolve()
      if (message.type !== 'change' || message.put.some(({ kind }) => kind === 'service')) showNames()
      return true
    },
  })
  let showing = Promise.resolve()
  /** An instance that was made a moment ago is called over TLS under its own name, too. */
  const showNames = () => {
    if (certificate === undefined) return
    showing = showing
      .then(async () => {
        const next = await loadCertificate()
        if (next.certificate === certificate?.certificate) return
        certificate = next
        pool.send({ type: 'certificate', certificate: toShown(next) })
      })
      .catch((error: unknown) => log.error('The certificate could not take the name of a new instance.', { error }))
  }
  let ticketTimer: NodeJS.Timeout | undefined
  const changeTicketKeys = () => {
    ticketTimer = setTimeout(() => {
      if (certificate !== undefined) pool.send({ type: 'certificate', certificate: toShown(certificate) })
      changeTicketKeys()
    }, untilNextKeysMs(clock.now())).unref()
  }
  changeTicketKeys()
  let own: Pick<Addresses, 'gatewayHttp' | 'gatewayHttps'> | undefined
  const sendHostMap = () =>
    pool.send({ type: 'host-map', entries: toHostMap(config.hostMap, { ...addresses.current(), ...own }) })
  let managementBefore = addresses.current().management
  addresses.onChange((current) => {
    sendHostMap()
    if (current.management !== managementBefore) {
      stream.wake()
      usage.hurry()
      pool.send({ type: 'management-address', address: managementAddress() })
    }
    managementBefore = current.management
  })
  const close = async (graceMs: number) => {
    clearTimeout(ticketTimer)
    await pool.close(graceMs)
    usage.close()
    stream.close()
    await showing
    await client.close()
    snapshotFile.close()
    counters.file.close()
    traces.close()
  }

  try {
    if (state.changeNumber === undefined) await Promise.race([firstSnapshot.promise, delay(firstSnapshotMs)])
    certificate = await loadCertificate()
    const { httpPort, httpsPort } = await pool.start()
    own = { gatewayHttp: toLocalUrl('http', host, httpPort), gatewayHttps: toLocalUrl('https', host, httpsPort) }
  } catch (error) {
    await close(0)
    throw error
  }
  showNames()
  sendHostMap()
  await pool.served
  log.info('The gateway serves.', { changeNumber: state.changeNumber, workers: config.gatewayWorkers, ...own })
  return { addresses: own, metrics: [figures, calls], close }
}

function openCounters({ log }: RoleContext, folder: string, clock: ReturnType<typeof createSystemClock>) {
  const record = loadQuotaFile(folder, log)
  const seed = record?.seed ?? new Int32Array(new Uint8Array(randomBytes(16)).buffer)
  const buffer = allocateCounterTable(counterEntries, seed)
  const circuits = createSharedCounters(buffer, clock)
  const { table } = circuits
  if (record !== undefined) restoreQuotas(table, record)
  return { buffer, table, circuits, file: keepQuotaFile(folder, table, log) }
}

/** Every instance answers under `{name}.localhost` and, for clients that are sent here by DNS, its public name. */
function namesOf(state: SnapshotState): string[] {
  return state
    .toMessage()
    .entries.filter(({ kind }) => kind === 'service')
    .map(({ id }) => id.slice('/services/'.length))
    .flatMap((name) => [`${name}.localhost`, `${name}.azure-api.net`])
}

const delay = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms).unref())
