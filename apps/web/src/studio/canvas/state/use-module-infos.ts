import type { RunDetailsAnswer } from '@sluice/contracts'
import { useMemo, useRef } from 'react'
import { useStore } from 'zustand'
import type { ExperimentEditor } from '../editor/experiment-editor.ts'
import { isGoingOn, type ModuleInfo, moduleInfos } from './module-infos.ts'
import { useGraphCheck } from './use-graph-check.ts'

/** What is known of the graph, and what the canvas says of each module. */
export function useModuleInfos(
  { experimentId, store, ports }: ExperimentEditor,
  run: RunDetailsAnswer | undefined,
  isOfRun: boolean,
) {
  const graph = useStore(store.state, (state) => state.graph)
  const isRunning = isGoingOn(run)
  // While it runs, results come every moment; they are asked for when it is over.
  const results = run === undefined ? '' : `${run.id} ${isRunning ? '' : run.state}`
  const check = useGraphCheck(experimentId, graph, results, true)
  const before = useRef<ReadonlyMap<string, ModuleInfo>>(new Map())
  const infos = useMemo(
    () => moduleInfos({ graph, ports, check, run, isOfRun }, before.current),
    [graph, ports, check, run, isOfRun],
  )
  before.current = infos
  return { check, infos, isRunning }
}
