import { Button, Tooltip } from '@fluentui/react-components'
import { DismissRegular } from '@fluentui/react-icons'
import { useState } from 'react'
import { Tabs } from '../../shared/ui/navigation/Tabs.tsx'
import { type Comparison, ComparisonDialog } from './ComparisonDialog.tsx'
import styles from './HistoryPanel.module.css'
import { RunHistory } from './RunHistory.tsx'
import { useRunWords } from './run-words.ts'
import { VersionHistory } from './VersionHistory.tsx'

export interface HistoryPanelProps {
  readonly experimentId: string
  /** Run that the canvas shows. */
  readonly shownRun: string | undefined
  readonly onShowRun: (runId: string | undefined) => void
  /** The server has another graph now: an earlier version was made the current one. */
  readonly onRestored: () => void
  readonly onClose: () => void
}

/** Runs and versions of an experiment; two of a kind can be compared. */
export function HistoryPanel({ experimentId, shownRun, onShowRun, onRestored, onClose }: HistoryPanelProps) {
  const words = useRunWords()
  const [tab, setTab] = useState<'runs' | 'versions'>('runs')
  const [comparison, setComparison] = useState<Comparison>()
  return (
    <div className={styles.panel}>
      <div className={styles.head}>
        <h2>{words('history')}</h2>
        <Tooltip content={words('historyClose')} relationship="label">
          <Button appearance="subtle" icon={<DismissRegular />} onClick={onClose} />
        </Tooltip>
      </div>
      <Tabs
        label={words('history')}
        tabs={[
          { id: 'runs', label: words('runs') },
          { id: 'versions', label: words('versions') },
        ]}
        selected={tab}
        onSelect={setTab}
        size="small"
      />
      {tab === 'runs' ? (
        <RunHistory experimentId={experimentId} shownRun={shownRun} onShowRun={onShowRun} onCompare={setComparison} />
      ) : (
        <VersionHistory experimentId={experimentId} onRestored={onRestored} onCompare={setComparison} />
      )}
      {comparison !== undefined && (
        <ComparisonDialog
          experimentId={experimentId}
          comparison={comparison}
          onClose={() => setComparison(undefined)}
        />
      )}
    </div>
  )
}
