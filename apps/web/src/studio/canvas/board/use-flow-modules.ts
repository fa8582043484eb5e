import { moveModules, type Place, placeOf } from '@sluice/dataflow'
import { applyNodeChanges, type NodeChange, type OnNodeDrag } from '@xyflow/react'
import { useCallback, useEffect, useRef, useState } from 'react'
import { useWords } from '../../../shared/languages/words.ts'
import { canvasWords } from '../canvas-words.ts'
import { useEditor, useGraph, useSelection } from '../editor/experiment-editor.ts'
import type { ModuleInfo } from '../state/module-infos.ts'
import { type Alignment, alignTo } from './alignment.ts'
import { type FlowModule, toFlowModules } from './flow-elements.ts'
import { useModuleDescription } from './use-module-description.ts'

/** The modules as the drawing has them: while one is dragged, its place is here only, and comes to the graph at the end. */
export function useFlowModules(infos: ReadonlyMap<string, ModuleInfo>) {
  const { store, catalogue, titleOf } = useEditor()
  const graph = useGraph()
  const selection = useSelection()
  const describe = useModuleDescription(graph, infos)
  const words = useWords(canvasWords)
  const [alignment, setAlignment] = useState<Alignment>()
  const sources = { graph, selection, infos, catalogue, titleOf, describe, roleDescription: words('module') }
  const [modules, setModules] = useState<FlowModule[]>(() => toFlowModules(sources, []))
  const latest = useRef(modules)
  latest.current = modules
  const roleDescription = words('module')
  useEffect(() => {
    setModules((before) =>
      toFlowModules({ graph, selection, infos, catalogue, titleOf, describe, roleDescription }, before),
    )
  }, [graph, selection, infos, catalogue, titleOf, describe, roleDescription])

  const onNodesChange = useCallback(
    (changes: NodeChange<FlowModule>[]) => {
      const chosen = changes.filter((change) => change.type === 'select')
      if (chosen.length > 0) {
        const ids = new Set(store.state.getState().selection)
        for (const { id, selected } of chosen) {
          if (selected) ids.add(id)
          else ids.delete(id)
        }
        store.select([...ids])
      }
      const moves = changes.filter((change) => change.type === 'position')
      const [move] = moves
      if (moves.length === 1 && move?.position !== undefined && move.dragging === true) {
        const others = store.state.getState().graph.nodes.filter(({ id }) => id !== move.id)
        const aligned = alignTo(move.position, others.map(placeOf))
        move.position = { ...aligned.place }
        setAlignment(aligned)
      } else if (moves.length > 0) setAlignment(undefined)
      setModules((before) => applyNodeChanges(changes, before))
    },
    [store],
  )

  const onNodeDragStop = useCallback<OnNodeDrag<FlowModule>>(
    (_, __, dragged) => {
      setAlignment(undefined)
      const ids = new Set(dragged.map(({ id }) => id))
      const places = new Map<string, Place>(
        latest.current.filter(({ id }) => ids.has(id)).map(({ id, position }) => [id, position]),
      )
      store.edit((before) => moveModules(before, places))
    },
    [store],
  )
  return { graph, modules, alignment, onNodesChange, onNodeDragStop }
}
