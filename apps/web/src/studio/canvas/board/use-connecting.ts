import { type PortPlace, possiblePorts } from '@sluice/dataflow'
import {
  type Connection,
  type IsValidConnection,
  type OnConnect,
  type OnConnectEnd,
  type OnConnectStart,
  useStoreApi,
} from '@xyflow/react'
import { useCallback, useEffect, useMemo, useRef, useState } from 'react'
import { useCommands } from '../editor/canvas-commands.ts'
import { useConnectionFault } from '../editor/connection-words.ts'
import { useEditor } from '../editor/experiment-editor.ts'
import { createConnecting, endConnecting, portKey } from './board-context.ts'
import type { FlowConnection } from './flow-elements.ts'
import type { Refusal } from './PointerTip.tsx'

/** A refusal stays at the pointer for so long. */
const shownMs = 5_000

const sideOf = (handleType: string | null | undefined): PortPlace['side'] =>
  handleType === 'target' ? 'input' : 'output'

const endsOf = ({ source, sourceHandle, target, targetHandle }: Connection | FlowConnection) =>
  [
    { node: source, port: sourceHandle ?? '', side: 'output' },
    { node: target, port: targetHandle ?? '', side: 'input' },
  ] as const

/** How connections are made with the pointer: drawn from either end, or by a click on each. */
export function useConnecting() {
  const { store, ports } = useEditor()
  const { connect } = useCommands()
  const faultOf = useConnectionFault()
  const flow = useStoreApi()
  const [connecting] = useState(createConnecting)
  const [refusal, setRefusal] = useState<Refusal>()
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined)
  useEffect(() => () => clearTimeout(timer.current), [])

  const refuse = useCallback((text: string, { clientX, clientY }: { clientX: number; clientY: number }) => {
    clearTimeout(timer.current)
    setRefusal({ text, x: clientX, y: clientY })
    timer.current = setTimeout(() => setRefusal(undefined), shownMs)
  }, [])

  const begin = useCallback<OnConnectStart>(
    (_, { nodeId, handleId, handleType }) => {
      if (nodeId === null) return
      const from: PortPlace = { node: nodeId, port: handleId ?? '', side: sideOf(handleType) }
      const possible = possiblePorts(store.state.getState().graph, from, ports).map(portKey)
      setRefusal(undefined)
      connecting.setState({ from, possible: new Set(possible) })
    },
    [store, ports, connecting],
  )

  const onConnect = useCallback<OnConnect>((made) => void connect(...endsOf(made)), [connect])

  const isValidConnection = useCallback<IsValidConnection<FlowConnection>>(
    (wanted) => faultOf(store.state.getState().graph, ...endsOf(wanted as Connection)) === undefined,
    [faultOf, store],
  )

  /** At the end of a drawn connection, or at the second click: says why nothing came of it. */
  const finish = useCallback<OnConnectEnd>(
    (event, { toHandle, isValid }) => {
      const { from } = connecting.getState()
      endConnecting(connecting)
      if (from === undefined || isValid === true) return
      const hit =
        toHandle === null
          ? portOf(event.target)
          : ({ node: toHandle.nodeId, port: toHandle.id ?? '', side: sideOf(toHandle.type) } as const)
      if (hit === undefined || portKey(hit) === portKey(from)) return
      const text = faultOf(store.state.getState().graph, from, hit)
      const point = 'changedTouches' in event ? event.changedTouches[0] : event
      if (text !== undefined && point !== undefined) refuse(text, point)
    },
    [connecting, faultOf, store, refuse],
  )
  const finishClick = useCallback<OnConnectEnd>(
    (event, state) => {
      // The second click has just made the connection: it is no fault that it is there already.
      if (isMade(connecting.getState().from, portOf(event.target), store.state.getState().graph.edges)) {
        endConnecting(connecting)
        return
      }
      finish(event, { ...state, isValid: null, toHandle: null })
    },
    [connecting, finish, store],
  )

  const cancel = useCallback(() => {
    flow.setState({ connectionClickStartHandle: null })
    endConnecting(connecting)
    setRefusal(undefined)
  }, [flow, connecting])

  const handlers = useMemo(
    () => ({
      onConnect,
      isValidConnection,
      onConnectStart: begin,
      onConnectEnd: finish,
      onClickConnectStart: begin,
      onClickConnectEnd: finishClick,
    }),
    [onConnect, isValidConnection, begin, finish, finishClick],
  )
  return { connecting, handlers, refusal, cancel }
}

function portOf(target: EventTarget | null): PortPlace | undefined {
  const handle = target instanceof Element ? target.closest<HTMLElement>('.react-flow__handle') : null
  const { nodeid, handleid } = handle?.dataset ?? {}
  if (handle === null || nodeid === undefined) return undefined
  return { node: nodeid, port: handleid ?? '', side: handle.classList.contains('target') ? 'input' : 'output' }
}

function isMade(
  a: PortPlace | undefined,
  b: PortPlace | undefined,
  edges: readonly { readonly from: Omit<PortPlace, 'side'>; readonly to: Omit<PortPlace, 'side'> }[],
): boolean {
  if (a === undefined || b === undefined || a.side === b.side) return false
  const [from, to] = a.side === 'output' ? [a, b] : [b, a]
  const last = edges.at(-1)
  return (
    last !== undefined &&
    last.from.node === from.node &&
    last.from.port === from.port &&
    last.to.node === to.node &&
    last.to.port === to.port
  )
}
