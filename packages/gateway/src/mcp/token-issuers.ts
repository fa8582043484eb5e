import { isElement, textOf, type XmlElement } from '@sluice/policy-language'
import type { CompiledApi, CompiledService } from '../snapshot/gateway-snapshot.ts'
import { nameInReference } from '../snapshot/resource-path.ts'

/** Who gives out the tokens that an API asks for, and for what. */
export interface TokenIssuers {
  /** Without what cannot be known before a call: an issuer that an expression gives. */
  readonly issuers: readonly string[]
  readonly scopes: readonly string[]
}

/**
 * What the settings of an API and the policies that calls of it meet say of tokens; of no product that it is in more than
 * of another, as a client that has no token yet has none.
 */
export function tokenIssuersOf(api: CompiledApi, service: CompiledService): TokenIssuers {
  const issuers = new Set<string>()
  const scopes = new Set<string>()
  for (const { issuer, scope } of issuersOfSettings(api, service)) {
    issuers.add(issuer)
    for (const one of scope?.split(/\s+/) ?? []) if (one !== '') scopes.add(one)
  }
  const products = service.productsByApi.get(api.name) ?? []
  for (const { policy } of [service, ...products, api]) {
    const inbound = policy.document?.sections.inbound
    if (inbound === undefined) continue
    for (const element of elementsIn(inbound)) for (const issuer of issuersOfPolicy(element)) issuers.add(issuer)
  }
  return { issuers: [...issuers], scopes: [...scopes] }
}

function issuersOfSettings(api: CompiledApi, { tokenIssuers }: CompiledService) {
  const { oAuth2, openid, oAuth2AuthenticationSettings, openidAuthenticationSettings } =
    api.matched.properties.authenticationSettings ?? {}
  const servers = [...(oAuth2AuthenticationSettings ?? []), ...(oAuth2 ? [oAuth2] : [])]
  const providers = [...(openidAuthenticationSettings ?? []), ...(openid ? [openid] : [])]
  const find = (collection: string, reference: unknown, scope: unknown) => {
    const name = typeof reference === 'string' ? nameInReference(reference) : undefined
    const found = tokenIssuers.get(`${collection}/${name}`)
    if (found === undefined) return []
    return [{ issuer: found.issuer, scope: typeof scope === 'string' && scope !== '' ? scope : found.scope }]
  }
  return [
    ...servers.flatMap(({ authorizationServerId, scope }) =>
      find('authorizationservers', authorizationServerId, scope),
    ),
    ...providers.flatMap(({ openidProviderId }) => find('openidconnectproviders', openidProviderId, undefined)),
  ]
}

function* elementsIn(parent: XmlElement): Generator<XmlElement> {
  for (const child of parent.children) {
    if (!isElement(child)) continue
    yield child
    yield* elementsIn(child)
  }
}

function issuersOfPolicy(element: XmlElement): readonly string[] {
  if (element.name === 'validate-azure-ad-token') {
    const tenant = constantOf(element, 'tenant-id')
    return tenant === undefined ? [] : [`https://login.microsoftonline.com/${tenant}/v2.0`]
  }
  if (element.name !== 'validate-jwt') return []
  const written = [...elementsIn(element)]
  const configured = written
    .filter(({ name }) => name === 'openid-config')
    .flatMap((one) => constantOf(one, 'url') ?? [])
    .map((url) => url.replace(/\/\.well-known\/openid-configuration\/?(?:\?.*)?$/, ''))
  if (configured.length > 0) return configured
  const issuers = written.filter(({ name }) => name === 'issuer').map((one) => textOf(one).trim())
  // An issuer that is no address is nobody whom a client could ask.
  return issuers.filter((issuer) => /^https?:\/\//.test(issuer))
}

function constantOf(element: XmlElement, name: string): string | undefined {
  const value = element.attributes.find((one) => one.name === name)?.value.trim()
  return value === undefined || value === '' || /^@[({]/.test(value) ? undefined : value
}
