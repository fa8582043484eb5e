import { useEffect, useRef } from 'react'
import type { EditorStore } from '../editor/editor-store.ts'

/**
 * Keeps the one selected module and the address in step: a link, or a step back, selects; a selection is put into the
 * address in place of the former one.
 */
export function useSearchSelection(
  store: EditorStore,
  module: string | undefined,
  onModule: (module: string | undefined) => void,
): void {
  const tell = useRef(onModule)
  tell.current = onModule
  /** What this page itself has put into the address, which selects nothing anew. */
  const told = useRef<string>(undefined)
  useEffect(() => {
    if (module === told.current) return
    told.current = module
    const { selection } = store.state.getState()
    const isSelected = selection.length === 1 && selection[0] === module
    if (!isSelected) store.select(module === undefined ? [] : [module])
  }, [store, module])
  useEffect(
    () =>
      store.state.subscribe(({ selection }, { selection: before }) => {
        if (selection === before) return
        const single = selection.length === 1 ? selection[0] : undefined
        if (single === told.current) return
        told.current = single
        tell.current(single)
      }),
    [store],
  )
}
