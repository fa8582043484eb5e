import { useSyncExternalStore } from 'react'

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
}

const storageKey = 'sluice.jobs'
const listeners = new Set<() => void>()
/** An ended job stays to be seen for so long. */
const keptMs = 10 * 60_000
let jobs: readonly TrayJob[] = load()

function load(): readonly TrayJob[] {
  try {
    const kept = JSON.parse(sessionStorage.getItem(storageKey) ?? '[]') as readonly TrayJob[]
    return kept.filter(({ startedAt }) => Date.now() - startedAt < keptMs)
  } catch {
    // Storage is switched off or holds what an older version wrote: the tray begins empty.
    return []
  }
}

/** Puts a job into the tray or tells how far it is; it survives navigation and reload. */
export function reportJob(job: TrayJob): void {
  jobs = [...jobs.filter(({ id }) => id !== job.id), job]
  try {
    sessionStorage.setItem(storageKey, JSON.stringify(jobs))
  } catch {
    // Storage is switched off: the tray lives as long as the page.
  }
  for (const listener of listeners) listener()
}

export function removeJob(id: string): void {
  jobs = jobs.filter((job) => job.id !== id)
  try {
    sessionStorage.setItem(storageKey, JSON.stringify(jobs))
  } catch {
    // As above.
  }
  for (const listener of listeners) listener()
}

export const useJobs = (): readonly TrayJob[] =>
  useSyncExternalStore(
    (listener) => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    () => jobs,
  )
