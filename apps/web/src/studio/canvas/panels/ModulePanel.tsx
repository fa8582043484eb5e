import type { ExperimentNode, RunDetailsAnswer } from '@sluice/contracts'
import { linkWebServiceParameter, setComment, setParameters } from '@sluice/dataflow'
import { useCallback, useMemo } from 'react'
import { PropertyPanel } from '../../properties/PropertyPanel.tsx'
import { ModuleResult } from '../../runs/ModuleResult.tsx'
import { useCommands } from '../editor/canvas-commands.ts'
import { useEditor, useGraph } from '../editor/experiment-editor.ts'
import { faultsByNode, type ModuleInfo } from '../state/module-infos.ts'
import type { GraphCheck } from '../state/use-graph-check.ts'
import styles from './panels.module.css'

/** Properties of one module, and what became of it in the run that is shown. */
export function ModulePanel({
  node,
  check,
  run,
  info,
}: {
  readonly node: ExperimentNode
  readonly check: GraphCheck | undefined
  readonly run: RunDetailsAnswer | undefined
  readonly info: ModuleInfo | undefined
}) {
  const { experimentId, store, catalogue, isReadOnly } = useEditor()
  const { visualize } = useCommands()
  const graph = useGraph()
  const entry = catalogue.get(node.module)
  const faults = useMemo(() => (check === undefined ? undefined : faultsByNode(check)), [check])
  const { id } = node
  const onParameters = useCallback(
    (parameters: ExperimentNode['parameters'], burst: string) =>
      store.edit((before) => setParameters(before, id, parameters), `${id}.${burst}`),
    [store, id],
  )
  const onComment = useCallback(
    (comment: string | undefined, burst: string) =>
      store.edit((before) => setComment(before, id, comment), `${id}.comment.${burst}`),
    [store, id],
  )
  if (entry === undefined) return null
  const result = run?.modules.find((module) => module.node === id)
  return (
    <div className={styles.content}>
      <PropertyPanel
        node={node}
        module={entry}
        known={check?.answer.nodes.find((known) => known.node === id)}
        faults={faults?.get(id) ?? []}
        webServiceParameters={graph.webServiceParameters}
        isReadOnly={isReadOnly}
        onParameters={onParameters}
        onWebServiceParameter={(parameter, given) =>
          store.edit(
            (before) => linkWebServiceParameter(before, { node: id, parameter }, given),
            `${id}.ws.${parameter}`,
          )
        }
        onComment={onComment}
      />
      {run !== undefined && result !== undefined && (
        <ModuleResult
          experimentId={experimentId}
          runId={run.id}
          module={result}
          declaration={entry}
          staleReason={info?.state === 'out-of-date' ? (info.detail ?? '') : undefined}
          onVisualize={(port) => visualize(id, port)}
        />
      )}
    </div>
  )
}
