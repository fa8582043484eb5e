import { useWords } from '../../../shared/languages/words.ts'
import { removeJob, reportJob } from '../../../shared/ui/feedback/jobs.ts'
import { importWords } from './import-words.ts'

/** Work that is over before this does not need a place in the tray. */
const briefMs = 2_000

/** Shows an import in the tray while it runs, so that one can go on elsewhere. */
export function useImportJob() {
  const words = useWords(importWords)
  return async (name: string, href: string, work: () => Promise<void>): Promise<void> => {
    const job = { id: crypto.randomUUID(), title: name, step: words('importing'), href, startedAt: Date.now() }
    let isShown = false
    const timer = setTimeout(() => {
      isShown = true
      reportJob({ ...job, state: 'running' })
    }, briefMs)
    try {
      await work()
      if (isShown) reportJob({ ...job, state: 'done', step: words('imported', { name }) })
    } catch (error) {
      if (isShown) removeJob(job.id)
      throw error
    } finally {
      clearTimeout(timer)
    }
  }
}
