import {
  AppError,
  type WorkspaceDocument,
  workspaceAnswer,
  workspaceDocument,
  workspaceTokensAnswer,
} from '@sluice/contracts'
import type { JsonObject, Transaction } from '@sluice/platform'
import * as z from 'zod'
import { workspaceKey, workspacesCollection } from '../web-services/document-keys.ts'
import { createWorkspaceToken, sealSecret } from '../web-services/endpoint-keys.ts'
import { putWorkspace, workspaceTokenPurpose } from '../workspaces/put-workspace.ts'
import { defineStudioRoute } from './studio-route.ts'

const toAnswer = ({ id, friendlyName, description, createdAt }: WorkspaceDocument) => ({
  id,
  friendlyName,
  description,
  createdAt,
})

export const listWorkspaces = defineStudioRoute({
  method: 'GET',
  path: '/workspaces',
  tag: 'Workspaces',
  summary: 'Lists the workspaces of the installation.',
  needs: 'read',
  answers: { 200: z.strictObject({ value: z.array(workspaceAnswer) }) },
  handle: (_, { directory }) => ({ status: 200, body: { value: directory.workspaces().map(toAnswer) } }),
})

export const readWorkspace = defineStudioRoute({
  method: 'GET',
  path: '/workspaces/{workspaceId}',
  tag: 'Workspaces',
  summary: 'Reads a workspace.',
  needs: 'read',
  answers: { 200: workspaceAnswer },
  handle({ workspaceId }, { directory }) {
    const workspace = directory.workspace(workspaceId)
    if (workspace === undefined) throw new AppError('WorkspaceNotFound', {})
    return { status: 200, body: toAnswer(workspace) }
  },
})

const friendlyName = z.string().trim().min(1).max(260)
const description = z.string().max(4000)

export const createWorkspace = defineStudioRoute({
  method: 'POST',
  path: '/workspaces',
  tag: 'Workspaces',
  summary: 'Makes a workspace with tokens of its own and nothing in it.',
  needs: 'administer',
  body: z.strictObject({ friendlyName, description: description.default('') }),
  answers: { 201: workspaceAnswer },
  async handle({ actor, body }, services) {
    const { store, directory } = services
    const made = await store.transact({ actor }, (transaction) => putWorkspace(transaction, body, services))
    // Whoever is told of it goes there next.
    await directory.catchUp()
    return { status: 201, headers: { Location: `/studio/workspaces/${made.id}` }, body: toAnswer(made) }
  },
})

const workspaceChange = z.strictObject({
  friendlyName: friendlyName.optional(),
  description: description.optional(),
})

export const changeWorkspace = defineStudioRoute({
  method: 'PATCH',
  path: '/workspaces/{workspaceId}',
  tag: 'Workspaces',
  summary: 'Renames or describes a workspace.',
  needs: 'write',
  body: workspaceChange,
  answers: { 200: workspaceAnswer },
  async handle({ workspaceId, actor, body }, { store, directory }) {
    const changed = await store.transact({ actor }, (transaction) =>
      changeDocument(transaction, workspaceId, (before) => ({
        ...before,
        ...(body.friendlyName === undefined ? {} : { friendlyName: body.friendlyName }),
        ...(body.description === undefined ? {} : { description: body.description }),
      })),
    )
    // Who reads the list after it must not find the former name.
    await directory.catchUp()
    return { status: 200, body: toAnswer(changed) }
  },
})

export const showWorkspaceTokens = defineStudioRoute({
  method: 'POST',
  path: '/workspaces/{workspaceId}/list-tokens',
  tag: 'Workspaces',
  summary: 'Shows the two authorization tokens of a workspace.',
  needs: 'write',
  answers: { 200: workspaceTokensAnswer },
  handle({ workspaceId }, { directory, secrets }) {
    const workspace = directory.workspace(workspaceId)
    if (workspace === undefined) throw new AppError('WorkspaceNotFound', {})
    const open = (token: 'primary' | 'secondary') =>
      secrets.open(workspace[`${token}TokenSealed`], workspaceTokenPurpose(workspaceId, token))
    return {
      status: 200,
      headers: { 'Cache-Control': 'no-store' },
      body: { primary: open('primary'), secondary: open('secondary') },
    }
  },
})

export const renewWorkspaceToken = defineStudioRoute({
  method: 'POST',
  path: '/workspaces/{workspaceId}/renew-token',
  tag: 'Workspaces',
  summary: 'Replaces one of the two authorization tokens; the old one is void at once.',
  needs: 'write',
  body: z.strictObject({ token: z.enum(['primary', 'secondary']) }),
  answers: { 204: undefined },
  async handle({ workspaceId, actor, body: { token } }, { store, directory, secrets, randomBytes }) {
    const { sealed, hash } = sealSecret(
      secrets,
      createWorkspaceToken(randomBytes),
      workspaceTokenPurpose(workspaceId, token),
    )
    await store.transact({ actor }, (transaction) =>
      changeDocument(transaction, workspaceId, (before) => ({
        ...before,
        [`${token}TokenSealed`]: sealed,
        [`${token}TokenHash`]: hash,
      })),
    )
    await directory.catchUp()
    return { status: 204 }
  },
})

async function changeDocument(
  transaction: Transaction,
  workspaceId: string,
  change: (before: WorkspaceDocument) => WorkspaceDocument,
): Promise<WorkspaceDocument> {
  const key = workspaceKey(workspaceId)
  const stored = await transaction.get(key)
  if (stored === undefined) throw new AppError('WorkspaceNotFound', {})
  const changed = change(workspaceDocument.parse(stored.body))
  await transaction.put({ key, collection: workspacesCollection, body: changed as JsonObject })
  return changed
}
