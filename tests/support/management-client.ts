import type { RunningSluice } from './start-sluice.ts'

const apiVersion = '2024-05-01'

/** The management API of a running program, as a script would use it. */
export interface ManagementClient {
  /** `path` is below the instance: `/apis/echo-api`. */
  send(method: string, path: string, body?: unknown, headers?: Readonly<Record<string, string>>): Promise<Response>
  /** Like `send`. @throws with the answer when it is not 2xx */
  put(path: string, properties: unknown): Promise<void>
}

export function createManagementClient(sluice: RunningSluice): ManagementClient {
  const token = sluice.run('token').stdout.trim()
  const { instance } = sluice.status()
  if (instance === null) throw new Error('There is no instance.')
  const base = `${sluice.addresses.management}/subscriptions/${instance.subscriptionId}/resourceGroups/${instance.resourceGroup}/providers/Microsoft.ApiManagement/service/${instance.name}`
  const send: ManagementClient['send'] = (method, path, body, headers = {}) =>
    fetch(`${base}${path}${path.includes('?') ? '&' : '?'}api-version=${apiVersion}`, {
      method,
      headers: { Authorization: `Bearer ${token}`, 'Content-Type': 'application/json', ...headers },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    })
  return {
    send,
    async put(path, properties) {
      const response = await send('PUT', path, { properties })
      if (!response.ok) throw new Error(`PUT ${path}: ${response.status} ${await response.text()}`)
    },
  }
}
