import { useConnection } from '@xyflow/react'
import { useEffect } from 'react'
import { useConnectionFault } from '../editor/connection-words.ts'
import { useEditor } from '../editor/experiment-editor.ts'
import type { Refusal } from './PointerTip.tsx'

/** While a connection is drawn, says at the pointer why the port under it does not take it. */
export function RefusalWatch({
  onRefusal,
}: {
  readonly onRefusal: (refusal: Omit<Refusal, 'x' | 'y'> | undefined) => void
}) {
  const { store } = useEditor()
  const faultOf = useConnectionFault()
  const key = useConnection(({ inProgress, isValid, fromHandle, toHandle }) => {
    if (!inProgress || isValid !== false || fromHandle === null || toHandle === null) return ''
    if (fromHandle.nodeId === toHandle.nodeId && fromHandle.id === toHandle.id && fromHandle.type === toHandle.type)
      return ''
    return JSON.stringify([fromHandle, toHandle].map(({ nodeId, id, type }) => [nodeId, id, type]))
  })
  useEffect(() => {
    if (key === '') {
      onRefusal(undefined)
      return
    }
    const [from, to] = (JSON.parse(key) as [string, string | null, string][]).map(([node, port, type]) => ({
      node,
      port: port ?? '',
      side: type === 'target' ? ('input' as const) : ('output' as const),
    }))
    if (from === undefined || to === undefined) return
    const text = faultOf(store.state.getState().graph, from, to)
    onRefusal(text === undefined ? undefined : { text })
  }, [key, faultOf, store, onRefusal])
  return null
}
