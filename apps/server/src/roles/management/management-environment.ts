import { randomBytes, randomUUID } from 'node:crypto'
import { checkFragment, checkPolicy, completeCSharp, policyCatalogue } from '@sluice/gateway/documents'
import { createChangeFeed, createGatewayChannel, type ManagementEnvironment } from '@sluice/management'
import type { Clock, Log, OutgoingHttp, Store, UsageStore } from '@sluice/platform'
import { pageOfDocuments } from '@sluice/platform/match-documents'
import { createPasswords } from '@sluice/platform/passwords'
import { readPfx } from '@sluice/platform/read-pfx'
import { createSecrets } from '@sluice/platform/secrets'
import { createBearerTokens } from '@sluice/platform/tokens'
import { convertPolicyText } from '@sluice/policy-language'
import { loadAddresses } from '../../address-file.ts'
import type { Config } from '../../config.ts'
import { readTemplate } from '../../read-template.ts'
import { createStudioClient } from './create-studio-client.ts'

export interface EnvironmentParts {
  readonly config: Config
  readonly store: Store
  readonly usage: UsageStore
  readonly clock: Clock
  readonly log: Log
  readonly outgoing: OutgoingHttp
  /** The installation's secret key, 32 bytes. */
  readonly masterKey: Uint8Array
  /** Where the management role is now; default: where it last said that it is. */
  readonly managementAddress?: () => string | null
  /** Where the role with the studio is; default: nowhere, as for commands. */
  readonly studioAddress?: () => string | null
}

/** What the management service needs, for the role and for commands that do without it. */
export function createManagementEnvironment(parts: EnvironmentParts): ManagementEnvironment {
  const { config, store, usage, clock, log, outgoing, masterKey } = parts
  const lastAddress = () => loadAddresses(config.dataFolder)?.management ?? null
  const managementAddress = parts.managementAddress ?? lastAddress
  return {
    store,
    usage,
    clock,
    pageOfDocuments,
    log,
    secrets: createSecrets(masterKey),
    tokens: createBearerTokens({ masterKey, clock, automationToken: config.managementToken }),
    outgoing,
    callStudio: createStudioClient(parts.studioAddress ?? (() => null)),
    hasSamples: config.createSamples,
    portalUrl: () => config.managementUrl ?? managementAddress() ?? '',
    passwords: createPasswords(),
    random: { guid: randomUUID, hex: (bytes) => randomBytes(bytes).toString('hex') },
    gateways: createGatewayChannel({ guid: randomUUID }),
    changes: createChangeFeed({ store, log }),
    checkPolicy,
    checkFragment,
    completeExpression: completeCSharp,
    convertPolicy: convertPolicyText,
    policyCatalogue,
    readTemplate,
    readPfx,
  }
}
