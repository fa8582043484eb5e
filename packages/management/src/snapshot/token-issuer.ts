/**
 * The issuer that tokens of an authorization server name, as far as its addresses tell: the compatible service asks for
 * addresses only, while clients find everything else below the issuer.
 * @param endpoint where users are asked for their leave, or tokens are given out
 * @see https://www.rfc-editor.org/rfc/rfc8414#section-3
 */
export function issuerOfEndpoint(endpoint: string): string {
  const url = URL.parse(endpoint)
  if (url === null) return endpoint
  for (const [tail, issuer] of tails) {
    if (tail.test(url.pathname)) return url.origin + url.pathname.replace(tail, issuer)
  }
  return url.origin
}

/** Where servers that have several issuers at one address put them, by the end of the path. */
const tails: readonly (readonly [RegExp, string])[] = [
  // Microsoft Entra: {tenant}/oauth2/v2.0/authorize belongs to {tenant}/v2.0.
  [/\/oauth2\/v2\.0\/(?:authorize|token)\/?$/, '/v2.0'],
  // Keycloak: realms/{realm}
  [/\/protocol\/openid-connect\/(?:auth|token)\/?$/, ''],
  // Okta: oauth2/{server}
  [/(?<=\/oauth2\/[^/]+)\/v1\/(?:authorize|token)\/?$/, ''],
]

/** @param metadataEndpoint of an OpenID Connect provider: its issuer with a known end. @see https://openid.net/specs/openid-connect-discovery-1_0.html#ProviderConfig */
export const issuerOfMetadata = (metadataEndpoint: string): string =>
  metadataEndpoint.replace(/\/\.well-known\/openid-configuration\/?(?:\?.*)?$/, '')
