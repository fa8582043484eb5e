import type { ExperimentAnswer, RunDetailsAnswer } from '@sluice/contracts'
import { useNavigate } from '@tanstack/react-router'
import { useWords } from '../../../shared/languages/words.ts'
import { useWorkspace } from '../../api/workspace.ts'
import { HistoryPanel } from '../../runs/HistoryPanel.tsx'
import { useGraph, useSelection } from '../editor/experiment-editor.ts'
import type { ExperimentSession } from '../editor/use-experiment-session.ts'
import { experimentWords } from '../experiment-words.ts'
import { type ModuleInfo, otherFaults } from '../state/module-infos.ts'
import type { GraphCheck } from '../state/use-graph-check.ts'
import { ExperimentProperties } from './ExperimentProperties.tsx'
import { ModulePanel } from './ModulePanel.tsx'
import styles from './panels.module.css'

/** History, the properties of the selected module, or of the experiment. */
export function RightSide({
  experiment,
  session,
  check,
  run,
  infos,
  ofRun,
  hasHistory,
  onCloseHistory,
}: {
  readonly experiment: ExperimentAnswer
  readonly session: ExperimentSession | undefined
  readonly check: GraphCheck | undefined
  readonly run: RunDetailsAnswer | undefined
  readonly infos: ReadonlyMap<string, ModuleInfo>
  readonly ofRun: string | undefined
  readonly hasHistory: boolean
  readonly onCloseHistory: () => void
}) {
  const words = useWords(experimentWords)
  const navigate = useNavigate()
  const { id: workspace } = useWorkspace()
  const graph = useGraph()
  const selection = useSelection()
  const node = selection.length === 1 ? graph.nodes.find(({ id }) => id === selection[0]) : undefined
  const params = { workspace, experiment: experiment.id }
  return (
    <section
      className={styles.side}
      aria-label={words(hasHistory ? 'history' : 'propertiesTitle')}
      data-properties
      tabIndex={-1}
    >
      {hasHistory && (
        <HistoryPanel
          experimentId={experiment.id}
          shownRun={ofRun}
          onShowRun={(shown) =>
            void (shown === undefined
              ? navigate({ to: '/studio/$workspace/experiments/$experiment', params, search: { panel: 'history' } })
              : navigate({
                  to: '/studio/$workspace/experiments/$experiment/runs/$run',
                  params: { ...params, run: shown },
                  search: { panel: 'history' },
                }))
          }
          onRestored={() => void session?.reload()}
          onClose={onCloseHistory}
        />
      )}
      {!hasHistory && node !== undefined && (
        <ModulePanel key={node.id} node={node} check={check} run={run} info={infos.get(node.id)} />
      )}
      {!hasHistory && node === undefined && selection.length > 1 && (
        <p className={styles.content}>{words('selectedCount', { count: selection.length })}</p>
      )}
      {!hasHistory && node === undefined && selection.length <= 1 && (
        <ExperimentProperties
          experiment={experiment}
          run={run}
          faults={check === undefined || ofRun !== undefined ? [] : otherFaults(check)}
          onDescription={session && ((description) => session.rename({ description }))}
        />
      )}
    </section>
  )
}
