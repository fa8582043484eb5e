import { AppError } from '@sluice/contracts'
import type { ManagementEnvironment } from '../environment.ts'
import { type ExternalProvider, providerFailed } from './external-provider.ts'

const guid = /[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/i
const maxBytes = 256 * 1024

/**
 * Whether people of a directory may sign in; a provider that names none takes all. Directories are named by id or by one
 * of their domains; whose domain it is says the provider itself, never an e-mail address.
 * @throws AppError `OperationNotAllowed`, `ProviderFailed`
 */
export async function assertAllowedTenant(
  environment: Pick<ManagementEnvironment, 'outgoing'>,
  provider: ExternalProvider,
  tenant: string | undefined,
): Promise<void> {
  const allowed = provider.properties.allowedTenants.map((name) => name.trim().toLowerCase())
  if (allowed.length === 0) return
  const own = tenant?.toLowerCase()
  if (own !== undefined) {
    if (allowed.includes(own)) return
    for (const domain of allowed.filter((name) => name.includes('.') && !guid.test(name))) {
      if ((await readTenantOf(environment, provider, domain)) === own) return
    }
  }
  throw new AppError('OperationNotAllowed', { reason: 'People of this directory cannot sign in here.' })
}

/** Id of the directory that has a domain; undefined = none has it. */
async function readTenantOf(
  { outgoing }: Pick<ManagementEnvironment, 'outgoing'>,
  { issuer }: ExternalProvider,
  domain: string,
): Promise<string | undefined> {
  const { origin } = new URL(issuer)
  const address = `${origin}/${encodeURIComponent(domain)}/v2.0/.well-known/openid-configuration`
  try {
    const response = await outgoing.fetch(address)
    const text = await response.text()
    if (!response.ok || text.length > maxBytes) return undefined
    const { issuer: named } = JSON.parse(text) as { readonly issuer?: unknown }
    return guid.exec(String(named))?.[0].toLowerCase()
  } catch (error) {
    throw providerFailed(origin, error)
  }
}
