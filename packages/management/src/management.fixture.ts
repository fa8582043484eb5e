import { randomUUID } from 'node:crypto'
import type { Fault } from '@sluice/contracts'
import {
  type Clock,
  createBearerTokens,
  createFixedClock,
  createMemoryLog,
  createMemoryOutgoing,
  createMemoryStore,
  createPasswords,
  createSecrets,
  pageOfDocuments,
  type Store,
} from '@sluice/platform'
import type { ManagementEnvironment } from './environment.ts'
import { createManagement } from './management.ts'
import { createInstallation } from './samples/create-installation.ts'
import { createGatewayChannel } from './snapshot/gateway-channel.ts'

export const administrator = { email: 'admin@example.com', password: 'correct horse' }
const masterKey = new Uint8Array(32).fill(9)

export interface ManagementFixtureOptions {
  readonly createSamples?: boolean
  /** Default: one in memory. */
  readonly openStore?: (clock: Clock) => Promise<Store>
  /** What answers calls to addresses that users name. Default: nothing is found. */
  readonly answerOutgoing?: (request: Request) => Response | Promise<Response>
}

/** A management service on an empty store, with the sample content unless it is not wanted. */
export async function startManagement(options: ManagementFixtureOptions = {}) {
  const clock = createFixedClock()
  const log = createMemoryLog()
  const store = await (options.openStore?.(clock) ?? createMemoryStore({ clock }))
  const tokens = createBearerTokens({ masterKey, clock })
  let drawn = 0
  const environment: ManagementEnvironment = {
    store,
    clock,
    pageOfDocuments,
    log,
    tokens,
    secrets: createSecrets(masterKey),
    outgoing: createMemoryOutgoing(options.answerOutgoing ?? (() => new Response('', { status: 404 }))),
    passwords: createPasswords(),
    random: {
      guid: () => `00000000-0000-4000-8000-${String(++drawn).padStart(12, '0')}`,
      hex: (bytes) => (++drawn).toString(16).padStart(bytes * 2, 'a'),
    },
    gateways: createGatewayChannel({ guid: randomUUID, timeoutMs: 200 }),
    checkPolicy,
    checkFragment: (_id, { value }) => checkPolicy(value),
    convertPolicy: (text, from, to) => `${text}<!-- ${from} to ${to} -->`,
    readTemplate: (template) => ({
      parameterNames: [...template.matchAll(/\{(\w+)\}/g)].map((match) => match[1] ?? ''),
      faults: template.startsWith('/') ? [] : ["must begin with '/'"],
    }),
  }
  const installation = await createInstallation(environment, {
    administratorEmail: administrator.email,
    administratorPassword: administrator.password,
    createSamples: options.createSamples ?? true,
  })
  const management = createManagement(environment, () => ({ gateway: 'http://localhost:8000', management: null }))
  const identity = installation?.identity
  const base = `/subscriptions/${identity?.subscriptionId}/resourceGroups/sluice/providers/Microsoft.ApiManagement/service`
  const token = await tokens.issue({ subject: '1', role: 'administrator' }, 3600)

  const fetchRaw = (path: string, init: RequestInit = {}) =>
    management.fetch(new Request(`http://localhost:8080${path}`, init), { remoteAddress: '127.0.0.1' })

  /** One authenticated call below the service; `path` may carry a query. */
  async function call(method: string, path: string, body?: unknown, headers: Record<string, string> = {}) {
    const separator = path.includes('?') ? '&' : '?'
    const response = await fetchRaw(`${base}/sluice${path}${separator}api-version=2024-05-01`, {
      method,
      headers: { Authorization: `Bearer ${token}`, ...headers },
      ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
    })
    const text = await response.text()
    return {
      status: response.status,
      etag: response.headers.get('etag'),
      headers: response.headers,
      json: text === '' ? undefined : JSON.parse(text),
    }
  }
  return { environment, management, store, clock, log, tokens, token, installation, base, fetchRaw, call }
}

/** Refuses what holds `<nonsense`, as the gateway would, so that this package needs no gateway. */
function checkPolicy(text: string): readonly Fault[] {
  const at = text.indexOf('<nonsense')
  if (at < 0) return []
  const line = text.slice(0, at).split('\n').length
  return [
    {
      code: 'ValidationError',
      target: `line ${line}, column 1`,
      message: `Error in element 'nonsense' on line ${line}, column 1: unknown policy.`,
    },
  ]
}
