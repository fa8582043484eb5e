import type { ExperimentCheckAnswer, ExperimentGraph, ExperimentPlanAnswer } from '@sluice/contracts'
import { useEffect, useMemo, useRef, useState } from 'react'
import { send } from '../../../shared/api-client/send.ts'
import { experimentPath } from '../../api/experiment-place.ts'
import { studioUrl } from '../../api/studio-api.ts'
import { useWorkspace } from '../../api/workspace.ts'

export interface GraphCheck {
  /** The graph that was checked; the one on the page may have gone on. */
  readonly graph: ExperimentGraph
  readonly answer: ExperimentCheckAnswer
  /** Why modules would run again, by their ids; empty where nothing would. */
  readonly reasons: ReadonlyMap<string, string>
}

const pauseMs = 300

/**
 * What the server knows of the graph as it is on the page, a moment after each edit that matters.
 * @param results changes when there are other results of runs
 */
export function useGraphCheck(
  experimentId: string,
  graph: ExperimentGraph,
  results: string,
  isEnabled: boolean,
): GraphCheck | undefined {
  const { id: workspaceId } = useWorkspace()
  const [check, setCheck] = useState<GraphCheck>()
  const latest = useRef(graph)
  latest.current = graph
  const content = useMemo(() => contentOf(graph), [graph])
  /** What was asked last: a graph that was only moved asks nothing. */
  const asked = useRef('')
  useEffect(() => {
    const question = `${results} ${content}`
    if (!isEnabled || asked.current === question) return
    const pause = asked.current === '' ? 0 : pauseMs
    const abort = new AbortController()
    const ask = async () => {
      asked.current = question
      const { current } = latest
      const options = { method: 'POST', body: { graph: current }, signal: abort.signal } as const
      const base = experimentPath(experimentId)
      const { body: answer } = await send<ExperimentCheckAnswer>(studioUrl(workspaceId, `${base}/check`), options)
      const isStale = answer.nodes.some(({ isUpToDate }) => !isUpToDate)
      const reasons =
        isStale && results !== ''
          ? toReasons((await send<ExperimentPlanAnswer>(studioUrl(workspaceId, `${base}/plan`), options)).body)
          : new Map<string, string>()
      if (!abort.signal.aborted) setCheck({ graph: current, answer, reasons })
    }
    // What was known stays; the next edit asks again.
    const timer = setTimeout(() => void ask().catch(() => undefined), pause)
    return () => {
      clearTimeout(timer)
      abort.abort()
      asked.current = '-'
    }
  }, [experimentId, workspaceId, content, results, isEnabled])
  return check
}

const toReasons = ({ steps }: ExperimentPlanAnswer): ReadonlyMap<string, string> =>
  new Map(steps.flatMap(({ node, kind, why }) => (kind === 'runs' ? [[node, why]] : [])))

/** All of a graph that a run depends on. */
const contentOf = ({ nodes, edges, webServiceParameters }: ExperimentGraph): string =>
  JSON.stringify([nodes.map(({ position: _, comment: __, ...content }) => content), edges, webServiceParameters])
