import type { PolicyContext, PolicyLookup, PolicyMessageBody, PolicyUrl } from '../context/policy-context.ts'
import { parseGuid } from '../net/guid.ts'
import { NetDateTime } from '../net/time/date-time.ts'
import { NetTimeSpan } from '../net/time/time-span.ts'
import { decodeUtf8, encodeUtf8 } from '../net/utf8.ts'
import type { TypeTable } from '../net-types/type-table.ts'
import { Boxed } from '../run/boxed.ts'
import type { ExpressionServices } from '../run/services.ts'

const lookup = <T>(
  values: Readonly<Record<string, T>>,
  fold: (name: string) => string = (name) => name,
): PolicyLookup<T> => {
  const byName = new Map(Object.entries(values).map(([name, value]) => [fold(name), value]))
  return { get: (name) => byName.get(fold(name)), names: () => Object.keys(values) }
}

const lower = (name: string): string => name.toLowerCase()

const body = (text: string): PolicyMessageBody => ({
  bytes: () => encodeUtf8(text),
  text: () => decodeUtf8(encodeUtf8(text)),
})

const url = (path: string, query: Readonly<Record<string, readonly string[]>>, queryString: string): PolicyUrl => ({
  scheme: 'https',
  host: 'contoso.example',
  port: 443,
  path,
  query: lookup(query, lower),
  queryString,
})

/** A call that expressions of the suite look at; traces are kept. */
export function createContext(table: TypeTable, traces: string[] = []): PolicyContext {
  const boxed = (name: string, value: number | bigint): Boxed => new Boxed(table.named(name), value)
  const unchecked = { id: 'free', name: 'Free' }
  return {
    api: {
      id: 'echo-api',
      name: 'Echo API',
      path: 'echo',
      isCurrentRevision: true,
      revision: '1',
      version: null,
      protocols: ['https'],
      serviceUrl: url('/api', {}, ''),
      subscriptionKeyParameterNames: { header: 'Ocp-Apim-Subscription-Key', query: 'subscription-key' },
    },
    backend: null,
    deployment: {
      gatewayId: 'managed',
      gateway: { id: 'managed', instanceId: 'one', isManaged: true },
      region: 'local',
      serviceId: 'sluice',
      serviceName: 'sluice.example',
      certificates: lookup<object>({}),
      sustainabilityInfo: null,
    },
    elapsed: new NetTimeSpan(12_345_678n),
    graphQl: null,
    lastError: {
      source: 'validate-jwt',
      reason: 'TokenExpired',
      message: 'Expired.',
      scope: 'api',
      section: 'inbound',
      path: 'validate-jwt[1]',
      policyId: null,
    },
    operation: { id: 'retrieve', name: 'Retrieve', method: 'GET', urlTemplate: '/resource/{id}' },
    product: {
      ...unchecked,
      approvalRequired: false,
      groups: [{ id: 'developers', name: 'Developers' }],
      state: 'Published',
      subscriptionRequired: true,
      subscriptionsLimit: 1,
    },
    request: {
      body: body('{"name":"Ada","tags":["a","b"],"age":36}'),
      certificate: null,
      foundryDeployment: null,
      headers: lookup<readonly string[]>({ 'Content-Type': ['application/json'], 'X-Many': ['1', '2'] }, lower),
      ipAddress: '10.0.0.7',
      matchedParameters: lookup({ id: '42' }),
      method: 'POST',
      originalUrl: url('/echo/resource/42', { a: ['1', '2'], b: ['x'] }, '?a=1&a=2&b=x'),
      url: url('/resource/42', { a: ['1', '2'], b: ['x'] }, '?a=1&a=2&b=x'),
      privateEndpointConnection: null,
    },
    requestId: parseGuid('0f8fad5b-d9cb-469f-a165-70867728950e'),
    response: {
      body: null,
      headers: lookup<readonly string[]>({ Location: ['/there'] }, lower),
      statusCode: 404,
      statusReason: 'Not Found',
    },
    subscription: null,
    timestamp: new NetDateTime(637_000_000_000_000_000n, 1),
    tracing: false,
    user: {
      id: '1',
      email: 'ada@contoso.example',
      firstName: 'Ada',
      lastName: 'Lovelace',
      note: null,
      groups: [
        { id: 'administrators', name: 'Administrators' },
        { id: 'developers', name: 'Developers' },
      ],
      identities: [{ id: 'ada', provider: 'Basic' }],
      registrationDate: new NetDateTime(637_000_000_000_000_000n, 1),
    },
    variables: lookup<unknown>({
      name: 'Ada',
      count: boxed('System.Int32', 5),
      big: boxed('System.Int64', 5_000_000_000n),
      isSet: true,
      nothing: null,
    }),
    workspace: null,
    trace: (message) => {
      traces.push(message)
    },
  }
}

/** A frozen clock, a fixed number, and no cryptography. */
export const services: ExpressionServices = {
  nowTicks: () => 637_000_000_000_000_000n,
  monotonicMs: () => 0,
  random: () => 0.5,
  randomBytes: (count) => new Uint8Array(count),
  cryptography: new Proxy({} as ExpressionServices['cryptography'], {
    get: (_, name) => () => {
      throw new Error(`Cases of the core need no cryptography: ${String(name)}`)
    },
  }),
}
