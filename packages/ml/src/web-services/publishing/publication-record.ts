import {
  AppError,
  isAppError,
  type PublicationDocument,
  type PublicationStep,
  type PublicationStepName,
  publicationDocument,
  publicationSteps,
} from '@sluice/contracts'
import type { Clock, JsonObject, Store } from '@sluice/platform'

export const publicationsCollection = (workspaceId: string) => `/workspaces/${workspaceId}/publications`
export const publicationKey = (workspaceId: string, id: string) => `${publicationsCollection(workspaceId)}/${id}`

/** A publication that nobody has begun yet. */
export const newPublication = (head: Pick<PublicationDocument, 'id' | 'experimentId' | 'name' | 'createdAt'>) => ({
  ...head,
  state: 'running' as const,
  steps: publicationSteps.map((name): PublicationStep => ({ name, state: 'waiting' })),
})

export const withStep = (
  document: PublicationDocument,
  name: PublicationStepName,
  change: Partial<PublicationStep>,
): PublicationDocument => ({
  ...document,
  steps: document.steps.map((step) => (step.name === name ? { ...step, ...change } : step)),
})

/** The step that was running is the one that failed; those behind it stay as they are. */
export function asFailed(document: PublicationDocument, error: unknown, now: string): PublicationDocument {
  const known = isAppError(error) ? error : new AppError('InternalServerError', {}, { cause: error })
  const details = known.faults.map(({ code, target, message }) => ({ code, target, message }))
  return {
    ...document,
    state: 'failed',
    endedAt: now,
    error: { code: known.code, message: known.message, details },
    steps: document.steps.map((step) =>
      step.state === 'running' ? { ...step, state: 'failed', endedAt: now, message: known.message } : step,
    ),
  }
}

/** So many publications of a workspace are remembered. */
const kept = 100

export async function saveNewPublication(
  store: Store,
  workspaceId: string,
  document: PublicationDocument,
  actor: string,
): Promise<void> {
  const collection = publicationsCollection(workspaceId)
  await store.transact({ actor }, async (transaction) => {
    const all = await transaction.list(collection)
    for (const { key, body } of all.slice(0, Math.max(0, all.length - kept + 1))) {
      if (body.state !== 'running') await transaction.remove(key, { isAudited: false })
    }
    await transaction.put(toStored(workspaceId, document), { isAudited: false })
  })
}

export async function savePublication(store: Store, workspaceId: string, document: PublicationDocument): Promise<void> {
  await store.transact({ actor: 'ml' }, (transaction) =>
    transaction.put(toStored(workspaceId, document), { isAudited: false }),
  )
}

/** @throws AppError `PublicationNotFound` */
export async function loadPublication(store: Store, workspaceId: string, id: string): Promise<PublicationDocument> {
  const stored = await store.get(publicationKey(workspaceId, id))
  if (stored === undefined) throw new AppError('PublicationNotFound', { publication: id })
  return publicationDocument.parse(stored.body)
}

/** Newest first. */
export async function listPublications(store: Store, workspaceId: string): Promise<PublicationDocument[]> {
  const stored = await store.list(publicationsCollection(workspaceId))
  return stored.map(({ body }) => publicationDocument.parse(body)).reverse()
}

/** Ends what a process that is gone had begun: its last step, the only one that changes anything, was not reached. */
export async function failInterruptedPublications(
  store: Store,
  workspaceIds: readonly string[],
  clock: Clock,
): Promise<void> {
  const now = new Date(clock.now()).toISOString()
  for (const workspaceId of workspaceIds) {
    for (const publication of await listPublications(store, workspaceId)) {
      if (publication.state !== 'running') continue
      const failed = asFailed(publication, new AppError('PublicationInterrupted', {}), now)
      await savePublication(store, workspaceId, failed)
    }
  }
}

const toStored = (workspaceId: string, document: PublicationDocument) => ({
  key: publicationKey(workspaceId, document.id),
  collection: publicationsCollection(workspaceId),
  body: document as JsonObject,
})
