import { useSyncExternalStore } from 'react'
import { loadValue, saveText } from '../../storage/browser-storage.ts'

/** Work that takes more than a moment, as it is shown in the tray. */
export interface TrayJob {
  readonly id: string
  readonly title: string
  /** What is done now. */
  readonly step: string
  readonly state: 'running' | 'done' | 'failed'
  /** 0 to 1; undefined = not known. */
  readonly share?: number
  /** Page about it, as a path. */
  readonly href: string
  readonly startedAt: number
  /** Ends it; not known any more after a reload. */
  readonly stop?: () => void
}

const listeners = new Set<() => void>()
/** An ended job stays to be seen for so long. */
const keptMs = 10 * 60_000
let jobs: readonly TrayJob[] = (loadValue<readonly TrayJob[]>('tab', 'jobs') ?? []).filter(
  ({ startedAt }) => Date.now() - startedAt < keptMs,
)

/** Puts a job into the tray or tells how far it is; it survives navigation and reload. */
export const reportJob = (job: TrayJob): void => setJobs([...jobs.filter(({ id }) => id !== job.id), job])

export const removeJob = (id: string): void => setJobs(jobs.filter((job) => job.id !== id))

function setJobs(changed: readonly TrayJob[]): void {
  jobs = changed
  saveText('tab', 'jobs', JSON.stringify(jobs))
  for (const listener of listeners) listener()
}

/** What is in the tray now, for whoever goes on telling of it after a reload. */
export const currentJobs = (): readonly TrayJob[] => jobs

export const useJobs = (): readonly TrayJob[] =>
  useSyncExternalStore(
    (listener) => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    () => jobs,
  )
