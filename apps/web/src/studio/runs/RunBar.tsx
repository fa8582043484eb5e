import { Button, ProgressBar, Tooltip } from '@fluentui/react-components'
import { PlugDisconnectedRegular, StopRegular } from '@fluentui/react-icons'
import { allows, useSession } from '../../shared/auth/session.ts'
import { useFormats } from '../../shared/languages/formats.ts'
import { useMessages } from '../../shared/ui/feedback/use-messages.tsx'
import { StateLabel } from '../../shared/ui/values/StateLabel.tsx'
import { experimentPath, runPath } from '../api/experiment-place.ts'
import { useStudioChange } from '../api/studio-api.ts'
import { elapsedMs } from './elapsed-ms.ts'
import styles from './RunBar.module.css'
import { RunSpeaker } from './RunSpeaker.tsx'
import { isActiveRun, runStateKinds, runStateWord } from './run-states.ts'
import { useRunWords } from './run-words.ts'
import { useNow } from './use-now.ts'
import type { FollowedRun } from './use-run.ts'

export interface RunBarProps {
  readonly experimentId: string
  readonly followed: FollowedRun
}

/** State, time and "3 of 7" of a run, and how to stop it. */
export function RunBar({ experimentId, followed: { run, isConnected } }: RunBarProps) {
  const words = useRunWords()
  const { number, duration } = useFormats()
  const isActive = run !== undefined && isActiveRun(run)
  const now = useNow(isActive)
  if (run === undefined) return null
  const { done, total } = run.counts
  return (
    <div className={styles.bar}>
      <StateLabel kind={runStateKinds[run.state]}>{words(runStateWord(run))}</StateLabel>
      <span className={styles.time}>{duration(elapsedMs(run.startedAt ?? run.createdAt, run.finishedAt, now))}</span>
      <span className={styles.progress}>
        <ProgressBar
          className={styles.line}
          value={total === 0 ? 0 : done / total}
          color={run.state === 'failed' ? 'error' : run.state === 'finished' ? 'success' : 'brand'}
          aria-label={words('progressLabel')}
        />
        <span className={styles.counts}>{words('progress', { done: number(done), total: number(total) })}</span>
      </span>
      {isActive && (
        <StopButton
          path={runPath(experimentId, run.id)}
          runs={`${experimentPath(experimentId)}/runs`}
          isStopping={run.isCancelRequested}
        />
      )}
      {/* Always there, so that what comes into it is spoken. */}
      <span className={styles.lost} role="status">
        {isActive && !isConnected && (
          <>
            <PlugDisconnectedRegular aria-hidden /> {words('lost')}
          </>
        )}
      </span>
      <RunSpeaker run={run} />
    </div>
  )
}

function StopButton({
  path,
  runs,
  isStopping,
}: {
  readonly path: string
  readonly runs: string
  readonly isStopping: boolean
}) {
  const words = useRunWords()
  const session = useSession()
  const messages = useMessages()
  const { mutate, isPending } = useStudioChange()
  const mayStop = allows(session, 'publisher')
  const isBusy = isPending || isStopping
  const stop = () =>
    mutate(
      { method: 'POST', path: `${path}/cancel`, touches: [path, runs] },
      { onError: (error) => messages.failed(words('stopFailed'), error) },
    )
  const button = (
    <Button
      size="small"
      icon={<StopRegular />}
      disabledFocusable={isBusy || !mayStop}
      onClick={() => mayStop && !isBusy && stop()}
    >
      {words(isBusy ? 'stopping' : 'stop')}
    </Button>
  )
  if (mayStop) return button
  return (
    <Tooltip content={words('stopNotAllowed')} relationship="description">
      {button}
    </Tooltip>
  )
}
