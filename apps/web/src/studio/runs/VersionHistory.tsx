import { Button, Checkbox } from '@fluentui/react-components'
import type { ExperimentAnswer, ExperimentVersionAnswer } from '@sluice/contracts'
import { useState } from 'react'
import { allows, useSession } from '../../shared/auth/session.ts'
import { AskDialog } from '../../shared/ui/dialogs/AskDialog.tsx'
import { EmptyState } from '../../shared/ui/feedback/EmptyState.tsx'
import { ErrorState } from '../../shared/ui/feedback/ErrorState.tsx'
import { Loading } from '../../shared/ui/feedback/Loading.tsx'
import { useMessages } from '../../shared/ui/feedback/use-messages.tsx'
import { Pager } from '../../shared/ui/table/Pager.tsx'
import { TimeAgo } from '../../shared/ui/values/TimeAgo.tsx'
import { experimentPath } from '../api/experiment-place.ts'
import { useStudio, useStudioChange } from '../api/studio-api.ts'
import type { Comparison } from './ComparisonDialog.tsx'
import styles from './HistoryPanel.module.css'
import { CompareButton } from './RunHistory.tsx'
import { useRunWords } from './run-words.ts'
import { useTwoChosen } from './use-two-chosen.ts'

const pageSize = 20

/** What was saved, the newest first; each can be made the current one. */
export function VersionHistory({
  experimentId,
  onRestored,
  onCompare,
}: {
  readonly experimentId: string
  readonly onRestored: () => void
  readonly onCompare: (comparison: Comparison) => void
}) {
  const words = useRunWords()
  const mayWrite = allows(useSession(), 'publisher')
  const [page, setPage] = useState(1)
  const [chosen, toggle] = useTwoChosen()
  const [restores, setRestores] = useState<number>()
  const path = experimentPath(experimentId)
  const { data, error, refetch } = useStudio<{ value: readonly ExperimentVersionAnswer[]; count: number }>(
    `${path}/versions`,
    { skip: (page - 1) * pageSize, top: pageSize },
  )
  const restore = useRestore(path, onRestored)
  if (data === undefined)
    return error === null ? <Loading /> : <ErrorState error={error} onRetry={() => void refetch()} />
  if (data.count === 0) return <EmptyState title={words('noVersions')}>{words('noVersionsText')}</EmptyState>
  const [before, after] = chosen.map(Number).sort((left, right) => left - right)
  const named = (number: number) => ({ id: String(number), name: String(number) })
  const compare = () => {
    if (before === undefined || after === undefined) return
    onCompare({ kind: 'versions', before: named(before), after: named(after) })
  }
  return (
    <>
      <CompareButton isReady={after !== undefined} onCompare={compare} />
      <ul className={styles.list} aria-label={words('versions')}>
        {data.value.map((version) => {
          const { number, savedAt, author, moduleCount, restoredFrom } = version
          return (
            <li key={number} className={styles.entry}>
              <Checkbox
                checked={chosen.includes(String(number))}
                onChange={() => toggle(String(number))}
                aria-label={words('compareVersion', { number })}
              />
              <div className={styles.what}>
                <span>{words('version', { number })}</span>
                <span className={styles.quiet}>
                  <TimeAgo iso={savedAt} /> · <span translate="no">{author}</span> ·{' '}
                  {words('versionModules', { count: moduleCount })}
                </span>
                {restoredFrom !== undefined && (
                  <span className={styles.quiet}>{words('restoredFrom', { number: restoredFrom })}</span>
                )}
              </div>
              <Button
                size="small"
                aria-label={words('restoreVersion', { number })}
                disabled={!mayWrite}
                title={mayWrite ? undefined : words('restoreNotAllowed')}
                onClick={() => setRestores(number)}
              >
                {words('restore')}
              </Button>
            </li>
          )
        })}
      </ul>
      {data.count > pageSize && <Pager page={page} size={pageSize} total={data.count} onPage={setPage} />}
      <AskDialog
        isOpen={restores !== undefined}
        title={words('restoreTitle', { number: restores ?? 0 })}
        confirmLabel={words('restore')}
        isBusy={restore.isPending}
        onCancel={() => setRestores(undefined)}
        onConfirm={() => restores !== undefined && restore.start(restores, () => setRestores(undefined))}
      >
        <p>{words('restoreText')}</p>
      </AskDialog>
    </>
  )
}

function useRestore(path: string, onRestored: () => void) {
  const words = useRunWords()
  const messages = useMessages()
  const { data: experiment } = useStudio<ExperimentAnswer>(path)
  const { mutate, isPending } = useStudioChange()
  return {
    isPending,
    start(number: number, onEnd: () => void) {
      mutate(
        {
          method: 'POST',
          path: `${path}/versions/${number}/restore`,
          ...(experiment === undefined ? {} : { ifMatch: experiment.etag }),
          touches: [path, '/experiments'],
        },
        {
          onSuccess() {
            messages.done(words('restored', { number }))
            onRestored()
          },
          onError: (error) => messages.failed(words('restoreVersion', { number }), error),
          onSettled: onEnd,
        },
      )
    },
  }
}
