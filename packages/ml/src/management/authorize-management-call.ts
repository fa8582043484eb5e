import { AppError, type WorkspaceDocument } from '@sluice/contracts'
import type { BearerTokens, Secrets, ServerCall } from '@sluice/platform'
import { readBearerToken } from '../endpoints/bearer-token.ts'
import type { ServedEndpoint } from '../web-services/web-service-directory.ts'

export interface ManagementAuthorization {
  readonly secrets: Pick<Secrets, 'lookupHash'>
  readonly tokens: BearerTokens
}

/**
 * Passes who brings a token of the workspace, a token of the installation, or, for one endpoint, a key of it.
 * @param workspace undefined = there is none with this id; only the installation may learn that
 * @throws AppError `ManagementRequestUnauthorized`
 * @see reference: AzureML, 3.1
 */
export async function authorizeManagementCall(
  call: ServerCall,
  { secrets, tokens }: ManagementAuthorization,
  workspace: WorkspaceDocument | undefined,
  endpoint?: ServedEndpoint,
): Promise<void> {
  const sent = [
    readBearerToken(call.header('authorization')),
    call.header('x-ms-metaanalytics-authorizationtoken')?.trim(),
  ]
  for (const token of new Set(sent)) {
    if (token === undefined || token === '') continue
    const accepted = [
      workspace?.primaryTokenHash,
      workspace?.secondaryTokenHash,
      endpoint?.document.primaryKeyHash,
      endpoint?.document.secondaryKeyHash,
    ]
    if (accepted.includes(secrets.lookupHash(token)) || (await tokens.verify(token)) !== undefined) return
  }
  throw new AppError('ManagementRequestUnauthorized', {})
}
