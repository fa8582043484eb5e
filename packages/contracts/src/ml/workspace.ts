import * as z from 'zod'
import { machineLearningId } from './identifiers.ts'

/** Document `/workspaces/{id}`. The authorization tokens are sealed. @see reference: AzureML, 3.9 and 4.1 */
export const workspaceDocument = z.strictObject({
  id: machineLearningId,
  friendlyName: z.string().min(1).max(260),
  description: z.string().max(4000).default(''),
  /** ISO 8601, UTC. */
  createdAt: z.string(),
  primaryTokenSealed: z.string(),
  secondaryTokenSealed: z.string(),
  primaryTokenHash: z.string(),
  secondaryTokenHash: z.string(),
})
export type WorkspaceDocument = Readonly<z.infer<typeof workspaceDocument>>
