import type { ExperimentEdge } from '@sluice/contracts'
import { moveModules, placeOf } from '@sluice/dataflow'
import { useReactFlow } from '@xyflow/react'
import { type KeyboardEvent, useCallback } from 'react'
import { loadPreference } from '../../../shared/theme/preference.ts'
import { useCommands } from '../editor/canvas-commands.ts'
import { useEditor } from '../editor/experiment-editor.ts'
import { firstFreeOutput } from '../editor/free-output.ts'
import { type Direction, isDirection, nearestModule, stepOf } from './nearest-module.ts'

/** One press of an arrow key moves a module so far. */
const stepLength = 10

export interface BoardKeys {
  readonly selectedEdges: () => readonly ExperimentEdge[]
  readonly cancel: () => void
  readonly focusModule: (id: string) => void
}

/** Keys of the canvas, as the guide to the user interface lists them. */
export function useBoardKeys({ selectedEdges, cancel, focusModule }: BoardKeys) {
  const editor = useEditor()
  const commands = useCommands()
  const flow = useReactFlow()
  return useCallback(
    (event: KeyboardEvent<HTMLElement>) => {
      if (
        event.target instanceof Element &&
        event.target.closest('input, textarea, select, [role=menu], [role=dialog]')
      ) {
        return
      }
      const { store, isReadOnly } = editor
      const { graph, selection } = store.state.getState()
      const focused = moduleOf(event.target)
      const current = focused ?? selection[0]
      // What has the focus is meant, unless it is one of several that are selected.
      const meant = focused !== undefined && !selection.includes(focused) ? [focused] : selection
      const isDone = handle()
      if (!isDone) return
      event.preventDefault()
      event.stopPropagation()

      function handle(): boolean {
        const { key } = event
        if (event.altKey) return false
        if (event.ctrlKey || event.metaKey) return handleCommand(key.toLowerCase())
        if (isDirection(key)) return handleArrow(key)
        if (key === 'Escape') {
          cancel()
          return true
        }
        if (key === 'Enter' || key === ' ') return handleChoice(key)
        if (key === 'Delete' || key === 'Backspace') {
          if (isReadOnly || (meant.length === 0 && selectedEdges().length === 0)) return false
          commands.remove(meant, selectedEdges())
          // What had the focus is gone.
          event.currentTarget.focus()
          return true
        }
        return loadPreference('shortcuts') !== 'off' && handleLetter(key.toLowerCase())
      }

      function handleCommand(key: string): boolean {
        if (key === 'a') {
          store.select(graph.nodes.map(({ id }) => id))
          return true
        }
        if (key === 'd' && !isReadOnly && meant.length > 0) {
          commands.duplicate(meant)
          return true
        }
        return false
      }

      function handleArrow(direction: Direction): boolean {
        if (current === undefined) {
          const first = graph.nodes[0]
          if (first !== undefined) focusModule(first.id)
          return first !== undefined
        }
        if (!event.shiftKey) {
          const next = nearestModule(graph.nodes, current, direction)
          if (next !== undefined) focusModule(next)
          return true
        }
        if (isReadOnly) return true
        const step = stepOf(direction, stepLength)
        const moved = new Set(meant)
        store.edit(
          (before) =>
            moveModules(
              before,
              new Map(
                before.nodes
                  .filter(({ id }) => moved.has(id))
                  .map((node) => {
                    const { x, y } = placeOf(node)
                    return [node.id, { x: x + step.x, y: y + step.y }]
                  }),
              ),
            ),
          `move ${meant.join()}`,
        )
        return true
      }

      function handleChoice(key: string): boolean {
        // A button of the canvas that has the focus itself.
        if (event.target instanceof Element && event.target.closest('button') !== null) return false
        if (focused === undefined) return false
        if (key === ' ') {
          const isSelected = selection.includes(focused)
          store.select(isSelected ? selection.filter((id) => id !== focused) : [...selection, focused])
        } else {
          store.select([focused])
          commands.openProperties(focused)
        }
        return true
      }

      function handleLetter(key: string): boolean {
        if (key === '+' || key === '=') void flow.zoomIn()
        else if (key === '-') void flow.zoomOut()
        else if (key === '0') void flow.fitView({ maxZoom: 1, padding: 0.15 })
        else if (key === '1') void flow.zoomTo(1)
        else if (key === 'v' && current !== undefined) {
          const [first] = commands.outputsOf(current)
          if (first !== undefined) commands.visualize(current, first.place.port)
        } else if (isReadOnly) return false
        else if (key === 'n') commands.ask({ kind: 'add', near: firstFreeOutput(graph, current, editor.ports) })
        else if (key === 'c' && current !== undefined) commands.ask({ kind: 'connect', node: current })
        else return false
        return true
      }
    },
    [editor, commands, flow, selectedEdges, cancel, focusModule],
  )
}

/** Module that an event of the canvas comes from. */
export const moduleOf = (target: EventTarget | null): string | undefined =>
  target instanceof Element ? target.closest<HTMLElement>('.react-flow__node')?.dataset.id : undefined
