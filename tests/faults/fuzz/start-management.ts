import type { Config } from '../../../apps/server/src/config.ts'
import { createManagementEnvironment } from '../../../apps/server/src/roles/management/management-environment.ts'
import { issueToken } from '../../../packages/management/src/access/token-directory.ts'
import { createInstallation, createManagement } from '../../../packages/management/src/index.ts'
import { createSystemClock } from '../../../packages/platform/src/clock/system-clock.ts'
import { createMemoryLog, createMemoryOutgoing, createMemoryStore } from '../../../packages/platform/src/index.ts'
import { createMemoryUsageStore } from '../../../packages/platform/src/usage/sqlite-usage-store.ts'
import type { FuzzedRequest } from './request-of.ts'

/** Management as the program puts it together, on a store in memory, with the sample content. */
export async function startManagementInMemory() {
  const clock = createSystemClock()
  const log = createMemoryLog()
  const store = createMemoryStore({ clock })
  const environment = createManagementEnvironment({
    config: { managementUrl: 'https://portal.example' } as Config,
    store,
    usage: await createMemoryUsageStore({ clock }),
    clock,
    log,
    outgoing: createMemoryOutgoing(() => new Response('', { status: 404 })),
    masterKey: new Uint8Array(32).fill(9),
  })
  const installation = await createInstallation(environment, {
    administratorEmail: 'admin@example.com',
    administratorPassword: 'correct horse',
    createSamples: true,
  })
  const management = createManagement(environment, () => ({ gateway: 'http://localhost:8000', management: null }))
  const base = `/subscriptions/${installation?.identity.subscriptionId}/resourceGroups/sluice/providers/Microsoft.ApiManagement/service`
  let changeNumber = 0
  const stopFollowing = store.onChange((number) => {
    changeNumber = number
  })
  /** Of the first administrator, in person. Made anew where it was taken back: that is among what is sent. */
  async function issue(): Promise<string> {
    const key = '/services/sluice/users/1'
    const user = { key, ordinal: (await store.get(key))?.ordinal ?? 0 }
    const wanted = { role: 'administrator', subject: '1', user, lifetimeSeconds: 36_000 } as const
    return (await issueToken(environment, { actor: 'fuzz' }, wanted)).token
  }
  let token = await issue()
  let seen = 0
  return {
    environment,
    routes: management.routes,
    /** @returns the status, and how many changes were made */
    async send({
      method,
      path,
      headers,
      body,
    }: FuzzedRequest): Promise<{ readonly status: number; readonly changed: number }> {
      const before = changeNumber
      const request = new Request(`http://localhost:8080${path.replace('{base}', base)}`, {
        method,
        headers: [
          ...headers.map(([name, value]): [string, string] => [name, value]),
          ['Authorization', `Bearer ${token}`],
        ],
        ...(body === undefined ? {} : { body }),
      })
      const response = await management.fetch(request, { remoteAddress: '127.0.0.1' })
      // What tells of changes does not end by itself.
      if (response.headers.get('content-type') === 'text/event-stream') await response.body?.cancel()
      else await response.arrayBuffer()
      const changed = changeNumber - before
      if (response.status === 401) token = await issue()
      return { status: response.status, changed }
    },
    /** What was logged as an error since the last time. */
    takeErrors(): string[] {
      const errors = log.records.slice(seen).filter(({ level }) => level === 'error')
      seen = log.records.length
      return errors.map(({ message, fields: { error } }) => (error instanceof Error ? `${error.stack}` : message))
    },
    close() {
      stopFollowing()
      management.close()
    },
  }
}
