import { createInstallation, createManagement, type ServiceIdentity } from '@sluice/management'
import { issueToken } from '@sluice/management/credentials'
import {
  createMemoryLog,
  createSystemClock,
  createUndiciOutgoing,
  openPostgresStore,
  openSqliteStore,
  type Store,
} from '@sluice/platform'
import { loadConfig } from '../../apps/server/src/config.ts'
import { createManagementEnvironment } from '../../apps/server/src/roles/management/management-environment.ts'
import { createMemoryUsageStore } from '../../packages/platform/src/usage/sqlite-usage-store.ts'
import type { UsageStore } from '../../packages/platform/src/usage/usage-store.ts'

/** The management API in this process, without sockets, on a store on disk. */
export interface ManagementSubject {
  readonly store: Store
  readonly service: ServiceIdentity
  /** `path` is below the service. @throws when the answer is not 2xx */
  call(method: string, path: string, properties?: object): Promise<{ value?: unknown[]; count?: number }>
  /** Statements that were sent to the database since the last time this was asked. */
  takeStatements(): number
  close(): Promise<void>
}

export type StorePlace = { readonly file: string } | { readonly url: string; readonly schema: string }

/** @param openedUsage closed with the subject; default: one in memory, for what asks for nothing of calls */
export async function openManagement(
  place: StorePlace,
  folder: string,
  openedUsage?: UsageStore,
): Promise<ManagementSubject> {
  const clock = createSystemClock()
  let statements = 0
  const onStatement = () => {
    statements += 1
  }
  const options = { clock, onStatement, watchEveryMs: 3_600_000 }
  const store =
    'file' in place
      ? await openSqliteStore({ ...place, ...options })
      : await openPostgresStore({ ...place, ...options })
  const config = loadConfig({ environment: { SLUICE_DATA: folder }, workingFolder: folder })
  const outgoing = createUndiciOutgoing({ allowLoopback: false })
  const masterKey = new Uint8Array(32).fill(1)
  const usage = openedUsage ?? (await createMemoryUsageStore({ clock }))
  const environment = createManagementEnvironment({
    config,
    store,
    usage,
    clock,
    log: createMemoryLog(),
    outgoing,
    masterKey,
  })
  const installation = await createInstallation(environment, {
    administratorEmail: 'admin@example.com',
    administratorPassword: 'a password',
    createSamples: true,
  })
  if (installation === undefined) throw new Error('The store of the benchmark was not empty.')
  const { identity: service } = installation
  const management = createManagement(environment, () => ({ gateway: null, management: null }))
  const { token } = await issueToken(
    environment,
    { actor: 'benchmark' },
    { role: 'administrator', subject: 'benchmark', lifetimeSeconds: 86_400 },
  )
  const base = `http://localhost/subscriptions/${service.subscriptionId}/resourceGroups/${service.resourceGroup}/providers/Microsoft.ApiManagement/service/${service.name}`
  return {
    store,
    service,
    async call(method, path, properties) {
      const url = `${base}${path}${path.includes('?') ? '&' : '?'}api-version=2024-05-01`
      const request = new Request(url, {
        method,
        headers: { Authorization: `Bearer ${token}`, 'Content-Type': 'application/json' },
        ...(properties === undefined ? {} : { body: JSON.stringify({ properties }) }),
      })
      const response = await management.fetch(request, { remoteAddress: '127.0.0.1' })
      const text = await response.text()
      if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${text.slice(0, 500)}`)
      return text === '' ? {} : JSON.parse(text)
    },
    takeStatements() {
      const taken = statements
      statements = 0
      return taken
    },
    async close() {
      management.close()
      await usage.close()
      await store.close()
      await outgoing.close()
    },
  }
}
