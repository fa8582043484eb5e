import { existsSync } from 'node:fs'
import type { Addresses, InstallationStatus } from '@sluice/contracts'
import { AppError } from '@sluice/contracts/errors'
import type { Store } from '@sluice/platform'
import { createSystemClock } from '@sluice/platform/clock'
import { loadAddresses } from './address-file.ts'
import type { Config } from './config.ts'
import { isAlive, isReady } from './role-health.ts'
import { noAddresses } from './role-messages.ts'
import { type RoleName, roleNames } from './roles/role.ts'
import { openStore, type StoreName, storeFile } from './stores.ts'

export type RoleState = 'ready' | 'alive' | 'stopped'

export interface Installation {
  readonly status: InstallationStatus
  readonly roles: Readonly<Record<RoleName, RoleState>>
}

/**
 * Addresses and ids of this data folder, whether the program runs or not.
 * @throws AppError `NothingInstalled`
 */
export async function readInstallation(config: Config): Promise<Installation> {
  const known = loadAddresses(config.dataFolder) ?? noAddresses
  const states = await Promise.all(
    roleNames.map(async (name) => [name, await stateOf(addressOf(known, name))] as const),
  )
  const roles = Object.fromEntries(states) as Record<RoleName, RoleState>
  // The file of a program that was killed is still there; where nobody answers there is no address.
  const isRunning = states.some(([, state]) => state !== 'stopped')
  const [instance, machineLearning] = await Promise.all([
    withStore(config, 'management', readInstance),
    withStore(config, 'ml', readWorkspace),
  ])
  if (instance === undefined && machineLearning === undefined && !isRunning) {
    throw new AppError('NothingInstalled', { path: config.dataFolder })
  }
  return {
    status: {
      addresses: isRunning ? known : noAddresses,
      instance: instance ?? null,
      workspace: machineLearning?.workspace ?? null,
      webServices: machineLearning?.webServices ?? [],
    },
    roles,
  }
}

const addressOf = (addresses: Addresses, role: RoleName): string | null =>
  ({
    management: addresses.management,
    gateway: addresses.gatewayHttp,
    ml: addresses.ml,
    storage: addresses.storage,
  })[role]

async function stateOf(address: string | null): Promise<RoleState> {
  if (address === null) return 'stopped'
  if (await isReady(address)) return 'ready'
  return (await isAlive(address)) ? 'alive' : 'stopped'
}

async function withStore<Result>(
  config: Config,
  name: StoreName,
  read: (store: Store) => Promise<Result | undefined>,
): Promise<Result | undefined> {
  // Asking must not make a database.
  if (config.databaseUrl === undefined && !existsSync(storeFile(config, name))) return undefined
  const store = await openStore(config, name, createSystemClock())
  try {
    return await read(store)
  } finally {
    await store.close()
  }
}

async function readInstance(store: Store): Promise<NonNullable<InstallationStatus['instance']> | undefined> {
  const [service] = await store.list('/services', { limit: 1 })
  if (service === undefined) return undefined
  const { identity } = service.body as unknown as { readonly identity: NonNullable<InstallationStatus['instance']> }
  return { name: identity.name, subscriptionId: identity.subscriptionId, resourceGroup: identity.resourceGroup }
}

type Identified = { readonly id: string; readonly name: string }

async function readWorkspace(store: Store): Promise<Pick<InstallationStatus, 'workspace' | 'webServices'> | undefined> {
  const [workspace] = await store.list('/workspaces', { limit: 1 })
  if (workspace === undefined) return undefined
  const webServices = await store.list(`${workspace.key}/webservices`)
  return {
    workspace: { id: (workspace.body as unknown as Identified).id },
    webServices: await Promise.all(
      webServices.map(async ({ key, body }) => ({
        ...toIdentified(body),
        endpoints: (await store.list(`${key}/endpoints`)).map((endpoint) => toIdentified(endpoint.body)),
      })),
    ),
  }
}

function toIdentified(body: unknown): Identified {
  const { name, id } = body as Identified
  return { name, id }
}
