import * as z from 'zod'

/** Those of the compatible service, and `oidc`: any provider of OpenID Connect. */
export const identityProviderNames = ['facebook', 'google', 'microsoft', 'twitter', 'aad', 'aadB2C', 'oidc'] as const
export type IdentityProviderName = (typeof identityProviderNames)[number]

const policyName = z.string().min(1).nullable().optional()

/** @see reference: API Management, 1.13 */
export const identityProviderProperties = z.object({
  type: z.string().optional(),
  clientId: z.string().min(1),
  clientSecret: z.string().min(1).optional(),
  signinTenant: z.string().nullable().optional(),
  allowedTenants: z.array(z.string()).max(32).default([]),
  /** Host name of the directory (`login.microsoftonline.com`), for `oidc` the address of the issuer. */
  authority: z.string().nullable().optional(),
  signupPolicyName: policyName,
  signinPolicyName: policyName,
  profileEditingPolicyName: policyName,
  passwordResetPolicyName: policyName,
  clientLibrary: z.string().max(16).nullable().optional(),
})
export type IdentityProviderProperties = z.infer<typeof identityProviderProperties>
