import { type RefObject, useEffect } from 'react'
import type { CanvasCommands } from './canvas-commands.ts'
import type { ExperimentEditor } from './experiment-editor.ts'

/** Keys that work on the whole page: undo, redo, run. Text fields keep their own undo. */
export function usePageKeys(
  root: RefObject<HTMLElement | null>,
  { isReadOnly }: ExperimentEditor,
  commands: CanvasCommands,
  isRunning: boolean,
): void {
  useEffect(() => {
    if (isReadOnly) return
    const onKey = (event: KeyboardEvent) => {
      const { target } = event
      const isHere = target === document.body || (target instanceof Node && root.current?.contains(target) === true)
      if (!isHere || !(event.ctrlKey || event.metaKey) || event.altKey) return
      const isField = target instanceof Element && target.closest('input, textarea, [contenteditable=true]') !== null
      const key = event.key.toLowerCase()
      if (key === 'enter' && !isRunning) commands.run()
      else if (isField) return
      else if (key === 'z') (event.shiftKey ? commands.redo : commands.undo)()
      else if (key === 'y') commands.redo()
      else return
      event.preventDefault()
    }
    addEventListener('keydown', onKey)
    return () => removeEventListener('keydown', onKey)
  }, [root, isReadOnly, commands, isRunning])
}
