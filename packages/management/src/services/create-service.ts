import type { JsonObject, Transaction } from '@sluice/platform'
import { type ServiceIdentity, serviceKey } from '../arm/identity.ts'
import { putDefaults, putResource } from '../arm/write-resource.ts'
import type { ManagementEnvironment } from '../environment.ts'
import { builtInGroups } from '../resources/groups.ts'
import { masterId } from '../resources/subscriptions.ts'
import { administratorId } from '../resources/users.ts'
import { createSamples } from '../samples/create-samples.ts'
import { putService } from './put-service.ts'
import type { ServiceBody } from './service-document.ts'

export interface NewService {
  readonly identity: ServiceIdentity
  /** As sent: location, sku, tags, properties. */
  readonly body: JsonObject
  readonly administratorPassword?: string
}

/** What a step of the making of a service works on. */
export interface CreationContext {
  readonly environment: ManagementEnvironment
  readonly transaction: Transaction
  readonly service: ServiceBody
  readonly administratorPassword?: string
}

const sampleStep = 'Create the sample API and products'

/** Logger and diagnostic that a new service has. @see reference: API Management, 1.15 */
const monitorId = 'azuremonitor'

/**
 * What every new service contains, step by step. A step leaves alone what is there already, so that it can be done
 * again.
 */
export const creationSteps: Readonly<Record<string, (context: CreationContext) => Promise<void>>> = {
  async 'Create built-in groups'({ transaction, service: { identity } }) {
    const collection = `${serviceKey(identity.name)}/groups`
    for (const { id, displayName, description } of builtInGroups) {
      const key = `${collection}/${id}`
      if ((await transaction.get(key)) !== undefined) continue
      const properties = { displayName, description, type: 'system' }
      await transaction.put({ key, collection, body: { path: `/groups/${id}`, properties } })
    }
  },
  'Create the administrator': (context) =>
    putIfMissing(context, `/users/${administratorId}`, {
      email: context.service.properties.publisherEmail,
      firstName: 'Administrator',
      lastName: 'Administrator',
      ...(context.administratorPassword === undefined ? {} : { password: context.administratorPassword }),
    }),
  'Create the all-access subscription': (context) =>
    putIfMissing(context, `/subscriptions/${masterId}`, {
      scope: '/',
      displayName: 'Built-in all-access subscription',
    }),
  // Not among the defaults, which come back: whoever wants no diagnostic deletes it, then the logger.
  async 'Create the standard diagnostic'(context) {
    await putIfMissing(context, `/loggers/${monitorId}`, { loggerType: 'azureMonitor' })
    await putIfMissing(context, `/diagnostics/${monitorId}`, {
      loggerId: `/loggers/${monitorId}`,
      sampling: { samplingType: 'fixed', percentage: 100 },
      logClientIp: true,
    })
  },
  'Apply default settings': ({ environment, transaction, service }) =>
    putDefaults(environment, transaction, service.identity),
  async [sampleStep]({ environment, transaction, service: { identity, sku } }) {
    // Those of the newer tiers come without, and so does what somebody has filled meanwhile.
    if (!environment.hasSamples || /V2$|^Consumption$/.test(sku.name)) return
    if ((await transaction.list(`${serviceKey(identity.name)}/products`)).length > 0) return
    await createSamples({ environment, transaction, service: identity })
  },
}

/** Makes a service with all that it contains in one transaction. */
export async function createService(
  environment: ManagementEnvironment,
  transaction: Transaction,
  { identity, body, administratorPassword }: NewService,
): Promise<void> {
  const service = await putService(environment, transaction, identity, body)
  const password = administratorPassword === undefined ? {} : { administratorPassword }
  for (const [name, run] of Object.entries(creationSteps)) {
    // The first one gets samples of its own.
    if (name !== sampleStep) await run({ environment, transaction, service, ...password })
  }
}

async function putIfMissing(
  { environment, transaction, service: { identity } }: CreationContext,
  path: string,
  properties: JsonObject,
): Promise<void> {
  if ((await transaction.get(`${serviceKey(identity.name)}${path}`)) !== undefined) return
  await putResource(
    { environment, transaction, service: identity, path, query: new URLSearchParams(), ifMatch: null },
    properties,
  )
}
