import type { PublicationDocument } from '@sluice/contracts'
import { openEventStream } from '../../shared/api-client/open-event-stream.ts'
import { queryClient } from '../../shared/api-client/query-client.ts'
import { translate } from '../../shared/languages/words.ts'
import { reportJob } from '../../shared/ui/feedback/jobs.ts'
import { studioKey, studioKeyBelow, studioUrl } from '../api/studio-api.ts'
import { currentStep, shareOfPublication } from './publication-progress.ts'
import { publishWords } from './publish-words.ts'

export const publicationPath = (id: string): string => `/publications/${encodeURIComponent(id)}`

const followed = new Set<string>()

/** Follows a publication to its end wherever one goes meanwhile: in the tray, and in what pages show of it. */
export function followPublication(workspaceId: string, begun: PublicationDocument): void {
  const { id } = begun
  const key = studioKey(workspaceId, publicationPath(id))
  const take = (document: PublicationDocument) => {
    queryClient.setQueryData(key, document)
    report(workspaceId, document)
  }
  if (followed.has(id) || begun.state !== 'running') return
  followed.add(id)
  take(begun)
  const stop = openEventStream(
    studioUrl(workspaceId, `${publicationPath(id)}/events`),
    {
      publication(text) {
        const document = JSON.parse(text) as PublicationDocument
        take(document)
        if (document.state === 'running') return
        stop()
        followed.delete(id)
        // What was out of date was run, too.
        for (const path of ['/web-services', '/experiments']) {
          void queryClient.invalidateQueries({ queryKey: studioKeyBelow(workspaceId, path) })
        }
      },
    },
    // The first event after the connection stands again tells how it is.
    { onMissed: () => undefined },
  )
}

function report(workspaceId: string, document: PublicationDocument): void {
  const { id, name, state, result, experimentId, createdAt } = document
  const step = currentStep(document)
  const base = `/studio/${workspaceId}`
  reportJob({
    id: `publication ${id}`,
    title: translate(publishWords, 'publishing', { name }),
    step:
      state === 'succeeded'
        ? translate(publishWords, 'succeeded', { name })
        : state === 'failed'
          ? translate(publishWords, 'failed', { name })
          : translate(publishWords, step?.name ?? 'check'),
    state: state === 'succeeded' ? 'done' : state,
    share: shareOfPublication(document),
    href:
      result === undefined
        ? `${base}/experiments/${experimentId}`
        : `${base}/web-services/${result.webServiceId}/dashboard`,
    startedAt: Date.parse(createdAt),
  })
}
