import { AppError, type IdentityProviderProperties } from '@sluice/contracts'
import type { StoreReader } from '@sluice/platform'
import type { Configuration } from 'openid-client'
import { type ResourceBody, toBody } from '../arm/define-resource.ts'
import { serviceKey } from '../arm/identity.ts'
import { openSecret } from '../arm/secret-fields.ts'
import type { ManagementEnvironment } from '../environment.ts'
import { toProviderName, toProviderNumber } from '../resources/identity-providers.ts'
import { isServiceOpen } from '../services/service-document.ts'

/** A provider as it is set up at a service, without having been asked anything yet. */
export interface ExternalProvider {
  /** As identities of users name it: `Google`, `Aad`, `Oidc-2`. The same person's number elsewhere is somebody else's. */
  readonly label: string
  readonly type: keyof typeof labels
  readonly properties: IdentityProviderProperties
  readonly issuer: string
  readonly clientSecret: string
}

/** What a provider says of somebody who signed in there. */
export interface ExternalClaims {
  readonly id: string
  readonly email: string | undefined
  readonly isEmailVerified: boolean
  readonly firstName: string | undefined
  readonly lastName: string | undefined
  /** Directory that somebody belongs to, where there are several. */
  readonly tenant: string | undefined
}

const labels = { google: 'Google', microsoft: 'Microsoft', aad: 'Aad', aadB2C: 'AadB2C', oidc: 'Oidc' } as const

/** @throws AppError `ResourceNotFound`, `NotSupportedHere` for providers without OpenID Connect */
export async function readProvider(
  { store, secrets }: ManagementEnvironment,
  service: string,
  asked: string,
): Promise<ExternalProvider> {
  if (!(await isServiceOpen(store, service))) throw new AppError('ResourceNotFound', { kind: 'Service' })
  const name = toProviderName(asked)
  const key = `${serviceKey(service)}/identityproviders/${asked.toLowerCase()}`
  const document = await store.get(key)
  if (name === undefined || document === undefined) throw new AppError('ResourceNotFound', { kind: 'IdentityProvider' })
  if (name === 'facebook' || name === 'twitter') {
    throw new AppError('NotSupportedHere', {
      reason: `Signing in with ${name} is not possible: it does not speak OpenID Connect. Use the identity provider 'oidc'.`,
    })
  }
  const body: ResourceBody<IdentityProviderProperties> = toBody(document)
  const clientSecret = openSecret(toBody(document), key, 'clientSecret', secrets)
  return {
    label: `${labels[name]}${toProviderNumber(asked)}`,
    type: name,
    properties: body.properties,
    issuer: issuerOf(name, body.properties),
    clientSecret: String(clientSecret ?? ''),
  }
}

/** Where people may sign in besides here, as a page offers it. */
export interface OfferedProvider {
  /** Last part of the address at which signing in with it begins. */
  readonly name: string
  readonly title: string
}

const titles = {
  google: 'Google',
  microsoft: 'Microsoft',
  aad: 'Microsoft Entra ID',
  aadB2C: 'Azure AD B2C',
  oidc: 'OpenID Connect',
} as const

/** Those of a service with which signing in is possible, in the order of their names. */
export async function listOfferedProviders(reader: StoreReader, service: string): Promise<readonly OfferedProvider[]> {
  if (!(await isServiceOpen(reader, service))) return []
  const documents = await reader.list(`${serviceKey(service)}/identityproviders`)
  return documents
    .map((document) => toBody(document).path.split('/').at(-1) ?? '')
    .sort()
    .flatMap((name) => {
      const type = toProviderName(name)
      if (type === undefined || type === 'facebook' || type === 'twitter') return []
      const number = toProviderNumber(name)
      return {
        name: name.toLowerCase(),
        title: `${titles[type]}${number === '' ? '' : ` (${number.replace('-', '')})`}`,
      }
    })
}

function issuerOf(name: keyof typeof labels, properties: IdentityProviderProperties): string {
  const { authority, signinTenant, signinPolicyName } = properties
  switch (name) {
    case 'google':
      return 'https://accounts.google.com'
    case 'microsoft':
      return 'https://login.microsoftonline.com/consumers/v2.0'
    case 'aad':
      return `https://${authority || 'login.microsoftonline.com'}/${signinTenant || 'common'}/v2.0`
    case 'aadB2C':
      return `https://${authority}/${signinTenant}/${signinPolicyName}/v2.0`
    default:
      return authority ?? ''
  }
}

/** Asks the provider for its addresses. @throws AppError `ProviderFailed` */
export async function discover(
  { outgoing }: ManagementEnvironment,
  { issuer, properties, clientSecret }: ExternalProvider,
): Promise<{ readonly client: typeof import('openid-client'); readonly configuration: Configuration }> {
  const client = await import('openid-client')
  const url = new URL(issuer)
  // Secrets go over TLS only, but for a provider on this very machine.
  const isLocal = ['localhost', '127.0.0.1', '[::1]'].includes(url.hostname)
  try {
    const configuration = await client.discovery(url, properties.clientId, clientSecret, undefined, {
      [client.customFetch]: (address, init) => outgoing.fetch(address, init as RequestInit),
      ...(isLocal && url.protocol === 'http:' ? { execute: [client.allowInsecureRequests] } : {}),
    })
    return { client, configuration }
  } catch (error) {
    throw providerFailed(issuer, error)
  }
}

/** The library says of most faults only that there was one; what happened is their cause. */
export function providerFailed(provider: string, error: unknown): AppError {
  const { cause, message } = error as Error
  const reason = (cause instanceof Error ? cause.message : message).replace(/\.$/, '')
  return new AppError('ProviderFailed', { provider, reason }, { cause: error })
}
