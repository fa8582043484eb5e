import { type IdentityProviderName, type IdentityProviderProperties, identityProviderNames } from '@sluice/contracts'
import * as z from 'zod'
import { type FormTexts, isUrl, neededText, toSecret } from './form-texts.ts'

export const identityProviderForm = (texts: FormTexts, isNew: boolean) =>
  z
    .object({
      type: z.enum(identityProviderNames),
      clientId: neededText(texts),
      clientSecret: isNew ? neededText(texts) : z.string(),
      signinTenant: z.string(),
      /** Separated by commas. */
      allowedTenants: z.string(),
      authority: z.string(),
      signupPolicyName: z.string(),
      signinPolicyName: z.string(),
      profileEditingPolicyName: z.string(),
      passwordResetPolicyName: z.string(),
      clientLibrary: z.string().max(16),
    })
    .superRefine(({ type, authority, signinTenant, signinPolicyName }, context) => {
      const refuse = (name: string, message: string) => context.addIssue({ code: 'custom', path: [name], message })
      if (type === 'oidc' && !isUrl(authority)) refuse('authority', texts.url)
      if (type === 'aadB2C' && [authority, signinTenant, signinPolicyName].some((text) => text.trim() === '')) {
        refuse('signinPolicyName', texts.policies)
      }
    })
export type IdentityProviderForm = z.infer<ReturnType<typeof identityProviderForm>>

export const emptyIdentityProvider: IdentityProviderForm = {
  type: 'aad',
  clientId: '',
  clientSecret: '',
  signinTenant: '',
  allowedTenants: '',
  authority: '',
  signupPolicyName: '',
  signinPolicyName: '',
  profileEditingPolicyName: '',
  passwordResetPolicyName: '',
  clientLibrary: '',
}

type FieldName = Exclude<keyof IdentityProviderForm, 'type' | 'clientId' | 'clientSecret'>

const policyFields = [
  'signupPolicyName',
  'signinPolicyName',
  'profileEditingPolicyName',
  'passwordResetPolicyName',
] as const

/** What a kind of provider asks for besides id and secret. */
export const fieldsOfType: Readonly<Record<IdentityProviderName, readonly FieldName[]>> = {
  aad: ['signinTenant', 'allowedTenants', 'authority', 'clientLibrary'],
  aadB2C: ['signinTenant', 'allowedTenants', 'authority', ...policyFields, 'clientLibrary'],
  oidc: ['authority'],
  facebook: [],
  google: [],
  microsoft: [],
  twitter: [],
}

export const toIdentityProviderForm = (provider: IdentityProviderProperties): IdentityProviderForm => ({
  type: identityProviderNames.find((name) => name === provider.type) ?? 'oidc',
  clientId: provider.clientId,
  clientSecret: '',
  signinTenant: provider.signinTenant ?? '',
  allowedTenants: provider.allowedTenants.join(', '),
  authority: provider.authority ?? '',
  signupPolicyName: provider.signupPolicyName ?? '',
  signinPolicyName: provider.signinPolicyName ?? '',
  profileEditingPolicyName: provider.profileEditingPolicyName ?? '',
  passwordResetPolicyName: provider.passwordResetPolicyName ?? '',
  clientLibrary: provider.clientLibrary ?? '',
})

export function toIdentityProvider(form: IdentityProviderForm): Record<string, unknown> {
  const entries = fieldsOfType[form.type].map((name) => [
    name,
    name === 'allowedTenants' ? toList(form.allowedTenants) : form[name].trim() || null,
  ])
  return { clientId: form.clientId.trim(), ...toSecret(form.clientSecret), ...Object.fromEntries(entries) }
}

/** Up to three of one type: `aad`, `aad-2`, `aad-3`; undefined when there are as many. */
export const toFreeName = (type: IdentityProviderName, taken: readonly string[]): string | undefined =>
  [type, `${type}-2`, `${type}-3`].find((name) => !taken.some((one) => one.toLowerCase() === name.toLowerCase()))

const toList = (text: string): string[] =>
  text
    .split(',')
    .map((one) => one.trim())
    .filter((one) => one !== '')
