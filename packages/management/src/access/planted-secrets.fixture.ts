import { pfxFile, type startManagement } from '../management.fixture.ts'

type Instance = Awaited<ReturnType<typeof startManagement>>

/** A secret that is somewhere in an instance. */
export interface PlantedSecret {
  /** As a text that holds it would. */
  readonly text: string
  /** What it was planted as: resource type and field, or what gave it out. */
  readonly where: string
}

interface Planting {
  /** Declared path of the resource type. */
  readonly declared: string
  readonly path: string
  /** Field that is secret → what is sent for it, given a text that nothing else has. */
  readonly secrets: Readonly<Record<string, (canary: string) => unknown>>
  readonly properties?: object
}

const base64 = (canary: string) => Buffer.from(canary.padEnd(64, '.')).toString('base64')

/** One resource of every type that has secrets, each of its secret fields filled. */
export const plantings: readonly Planting[] = [
  {
    declared: '/namedValues/{namedValueId}',
    path: '/namedValues/planted',
    properties: { displayName: 'planted', secret: true },
    secrets: { value: (canary) => canary },
  },
  {
    declared: '/certificates/{certificateId}',
    path: '/certificates/planted',
    // Only this password opens this file; it is told by its field.
    secrets: { data: () => pfxFile, password: () => 'secret' },
  },
  {
    declared: '/backends/{backendId}',
    path: '/backends/planted',
    properties: { url: 'https://planted.example/', protocol: 'http' },
    secrets: {
      credentials: (canary) => ({
        header: { 'x-key': [canary] },
        query: { code: [canary] },
        authorization: { scheme: 'Basic', parameter: canary },
      }),
      proxy: (canary) => ({ url: 'http://proxy.example', username: 'someone', password: canary }),
    },
  },
  {
    declared: '/loggers/{loggerId}',
    path: '/loggers/planted',
    properties: { loggerType: 'applicationInsights' },
    secrets: { credentials: (canary) => ({ instrumentationKey: canary }) },
  },
  {
    declared: '/alertRules/{alertRuleId}',
    path: '/alertRules/planted',
    properties: { displayName: 'planted', kind: 'errorRate', threshold: 5, webhookUrl: 'https://hooks.example/' },
    secrets: { webhookSecret: (canary) => canary.padEnd(16, '.') },
  },
  {
    declared: '/caches/{cacheId}',
    path: '/caches/planted',
    properties: { useFromLocation: 'default' },
    secrets: { connectionString: (canary) => `redis.example:6380,password=${canary}` },
  },
  {
    declared: '/authorizationServers/{authsid}',
    path: '/authorizationServers/planted',
    properties: {
      displayName: 'planted',
      clientRegistrationEndpoint: 'https://a.example/',
      authorizationEndpoint: 'https://a.example/',
      grantTypes: ['authorizationCode'],
      clientId: 'planted',
    },
    secrets: { clientSecret: (canary) => canary, resourceOwnerPassword: (canary) => canary },
  },
  {
    declared: '/openidConnectProviders/{opid}',
    path: '/openidConnectProviders/planted',
    properties: { displayName: 'planted', metadataEndpoint: 'https://a.example/', clientId: 'planted' },
    secrets: { clientSecret: (canary) => canary },
  },
  {
    declared: '/identityProviders/{identityProviderName}',
    path: '/identityProviders/aad',
    properties: { clientId: 'planted', allowedTenants: ['contoso'] },
    secrets: { clientSecret: (canary) => canary },
  },
  {
    declared: '/portalsettings/delegation',
    path: '/portalsettings/delegation',
    properties: { url: 'https://a.example/' },
    secrets: { validationKey: base64 },
  },
  {
    declared: '/tenant/{accessName}',
    path: '/tenant/access',
    properties: { enabled: true },
    secrets: { primaryKey: base64, secondaryKey: base64 },
  },
  {
    declared: '/users/{userId}',
    path: '/users/planted',
    properties: { firstName: 'Planted', lastName: 'Person', email: 'planted@example.com' },
    secrets: { password: (canary) => canary },
  },
  {
    declared: '/subscriptions/{sid}',
    path: '/subscriptions/planted',
    properties: { scope: '/products/unlimited', displayName: 'planted', ownerId: '/users/planted' },
    secrets: { primaryKey: (canary) => canary, secondaryKey: (canary) => canary },
  },
]

const any = { 'If-Match': '*' }

/** Plants secrets in an instance, changes them, and lets the instance make some of its own. */
export async function plantSecrets({ call, fetchRaw, token }: Instance) {
  const planted: PlantedSecret[] = []
  let count = 0
  const plant = (where: string, text: unknown) => {
    planted.push({ where, text: String(text) })
    return text
  }
  const fill = ({ declared, secrets }: Planting) =>
    Object.fromEntries(
      Object.entries(secrets).map(([field, toValue]) => {
        count += 1
        const canary = `canary-${String(count).padStart(3, '0')}-sings`
        const value = toValue(canary)
        // What is encoded holds the text in another writing.
        const isPlain = JSON.stringify(value).includes(canary)
        if (field !== 'password' || value !== 'secret') plant(`${declared} ${field}`, isPlain ? canary : value)
        return [field, value]
      }),
    )
  const statuses: (readonly [string, number])[] = []
  for (const planting of plantings) {
    for (const headers of [{}, any]) {
      const properties = { ...planting.properties, ...fill(planting) }
      statuses.push([planting.path, (await call('PUT', planting.path, { properties }, headers)).status])
    }
  }
  const send = async (method: string, path: string, body?: object) => {
    const response = await fetchRaw(path, {
      method,
      headers: { Authorization: `Bearer ${token}` },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    })
    return {
      cookie: response.headers.get('set-cookie') ?? '',
      json: (await response.json()) as Readonly<Record<string, unknown>>,
    }
  }
  plant('a token', (await send('POST', '/api/tokens', { name: 'planted' })).json.token)
  plant('a client', (await send('POST', '/api/clients', { displayName: 'planted' })).json.clientSecret)
  const password = planted.findLast(({ where }) => where.startsWith('/users/'))?.text
  const session = await send('POST', '/api/sign-in', { email: 'planted@example.com', password })
  plant('a session', /=([0-9a-f]{64});/.exec(session.cookie)?.[1])
  plant('a session’s token', session.json.token)
  plant('a session’s page', session.json.csrfToken)
  const sso = (await call('POST', '/users/planted/generateSsoUrl')).json.value as string
  plant('a link', new URL(sso).searchParams.get('token'))
  await call('POST', '/users/planted/confirmations/password/send')
  const mails = (await call('GET', '/mails')).json.value as { readonly name: string }[]
  const mail = (await call('GET', `/mails/${mails[0]?.name}`)).json
  plant('a mail', /ticket=([0-9a-f]{64})/.exec(JSON.stringify(mail))?.[1])
  return { planted, statuses }
}
