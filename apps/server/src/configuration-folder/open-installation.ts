import { existsSync } from 'node:fs'
import { AppError } from '@sluice/contracts/errors'
import type { ManagementEnvironment, ServiceIdentity } from '@sluice/management'
import { createSystemClock } from '@sluice/platform/clock'
import { createLog } from '@sluice/platform/log'
import { createUndiciOutgoing } from '@sluice/platform/outgoing'
import { createMemoryUsageStore } from '@sluice/platform/sqlite-usage-store'
import type { Config } from '../config.ts'
import { createManagementEnvironment } from '../roles/management/management-environment.ts'
import { readSecretKey } from '../secret-key-reader.ts'
import { openStore, storeFile } from '../stores.ts'
import type { SecretsKey } from './secrets-file.ts'

export interface OpenInstallation {
  readonly environment: ManagementEnvironment
  readonly service: ServiceIdentity
  readonly secretsKey: SecretsKey
}

/**
 * Does something with the configuration of this data folder, whether the program runs or not.
 * @param serviceName undefined = the only one
 * @throws AppError `NothingInstalled`, `ServiceNotNamed`
 */
export async function withInstallation<Result>(
  config: Config,
  serviceName: string | undefined,
  work: (installation: OpenInstallation) => Promise<Result>,
): Promise<Result> {
  const masterKey = readSecretKey(config)
  if (config.databaseUrl === undefined && !existsSync(storeFile(config, 'management'))) {
    throw new AppError('NothingInstalled', { path: config.dataFolder })
  }
  const clock = createSystemClock()
  const store = await openStore(config, 'management', clock)
  const outgoing = createUndiciOutgoing({ allowLoopback: config.allowLoopback })
  try {
    const services = (await store.list('/services')).map(
      ({ body }) => (body as unknown as { readonly identity: ServiceIdentity }).identity,
    )
    if (services.length === 0) throw new AppError('NothingInstalled', { path: config.dataFolder })
    const log = createLog({ level: config.logLevel, role: 'command' })
    // What is done here asks for nothing of calls.
    const usage = await createMemoryUsageStore({ clock })
    const environment = createManagementEnvironment({ config, store, usage, clock, log, outgoing, masterKey })
    return await work({ environment, service: choose(services, serviceName), secretsKey: { masterKey } })
  } finally {
    await outgoing.close()
    await store.close()
  }
}

function choose(services: readonly ServiceIdentity[], name: string | undefined): ServiceIdentity {
  const found =
    name === undefined
      ? services.length === 1 && services[0]
      : services.find((service) => service.name.toLowerCase() === name.toLowerCase())
  if (found) return found
  throw new AppError('ServiceNotNamed', {
    fault: name === undefined ? 'There are several services' : `There is no service '${name}'`,
    names: services.map((service) => service.name).join(', '),
  })
}
