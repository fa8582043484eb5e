import { installationKey } from '../access/user-account.ts'
import type { ServiceIdentity } from '../arm/identity.ts'
import { putDefaults } from '../arm/write-resource.ts'
import type { ManagementEnvironment } from '../environment.ts'
import { bringUpToDate } from '../services/bring-up-to-date.ts'
import { createService } from '../services/create-service.ts'
import { deletedServicesCollection } from '../services/deleted-service.ts'
import { type ServiceBody, servicesCollection } from '../services/service-document.ts'
import { sampleOperationPath } from './azureml-demo-api.ts'
import { createSamples } from './create-samples.ts'

export interface InstallationOptions {
  readonly administratorEmail: string
  readonly administratorPassword: string
  readonly createSamples: boolean
}

/** What the owner of a new installation is told once. */
export interface Installation {
  readonly identity: ServiceIdentity
  readonly starterKey?: string
  readonly sampleOperationPath?: string
}

const firstServiceName = 'sluice'

/**
 * Fills an empty store with the first service and, if wanted, the sample content, all in one transaction.
 * @returns undefined when the store has a service already: to an existing installation only what every service has is added
 */
export async function createInstallation(
  environment: ManagementEnvironment,
  options: InstallationOptions,
): Promise<Installation | undefined> {
  const { store, random } = environment
  await bringUpToDate(environment)
  return store.transact({ actor: 'installation' }, async (transaction) => {
    const existing = await transaction.list(servicesCollection)
    // What a newer version gives to every service, those of an older one get, too.
    for (const { body } of existing) {
      await putDefaults(environment, transaction, (body as unknown as ServiceBody).identity)
    }
    const deleted = await transaction.list(deletedServicesCollection)
    if (existing.length > 0 || deleted.length > 0) return undefined
    const identity = { name: firstServiceName, subscriptionId: random.guid(), resourceGroup: firstServiceName }
    await createService(environment, transaction, {
      identity,
      body: {
        location: 'Local',
        sku: { name: 'Developer', capacity: 1 },
        properties: { publisherEmail: options.administratorEmail, publisherName: 'Sluice' },
      },
      administratorPassword: options.administratorPassword,
    })
    await transaction.put({ key: installationKey, collection: '/', body: { service: firstServiceName } })
    if (!options.createSamples) return { identity }
    const starterKey = random.hex(16)
    await createSamples({ environment, transaction, service: identity }, { starterKey, hasDemoApi: true })
    return { identity, starterKey, sampleOperationPath }
  })
}
