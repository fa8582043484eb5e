import { AppError, type WorkspaceDocument } from '@sluice/contracts'
import type { BearerTokens, Secrets, ServerCall, TokenIdentity } from '@sluice/platform'
import { readBearerToken } from '../endpoints/bearer-token.ts'
import type { ServedEndpoint } from '../web-services/web-service-directory.ts'

const ranks: readonly string[] = ['analyst', 'publisher', 'administrator']
export type WorkspaceRole = 'analyst' | 'publisher' | 'administrator'

/**
 * Workspaces belong to the installation: a token that is good for one service of it is none for them. By signature and
 * expiry only, because the list of revoked ones is in management's own database.
 */
const allows = ({ role, service }: TokenIdentity, needed: WorkspaceRole): boolean =>
  service === undefined && ranks.indexOf(role) >= ranks.indexOf(needed)

export interface ManagementAuthorization {
  readonly secrets: Pick<Secrets, 'lookupHash'>
  readonly tokens: BearerTokens
}

/**
 * Passes who brings a token of the workspace, a token of the installation, or, for one endpoint, a key of it.
 * @param workspace undefined = there is none with this id; only the installation may learn that
 * @param needed role that a token of the installation must have; with it, one that is good for less is told so. Default: publisher
 * @returns who asks, for the audit: the subject of a token of the installation, `workspace token` or `endpoint key`
 * @throws AppError `ManagementRequestUnauthorized`, `AuthorizationFailed`
 * @see reference: AzureML, 3.1
 */
export async function authorizeManagementCall(
  call: ServerCall,
  { secrets, tokens }: ManagementAuthorization,
  workspace: WorkspaceDocument | undefined,
  { endpoint, needed }: { readonly endpoint?: ServedEndpoint | undefined; readonly needed?: WorkspaceRole } = {},
): Promise<string> {
  const sent = [
    readBearerToken(call.header('authorization')),
    call.header('x-ms-metaanalytics-authorizationtoken')?.trim(),
  ]
  for (const token of new Set(sent)) {
    if (token === undefined || token === '') continue
    const hash = secrets.lookupHash(token)
    if (hash === workspace?.primaryTokenHash || hash === workspace?.secondaryTokenHash) return 'workspace token'
    const keys = endpoint?.document
    if (hash === keys?.primaryKeyHash || hash === keys?.secondaryKeyHash) return 'endpoint key'
    const identity = await tokens.verify(token)
    if (identity !== undefined && allows(identity, needed ?? 'publisher')) return identity.subject
    if (needed !== undefined && identity !== undefined && allows(identity, 'analyst')) {
      throw new AppError('AuthorizationFailed', {})
    }
  }
  throw new AppError('ManagementRequestUnauthorized', {})
}
