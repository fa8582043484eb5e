import { randomBytes, randomUUID } from 'node:crypto'
import { checkFragment, checkPolicy, parseUrlTemplate } from '@sluice/gateway/documents'
import {
  createGatewayChannel,
  createInstallation,
  createManagement,
  type Installation,
  type ManagementEnvironment,
  type TemplateReading,
} from '@sluice/management'
import { createSystemClock } from '@sluice/platform/clock'
import { listenWithNode, toCallHandler, withHealthPaths } from '@sluice/platform/http-server'
import { pageOfDocuments } from '@sluice/platform/match-documents'
import { createUndiciOutgoing } from '@sluice/platform/outgoing'
import { createPasswords } from '@sluice/platform/passwords'
import { loadSecretKey } from '@sluice/platform/secret-key'
import { createSecrets } from '@sluice/platform/secrets'
import { createBearerTokens } from '@sluice/platform/tokens'
import { type PolicyFormat, parsePolicyDocument, writePolicyDocument } from '@sluice/policy-language'
import type { Config } from '../../config.ts'
import { openStore } from '../../stores.ts'
import { listenAt, toLocalUrl } from '../listen-at.ts'
import type { FirstStartNotes, StartRole } from '../role.ts'
import { loadServerCertificate } from '../server-certificate.ts'

const maxBodyBytes = 16 * 1024 * 1024

/** The control plane in this process: store, management API, snapshot stream, on HTTP and HTTPS. */
export const startManagementRole: StartRole = async ({ config, log, addresses }) => {
  const clock = createSystemClock()
  const store = await openStore(config, 'management', clock)
  const masterKey = loadSecretKey(config.dataFolder, config.secretKey)
  const outgoing = createUndiciOutgoing({ allowLoopback: config.allowLoopback })
  const environment: ManagementEnvironment = {
    store,
    clock,
    pageOfDocuments,
    log,
    secrets: createSecrets(masterKey),
    tokens: createBearerTokens({ masterKey, clock, automationToken: config.managementToken }),
    outgoing,
    passwords: createPasswords(),
    random: { guid: randomUUID, hex: (bytes) => randomBytes(bytes).toString('hex') },
    gateways: createGatewayChannel({ guid: randomUUID }),
    checkPolicy,
    checkFragment,
    convertPolicy,
    readTemplate,
  }
  const firstStart = await fillNewStore(config, environment)
  const management = createManagement(environment, () => {
    const current = addresses.current()
    return { gateway: current.gatewayHttp, management: current.management }
  })

  const handler = withHealthPaths(
    toCallHandler((request, peer) => management.fetch(request, peer), { maxBodyBytes }),
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
  return {
    addresses: {
      management: toLocalUrl('http', config.host, http.port),
      managementHttps: toLocalUrl('https', config.host, https.port),
    },
    ...(firstStart === undefined ? {} : { firstStart }),
    async close(graceMs) {
      management.close()
      await Promise.all([http.close(graceMs), https.close(graceMs)])
      await outgoing.close()
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

function convertPolicy(text: string, from: PolicyFormat, to: PolicyFormat): string {
  const { document } = parsePolicyDocument(text, from)
  // What is stored was checked when it was saved; should it not parse any more, it is shown as it was written.
  return document === undefined ? text : writePolicyDocument(document, to)
}

function readTemplate(text: string): TemplateReading {
  const { template, faults } = parseUrlTemplate(text)
  return { parameterNames: template?.parameterNames ?? [], faults: faults.map(({ message }) => message) }
}
