import { type ClipboardEvent, useMemo } from 'react'
import { useCommands } from '../editor/canvas-commands.ts'
import { useEditor } from '../editor/experiment-editor.ts'
import { moduleOf } from './use-board-keys.ts'

/** Copy, cut and paste as the browser asks for them, which needs no permission. */
export function useClipboard() {
  const { store, isReadOnly } = useEditor()
  const commands = useCommands()
  return useMemo(() => {
    const meant = (event: ClipboardEvent): readonly string[] => {
      const { selection } = store.state.getState()
      const focused = moduleOf(event.target)
      return focused !== undefined && !selection.includes(focused) ? [focused] : selection
    }
    const copy = (event: ClipboardEvent): boolean => {
      const text = commands.copy(meant(event))
      if (text === undefined) return false
      event.clipboardData.setData('text/plain', text)
      event.preventDefault()
      return true
    }
    return {
      onCopy: (event: ClipboardEvent) => void copy(event),
      onCut(event: ClipboardEvent) {
        if (!isReadOnly && copy(event)) commands.remove(meant(event))
      },
      onPaste(event: ClipboardEvent) {
        if (isReadOnly) return
        event.preventDefault()
        commands.paste(event.clipboardData.getData('text/plain'))
      },
    }
  }, [store, isReadOnly, commands])
}
