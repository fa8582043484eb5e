import type { IdentityProviderName } from '@sluice/contracts'

/** Names of the makers, which are the same in every language. */
export const providerTitles: Readonly<Record<IdentityProviderName, string>> = {
  aad: 'Microsoft Entra ID',
  aadB2C: 'Azure AD B2C',
  oidc: 'OpenID Connect',
  google: 'Google',
  facebook: 'Facebook',
  microsoft: 'Microsoft',
  twitter: 'Twitter',
}
