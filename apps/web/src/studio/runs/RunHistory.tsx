import { Button, Checkbox } from '@fluentui/react-components'
import type { RunAnswer } from '@sluice/contracts'
import { useEffect, useState } from 'react'
import { useFormats } from '../../shared/languages/formats.ts'
import { EmptyState } from '../../shared/ui/feedback/EmptyState.tsx'
import { ErrorState } from '../../shared/ui/feedback/ErrorState.tsx'
import { Loading } from '../../shared/ui/feedback/Loading.tsx'
import { Pager } from '../../shared/ui/table/Pager.tsx'
import { StateLabel } from '../../shared/ui/values/StateLabel.tsx'
import { TimeAgo } from '../../shared/ui/values/TimeAgo.tsx'
import { experimentPath } from '../api/experiment-place.ts'
import { useStudio } from '../api/studio-api.ts'
import { useWorkspace } from '../api/workspace.ts'
import type { Comparison } from './ComparisonDialog.tsx'
import { elapsedMs } from './elapsed-ms.ts'
import { followRun } from './follow-run.ts'
import styles from './HistoryPanel.module.css'
import { isActiveRun, runStateKinds, runStateWord } from './run-states.ts'
import { useRunWords } from './run-words.ts'
import { useNow } from './use-now.ts'
import { useTwoChosen } from './use-two-chosen.ts'

const pageSize = 20

/** Runs, the newest first. */
export function RunHistory({
  experimentId,
  shownRun,
  onShowRun,
  onCompare,
}: {
  readonly experimentId: string
  readonly shownRun: string | undefined
  readonly onShowRun: (runId: string | undefined) => void
  readonly onCompare: (comparison: Comparison) => void
}) {
  const words = useRunWords()
  const { moment } = useFormats()
  const [page, setPage] = useState(1)
  const [chosen, toggle] = useTwoChosen()
  const { data, error, refetch } = useStudio<{ value: readonly RunAnswer[]; count: number }>(
    `${experimentPath(experimentId)}/runs`,
    { skip: (page - 1) * pageSize, top: pageSize },
  )
  const { id: workspaceId } = useWorkspace()
  useEffect(() => {
    // One that is over before the page looks at it is followed by nobody else, and would go on for ever in this list.
    for (const run of data?.value ?? []) {
      if (isActiveRun(run)) followRun({ workspaceId, experimentId: run.experimentId, runId: run.id })
    }
  }, [data, workspaceId])
  if (data === undefined)
    return error === null ? <Loading /> : <ErrorState error={error} onRetry={() => void refetch()} />
  if (data.count === 0) return <EmptyState title={words('noRuns')}>{words('noRunsText')}</EmptyState>
  const [before, after] = data.value
    .filter(({ id }) => chosen.includes(id))
    .sort((left, right) => left.createdAt.localeCompare(right.createdAt))
  const compare = () => {
    if (before === undefined || after === undefined) return
    onCompare({
      kind: 'runs',
      before: { id: before.id, name: moment(before.createdAt) },
      after: { id: after.id, name: moment(after.createdAt) },
    })
  }
  return (
    <>
      <CompareButton isReady={after !== undefined} onCompare={compare} />
      <ul className={styles.list} aria-label={words('runs')}>
        {data.value.map((run) => (
          <RunLine
            key={run.id}
            run={run}
            isShown={run.id === shownRun}
            isChosen={chosen.includes(run.id)}
            onToggle={() => toggle(run.id)}
            onShow={() => onShowRun(run.id === shownRun ? undefined : run.id)}
          />
        ))}
      </ul>
      {data.count > pageSize && <Pager page={page} size={pageSize} total={data.count} onPage={setPage} />}
    </>
  )
}

export function CompareButton({ isReady, onCompare }: { readonly isReady: boolean; readonly onCompare: () => void }) {
  const words = useRunWords()
  return (
    <div className={styles.compare}>
      <Button size="small" disabledFocusable={!isReady} onClick={() => isReady && onCompare()}>
        {words('compare')}
      </Button>
      {!isReady && <span className={styles.quiet}>{words('compareHint')}</span>}
    </div>
  )
}

function RunLine({
  run,
  isShown,
  isChosen,
  onToggle,
  onShow,
}: {
  readonly run: RunAnswer
  readonly isShown: boolean
  readonly isChosen: boolean
  readonly onToggle: () => void
  readonly onShow: () => void
}) {
  const words = useRunWords()
  const { moment, duration } = useFormats()
  const now = useNow(isActiveRun(run))
  const when = moment(run.createdAt)
  return (
    <li className={styles.entry} data-shown={isShown || undefined}>
      <Checkbox checked={isChosen} onChange={onToggle} aria-label={words('compareRun', { when })} />
      <div className={styles.what}>
        <StateLabel kind={runStateKinds[run.state]}>{words(runStateWord(run))}</StateLabel>
        <span className={styles.quiet}>
          <TimeAgo iso={run.createdAt} /> · <span translate="no">{run.author}</span> ·{' '}
          {duration(elapsedMs(run.startedAt ?? run.createdAt, run.finishedAt, now))}
        </span>
        {run.error !== undefined && <span className={styles.failed}>{run.error.message}</span>}
      </div>
      <Button
        size="small"
        appearance={isShown ? 'primary' : 'secondary'}
        aria-pressed={isShown}
        aria-label={words('showRun', { when })}
        onClick={onShow}
      >
        {words('show')}
      </Button>
    </li>
  )
}
