import { type IdentityProviderName, identityProviderNames, identityProviderProperties } from '@sluice/contracts'
import * as z from 'zod'
import { defineResource } from '../arm/define-resource.ts'
import { assertNoFaults, fieldFault } from '../arm/faults.ts'

/** Where people sign in who have no password here. @see reference: API Management, 1.13 */
export const identityProviders = defineResource<typeof identityProviderProperties>({
  type: 'Microsoft.ApiManagement/service/identityProviders',
  title: 'IdentityProvider',
  path: '/identityProviders/{identityProviderName}',
  identifiers: {
    identityProviderName: z
      .string()
      .refine(
        (name) => toProviderName(name) !== undefined,
        `must be one of ${identityProviderNames.join(', ')}, with -2 or -3 after it for a second or third of its type`,
      ),
  },
  contract: identityProviderProperties,
  access: { read: 'analyst', write: 'administrator' },
  secrets: { fields: ['clientSecret'], action: 'listSecrets' },
  async prepare(provider, { existing, identifiers: { identityProviderName = '' } }) {
    const type = toProviderName(identityProviderName)
    assertNoFaults([
      ...(provider.clientSecret === undefined && existing === undefined
        ? [fieldFault('properties.clientSecret', "'clientSecret' is required.")]
        : []),
      ...(type === 'oidc' && !URL.canParse(provider.authority ?? '')
        ? [fieldFault('properties.authority', "'authority' must be the address of the issuer.")]
        : []),
      ...(type === 'aadB2C' && !(provider.authority && provider.signinTenant && provider.signinPolicyName)
        ? [
            fieldFault(
              'properties.signinPolicyName',
              "'authority', 'signinTenant' and 'signinPolicyName' are required for aadB2C.",
            ),
          ]
        : []),
    ])
    return { properties: { ...provider, type: type ?? identityProviderName } }
  },
})

/** Up to three of one type: `aad`, `aad-2`, `aad-3`. */
const numbered = /-[23]$/

/** The type of the provider with this name in whatever letter case. */
export function toProviderName(name: string): IdentityProviderName | undefined {
  const type = name.replace(numbered, '').toLowerCase()
  return identityProviderNames.find((known) => known.toLowerCase() === type)
}

/** What tells a provider from others of its type: `-2`; empty for the first one. */
export const toProviderNumber = (name: string): string => numbered.exec(name)?.[0] ?? ''
