import { Button } from '@fluentui/react-components'
import type { GraphChangesAnswer, RunComparisonAnswer } from '@sluice/contracts'
import { useWords } from '../../shared/languages/words.ts'
import { ModalDialog } from '../../shared/ui/dialogs/ModalDialog.tsx'
import { ErrorState } from '../../shared/ui/feedback/ErrorState.tsx'
import { Loading } from '../../shared/ui/feedback/Loading.tsx'
import { uiWords } from '../../shared/ui/ui-words.ts'
import { experimentPath, runPath } from '../api/experiment-place.ts'
import { useStudio } from '../api/studio-api.ts'
import { GraphChanges } from './GraphChanges.tsx'
import styles from './HistoryPanel.module.css'
import { ModuleChanges } from './ModuleChanges.tsx'
import { useRunWords } from './run-words.ts'

/** Two runs or two versions, the earlier one first. */
export interface Comparison {
  readonly kind: 'runs' | 'versions'
  readonly before: { readonly id: string; readonly name: string }
  readonly after: { readonly id: string; readonly name: string }
}

/** What differs between two runs or versions. */
export function ComparisonDialog({
  experimentId,
  comparison: { kind, before, after },
  onClose,
}: {
  readonly experimentId: string
  readonly comparison: Comparison
  readonly onClose: () => void
}) {
  const words = useRunWords()
  const ui = useWords(uiWords)
  const isRuns = kind === 'runs'
  const runs = useStudio<RunComparisonAnswer>(
    isRuns ? `${runPath(experimentId, after.id)}/compare` : undefined,
    isRuns ? { with: before.id } : {},
  )
  const versions = useStudio<GraphChangesAnswer>(
    isRuns ? undefined : `${experimentPath(experimentId)}/compare`,
    isRuns ? {} : { from: before.id, to: after.id },
  )
  const { error, refetch } = isRuns ? runs : versions
  const graph = isRuns ? runs.data?.graph : versions.data
  const names = { before: before.name, after: after.name }
  return (
    <ModalDialog
      title={words('comparison')}
      onClose={onClose}
      className={styles.dialog}
      contentClassName={styles.comparison}
      actions={<Button onClick={onClose}>{ui('close')}</Button>}
    >
      <p>{words(isRuns ? 'comparisonRuns' : 'comparisonVersions', names)}</p>
      {graph !== undefined && <GraphChanges changes={graph} />}
      {isRuns && runs.data !== undefined && <ModuleChanges modules={runs.data.modules} />}
      {graph === undefined && error === null && <Loading />}
      {error !== null && <ErrorState error={error} onRetry={() => void refetch()} />}
    </ModalDialog>
  )
}
