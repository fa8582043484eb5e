import type { WorkspaceDocument } from '@sluice/contracts'
import type { Clock, Secrets, Transaction } from '@sluice/platform'
import { workspaceKey } from '../web-services/document-keys.ts'
import {
  createMachineLearningId,
  createWorkspaceToken,
  type RandomBytes,
  sealSecret,
} from '../web-services/endpoint-keys.ts'
import { putDocument } from '../web-services/put-document.ts'

/** What the sealed tokens of a workspace are bound to. */
export const workspaceTokenPurpose = (workspaceId: string, token: 'primary' | 'secondary') =>
  `workspaces/${workspaceId}/${token}-token`

export interface WorkspaceSources {
  readonly secrets: Secrets
  readonly clock: Clock
  readonly randomBytes: RandomBytes
}

/** Makes a workspace with tokens of its own. */
export async function putWorkspace(
  transaction: Transaction,
  given: Pick<WorkspaceDocument, 'friendlyName' | 'description'>,
  { secrets, clock, randomBytes }: WorkspaceSources,
): Promise<WorkspaceDocument> {
  const id = createMachineLearningId(randomBytes)
  const primary = sealSecret(secrets, createWorkspaceToken(randomBytes), workspaceTokenPurpose(id, 'primary'))
  const secondary = sealSecret(secrets, createWorkspaceToken(randomBytes), workspaceTokenPurpose(id, 'secondary'))
  const workspace: WorkspaceDocument = {
    id,
    friendlyName: given.friendlyName,
    description: given.description,
    createdAt: new Date(clock.now()).toISOString(),
    primaryTokenSealed: primary.sealed,
    secondaryTokenSealed: secondary.sealed,
    primaryTokenHash: primary.hash,
    secondaryTokenHash: secondary.hash,
  }
  await putDocument(transaction, workspaceKey(id), workspace)
  return workspace
}
