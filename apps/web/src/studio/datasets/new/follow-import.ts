import type { DatasetImportAnswer } from '@sluice/contracts'
import { openEventStream } from '../../../shared/api-client/open-event-stream.ts'
import { studioUrl } from '../../api/studio-api.ts'

export interface FollowedImport {
  /** Undefined: nothing was told yet. */
  state(): DatasetImportAnswer | undefined
  subscribe(listener: () => void): () => void
}

/** Imports that are followed, whatever page is open. */
const followed = new Map<string, FollowedImport>()

export const hasEnded = ({ state }: DatasetImportAnswer): boolean =>
  state === 'completed' || state === 'failed' || state === 'canceled'

/** Follows an import until it has ended; the one that is followed already where there is one. */
export function followImport(workspaceId: string, id: string): FollowedImport {
  const known = followed.get(id)
  if (known !== undefined) return known
  const listeners = new Set<() => void>()
  let state: DatasetImportAnswer | undefined
  const close = openEventStream(
    studioUrl(workspaceId, `/dataset-imports/${encodeURIComponent(id)}/events`),
    {
      import(data) {
        state = JSON.parse(data) as DatasetImportAnswer
        // The server ends the stream then, and the browser would open it again.
        if (hasEnded(state)) close()
        for (const listener of listeners) listener()
      },
    },
    // A stream that is opened again begins with how it stands.
    { onMissed: () => undefined },
  )
  const made: FollowedImport = {
    state: () => state,
    subscribe(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
  }
  followed.set(id, made)
  return made
}
