import { AppError, type WorkspaceDocument } from '@sluice/contracts'
import type { BearerTokens, Secrets, ServerCall, TokenIdentity } from '@sluice/platform'
import { readBearerToken } from '../endpoints/bearer-token.ts'
import type { ServedEndpoint } from '../web-services/web-service-directory.ts'

/**
 * Workspaces belong to the installation: a token that is good for one service of it, or for less than publishing, is
 * none for them. By signature and expiry only, because the list of revoked ones is in management's own database.
 */
const mayManage = ({ role, service }: TokenIdentity): boolean =>
  service === undefined && (role === 'administrator' || role === 'publisher')

export interface ManagementAuthorization {
  readonly secrets: Pick<Secrets, 'lookupHash'>
  readonly tokens: BearerTokens
}

/**
 * Passes who brings a token of the workspace, a token of the installation, or, for one endpoint, a key of it.
 * @param workspace undefined = there is none with this id; only the installation may learn that
 * @returns who asks, for the audit: the subject of a token of the installation, `workspace token` or `endpoint key`
 * @throws AppError `ManagementRequestUnauthorized`
 * @see reference: AzureML, 3.1
 */
export async function authorizeManagementCall(
  call: ServerCall,
  { secrets, tokens }: ManagementAuthorization,
  workspace: WorkspaceDocument | undefined,
  endpoint?: ServedEndpoint,
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
    if (identity !== undefined && mayManage(identity)) return identity.subject
  }
  throw new AppError('ManagementRequestUnauthorized', {})
}
