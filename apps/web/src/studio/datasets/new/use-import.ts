import type { DatasetImportAnswer } from '@sluice/contracts'
import { useEffect, useRef, useSyncExternalStore } from 'react'
import { useWords } from '../../../shared/languages/words.ts'
import { removeJob, reportJob } from '../../../shared/ui/feedback/jobs.ts'
import { useStudioPlace } from '../../api/use-studio-place.ts'
import { useWorkspace } from '../../api/workspace.ts'
import { followImport, hasEnded } from './follow-import.ts'
import { datasetImportWords } from './import-words.ts'

/** Imports that the tray is told of. */
const reported = new Set<string>()

/**
 * How an import stands, live; in the tray, too, also when its page is left.
 * @param read as it was read; undefined while it is not
 */
export function useImport(
  read: DatasetImportAnswer | undefined,
  cancel: () => Promise<boolean>,
): DatasetImportAnswer | undefined {
  const words = useWords(datasetImportWords)
  const { id: workspace } = useWorkspace()
  const { base } = useStudioPlace()
  const stop = useRef(cancel)
  stop.current = cancel
  const id = read === undefined || hasEnded(read) ? undefined : read.id
  const followed = id === undefined ? undefined : followImport(workspace, id)
  const told = useSyncExternalStore(
    (listener) => followed?.subscribe(listener) ?? (() => undefined),
    () => followed?.state(),
  )
  useEffect(() => {
    if (followed === undefined || id === undefined || reported.has(id)) return
    reported.add(id)
    const job = `import ${id}`
    const startedAt = Date.now()
    followed.subscribe(() => {
      const now = followed.state()
      if (now === undefined) return
      const { name, state, progress, datasetId } = now
      if (state === 'canceled') {
        removeJob(job)
        return
      }
      const isRunning = state === 'queued' || state === 'running'
      reportJob({
        id: job,
        title: words('importOf', { name }),
        step: isRunning ? words(state) : state === 'completed' ? words('completed', { name }) : words('importFailed'),
        state: isRunning ? 'running' : state === 'completed' ? 'done' : 'failed',
        ...(progress === null || progress.totalBytes === 0 ? {} : { share: progress.bytesRead / progress.totalBytes }),
        href: state === 'completed' ? `${base}/datasets/${datasetId}` : `${base}/datasets/new?import=${id}`,
        startedAt,
        stop: () => void stop.current(),
      })
    })
  }, [followed, id, words, base])
  return told ?? read
}
