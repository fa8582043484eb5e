import { randomBytes } from 'node:crypto'
import { join } from 'node:path'
import {
  createInstallation,
  createManagement,
  createManagementWork,
  type Installation,
  type ManagementEnvironment,
} from '@sluice/management'
import { createSystemClock } from '@sluice/platform/clock'
import { listenWithNode, toCallHandler, withHealthPaths } from '@sluice/platform/http-server'
import { createSmtpMailer } from '@sluice/platform/mail'
import { createCallMeter, meterStore } from '@sluice/platform/metrics'
import { createUndiciOutgoing } from '@sluice/platform/outgoing'
import { loadSecretKey } from '@sluice/platform/secret-key'
import { withSpans } from '@sluice/platform/spans'
import type { Config } from '../../config.ts'
import { projectFolder } from '../../project-folder.ts'
import { openStore, openUsageStore } from '../../stores.ts'
import { listenAt, toLocalUrl } from '../listen-at.ts'
import type { FirstStartNotes, StartRole } from '../role.ts'
import { loadServerCertificate } from '../server-certificate.ts'
import { createManagementEnvironment } from './management-environment.ts'
import { areaOfCall, createManagementMetrics } from './management-metrics.ts'
import { createOwnGateway } from './own-gateway.ts'
import { withWebApp } from './web-app/with-web-app.ts'

/** How often what was deleted long enough ago is removed. */
const maintenancePeriodMs = 60 * 60 * 1000
const longestBody = 16 * 1024 * 1024
/** What goes on to the studio is a stream here, and its limits are the studio's: files are uploaded that way. */
const maxBodyBytes = (target: string) => (target.startsWith('/studio/') ? Number.POSITIVE_INFINITY : longestBody)
const webAppFolder = join(projectFolder, 'apps', 'web', 'dist')

/** The control plane in this process: store, management API, snapshot stream, on HTTP and HTTPS. */
export const startManagementRole: StartRole = async ({ config, log, addresses, spans }) => {
  const clock = createSystemClock()
  const { store, source: storeMetrics } = meterStore(await openStore(config, 'management', clock))
  const usage = await openUsageStore(config, clock)
  const masterKey = loadSecretKey(config.dataFolder, config.secretKey)
  const outgoing = createUndiciOutgoing({ allowLoopback: config.allowLoopback })
  const environment = createManagementEnvironment({
    config,
    store,
    usage,
    clock,
    log,
    outgoing,
    masterKey,
    managementAddress: () => addresses.current().management,
    studioAddress: () => addresses.current().ml,
  })
  const firstStart = await fillNewStore(config, environment)
  const serviceAddresses = () => {
    const current = addresses.current()
    return { gateway: current.gatewayHttp, gatewayHttps: current.gatewayHttps, management: current.management }
  }
  const ownGateway = await createOwnGateway(config, addresses, clock)
  const management = createManagement(environment, serviceAddresses, ownGateway)

  const maintain = () =>
    management.maintain().catch((error: unknown) => log.error('Maintenance failed; it is tried again.', { error }))
  void maintain()
  const upkeep = setInterval(maintain, maintenancePeriodMs)

  const answer = withWebApp((request, peer) => management.fetch(request, peer), {
    folder: webAppFolder,
    apiPaths: management.routes.map(({ path }) => path),
    portalUrl: environment.portalUrl,
  })
  const handleCall = toCallHandler(answer, { maxBodyBytes })
  const meter = createCallMeter(areaOfCall)
  const handler = withHealthPaths(
    withSpans(
      meter.around((call) => {
        if (!management.acceptWebSocket(call)) handleCall(call)
      }),
      spans,
    ),
    () => true,
  )
  const tls = await loadServerCertificate(config, 'management', [], clock)
  const http = await listenAt(
    listenWithNode,
    { host: config.host, port: config.managementPort },
    'SLUICE_MANAGEMENT_PORT',
    handler,
  )
  const https = await listenAt(
    listenWithNode,
    { host: config.host, port: config.managementHttpsPort, tls },
    'SLUICE_MANAGEMENT_HTTPS_PORT',
    handler,
  )
  const mailer = config.smtpUrl === undefined ? undefined : createSmtpMailer({ url: config.smtpUrl })
  const work = createManagementWork(environment, {
    mailer,
    mailFrom: config.mailFrom,
    usageRetention: {
      minutesForDays: config.usageMinuteDays,
      hoursForDays: config.usageHourDays,
      daysForDays: config.usageDays,
      recordsForDays: config.callRecordDays,
      mostRecords: config.callRecords,
      mostRecordBytes: config.callRecordMegabytes * 1_000_000,
    },
  })
  work.start()
  return {
    addresses: {
      management: toLocalUrl('http', config.host, http.port),
      managementHttps: toLocalUrl('https', config.host, https.port),
    },
    ...(firstStart === undefined ? {} : { firstStart }),
    metrics: [meter.source, storeMetrics, createManagementMetrics(environment)],
    async close(graceMs) {
      clearInterval(upkeep)
      management.close()
      await Promise.all([http.close(graceMs), https.close(graceMs)])
      await Promise.all([outgoing.close(), ownGateway.close()])
      await work.close()
      await usage.close()
      await store.close()
    },
  }
}

async function fillNewStore(config: Config, environment: ManagementEnvironment): Promise<FirstStartNotes | undefined> {
  const administratorPassword = config.administratorPassword ?? randomBytes(12).toString('base64url')
  const installation = await createInstallation(environment, {
    administratorEmail: config.administratorEmail,
    administratorPassword,
    createSamples: config.createSamples,
  })
  return installation && toNotes(installation, config, administratorPassword)
}

function toNotes(installation: Installation, config: Config, administratorPassword: string): FirstStartNotes {
  const { starterKey, sampleOperationPath } = installation
  return {
    administratorEmail: config.administratorEmail,
    // Who configured the password knows it; repeating it would only put it on a screen.
    ...(config.administratorPassword === undefined ? { administratorPassword } : {}),
    ...(starterKey === undefined ? {} : { starterKey }),
    ...(sampleOperationPath === undefined ? {} : { sampleOperationPath }),
  }
}
