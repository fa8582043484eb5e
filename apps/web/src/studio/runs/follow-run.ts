import type { ModuleRunAnswer, RunAnswer, RunDetailsAnswer } from '@sluice/contracts'
import { openEventStream } from '../../shared/api-client/open-event-stream.ts'
import { queryClient } from '../../shared/api-client/query-client.ts'
import { translate } from '../../shared/languages/words.ts'
import { currentJobs, removeJob, reportJob } from '../../shared/ui/feedback/jobs.ts'
import { experimentPath, runPath } from '../api/experiment-place.ts'
import { studioKey, studioUrl } from '../api/studio-api.ts'
import { isActiveRun, runStateWord } from './run-states.ts'
import { runWords } from './run-words.ts'

export interface RunPlace {
  readonly workspaceId: string
  readonly experimentId: string
  readonly runId: string
}

/** What is over sooner needs no place in the tray. */
const trayFromMs = 2_000

interface Following {
  isConnected: boolean
  close(): void
}

/** Runs that this page listens to, also when they are not looked at: the tray tells of them. */
const followings = new Map<string, Following>()
const listeners = new Set<() => void>()

export function onConnectionChange(listener: () => void): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

/** False: what is known of the run may be old. */
export const isRunConnected = (runId: string | undefined): boolean =>
  runId === undefined || (followings.get(runId)?.isConnected ?? true)

/** Writes what happens in a run into the cache until it is over, wherever in the studio one is by then. */
export function followRun(place: RunPlace): void {
  const { workspaceId, experimentId, runId } = place
  if (followings.has(runId)) return
  const key = studioKey(workspaceId, runPath(experimentId, runId))
  let run = queryClient.getQueryData<RunDetailsAnswer>(key)
  const take = (changed: RunDetailsAnswer) => {
    run = changed
    queryClient.setQueryData(key, changed)
    tellTray(place, changed)
  }
  const takeRun = (data: string) => {
    const { modules } = run ?? { modules: [] }
    take({ ...(JSON.parse(data) as RunAnswer), modules })
  }
  const end = () => {
    followings.get(runId)?.close()
    followings.delete(runId)
    for (const listener of listeners) listener()
    void queryClient.invalidateQueries({ predicate: ({ queryKey }) => isToldBy(place, queryKey) })
  }
  const setConnected = (isConnected: boolean) => {
    const following = followings.get(runId)
    if (following === undefined || following.isConnected === isConnected) return
    following.isConnected = isConnected
    for (const listener of listeners) listener()
  }
  const close = openEventStream(
    studioUrl(workspaceId, `${runPath(experimentId, runId)}/events`),
    {
      snapshot: (data) => take(JSON.parse(data) as RunDetailsAnswer),
      run: takeRun,
      module(data) {
        const module = JSON.parse(data) as ModuleRunAnswer
        if (run === undefined) return
        take({ ...run, modules: run.modules.map((one) => (one.node === module.node ? module : one)) })
      },
      end(data) {
        takeRun(data)
        end()
      },
    },
    // A snapshot comes first whenever the connection stands again.
    { onMissed: () => undefined, onState: setConnected },
  )
  followings.set(runId, { isConnected: true, close })
}

/** Lists that show the state of runs, and what is known of the graph without running it. */
function isToldBy({ workspaceId, experimentId }: RunPlace, [area, workspace, kind, id, ...rest]: readonly unknown[]) {
  if (area !== 'studio' || workspace !== workspaceId) return false
  if (kind === 'runs') return true
  if (kind !== 'experiments') return false
  // The list itself has its query where others have an id.
  if (typeof id !== 'string') return true
  return id === experimentId && (rest[0] !== 'runs' || typeof rest[1] !== 'string')
}

/** After a reload: runs that the tray tells of are listened to again. */
export function resumeRuns(): void {
  for (const { id, state } of currentJobs()) {
    const [kind, workspaceId, experimentId, runId] = id.split(' ')
    if (kind !== 'run' || state !== 'running' || !workspaceId || !experimentId || !runId) continue
    followRun({ workspaceId, experimentId, runId })
  }
}

const trayId = ({ workspaceId, experimentId, runId }: RunPlace) => `run ${workspaceId} ${experimentId} ${runId}`

function tellTray(place: RunPlace, run: RunDetailsAnswer): void {
  const startedAt = Date.parse(run.createdAt)
  const id = trayId(place)
  const isShort = Date.parse(run.finishedAt ?? '') - startedAt < trayFromMs
  if (run.state === 'cancelled' || isShort) {
    removeJob(id)
    return
  }
  const { done, total } = run.counts
  const state = isActiveRun(run) ? 'running' : run.state === 'failed' ? 'failed' : 'done'
  reportJob({
    id,
    title: translate(runWords, 'jobTitle', { name: run.experimentName }),
    step:
      state === 'running' ? translate(runWords, 'jobStep', { done, total }) : translate(runWords, runStateWord(run)),
    state,
    ...(total === 0 ? {} : { share: done / total }),
    href: `/studio/${place.workspaceId}${experimentPath(place.experimentId)}`,
    startedAt,
  })
}
