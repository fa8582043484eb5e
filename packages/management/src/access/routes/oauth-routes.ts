import type { AccessCall, AccessRoute, AccessSurroundings } from '../access-route.ts'
import { checkClient } from '../client-directory.ts'
import { toTenantId } from '../tenant-id.ts'

const tokenLifetimeSeconds = 3600
const maxFormBytes = 16 * 1024

/**
 * What libraries for the identity service of the compatible cloud ask for, so that they sign in here instead.
 * @see RFC 6749, 4.4 and 5.2; OpenID Connect Discovery 1.0, 3
 */
export function oauthRoutes({ environment, guard }: AccessSurroundings): readonly AccessRoute[] {
  const { tokens, secrets } = environment

  async function answerToken({ request, remoteAddress, parameters }: AccessCall): Promise<Response> {
    const form = await readForm(request)
    if (form === undefined) return fault('invalid_request', 'The body must be a form of at most 16 KiB.')
    if (form.get('grant_type') !== 'client_credentials') {
      return fault('unsupported_grant_type', 'Only grant_type=client_credentials is supported.')
    }
    const scope = form.get('scope')
    const resource = form.get('resource')
    if (scope === null ? resource === null : !scope.split(' ').some((part) => part.endsWith('/.default'))) {
      return fault('invalid_scope', "The scope must end with '/.default'.")
    }
    const client = readClient(request, form)
    if (client === undefined) {
      return fault('invalid_request', 'client_id and client_secret are required, in the form or as Basic.')
    }
    const attempt = guard.check(remoteAddress, `client|${client.id.toLowerCase()}`)
    const record = await checkClient(environment, client.id, client.secret)
    if (record === undefined) {
      attempt.failed()
      return fault('invalid_client', 'The client id or the client secret is wrong, or has expired.', 401)
    }
    const { clientId, role, service } = record
    const untilMs = record.expiresAt === null ? Number.POSITIVE_INFINITY : Date.parse(record.expiresAt)
    const leftSeconds = Math.floor((untilMs - environment.clock.now()) / 1000)
    const lifetimeSeconds = Math.max(1, Math.min(tokenLifetimeSeconds, leftSeconds))
    const token = await tokens.issue(
      { subject: `client:${clientId}`, role, id: clientId, ...(service === null ? {} : { service }) },
      lifetimeSeconds,
      // Clients of the resource manager read from the token who they are.
      { tid: toTenantId(secrets, parameters.tenant), oid: clientId, appid: clientId, azp: clientId, ver: '2.0' },
    )
    return Response.json({
      token_type: 'Bearer',
      expires_in: lifetimeSeconds,
      ext_expires_in: lifetimeSeconds,
      ...(resource === null
        ? {}
        : { resource, expires_on: String(Math.floor(environment.clock.now() / 1000) + lifetimeSeconds) }),
      access_token: token,
    })
  }

  const answerDiscovery = ({ url, parameters }: AccessCall): Response => {
    const base = `${url.origin}/${encodeURIComponent(parameters.tenant ?? '')}`
    return Response.json({
      issuer: `${base}/v2.0`,
      token_endpoint: `${base}/oauth2/v2.0/token`,
      // Nobody signs in there in person; libraries ask for the address all the same.
      authorization_endpoint: `${base}/oauth2/v2.0/authorize`,
      jwks_uri: `${base}/discovery/v2.0/keys`,
      token_endpoint_auth_methods_supported: ['client_secret_post', 'client_secret_basic'],
      grant_types_supported: ['client_credentials'],
      response_types_supported: ['token'],
      response_modes_supported: ['query'],
      subject_types_supported: ['public'],
      id_token_signing_alg_values_supported: ['HS256'],
      scopes_supported: [`${url.origin}/.default`],
    })
  }

  const answerInstance = ({ url }: AccessCall): Response =>
    Response.json({
      tenant_discovery_endpoint: `${url.origin}/common/v2.0/.well-known/openid-configuration`,
      'api-version': '1.1',
      metadata: [{ preferred_network: url.host, preferred_cache: url.host, aliases: [url.host] }],
    })

  return [
    { method: 'POST', path: '/:tenant/oauth2/v2.0/token', role: 'anonymous', answer: answerToken },
    { method: 'POST', path: '/:tenant/oauth2/token', role: 'anonymous', answer: answerToken },
    {
      method: 'GET',
      path: '/:tenant/v2.0/.well-known/openid-configuration',
      role: 'anonymous',
      answer: answerDiscovery,
    },
    { method: 'GET', path: '/:tenant/.well-known/openid-configuration', role: 'anonymous', answer: answerDiscovery },
    // The tokens are signed with a key that never leaves the installation: nobody else has to check them.
    {
      method: 'GET',
      path: '/:tenant/discovery/v2.0/keys',
      role: 'anonymous',
      answer: () => Response.json({ keys: [] }),
    },
    { method: 'GET', path: '/common/discovery/instance', role: 'anonymous', answer: answerInstance },
  ]
}

async function readForm(request: Request): Promise<URLSearchParams | undefined> {
  const text = await request.text()
  return text.length > maxFormBytes ? undefined : new URLSearchParams(text)
}

function readClient(
  request: Request,
  form: URLSearchParams,
): { readonly id: string; readonly secret: string } | undefined {
  const basic = /^Basic +([A-Za-z0-9+/=]+)\s*$/i.exec(request.headers.get('authorization') ?? '')?.[1]
  if (basic === undefined) {
    const id = form.get('client_id')
    const secret = form.get('client_secret')
    return id === null || secret === null ? undefined : { id, secret }
  }
  const text = Buffer.from(basic, 'base64').toString('utf8')
  const at = text.indexOf(':')
  // Both parts are encoded as in a form. @see RFC 6749, 2.3.1
  const decode = (part: string) => new URLSearchParams(`v=${part.replaceAll('&', '%26')}`).get('v') ?? ''
  return at < 0 ? undefined : { id: decode(text.slice(0, at)), secret: decode(text.slice(at + 1)) }
}

const fault = (error: string, description: string, status = 400): Response =>
  Response.json(
    { error, error_description: description },
    { status, headers: status === 401 ? { 'WWW-Authenticate': 'Basic realm="sluice"' } : {} },
  )
