import type { ExperimentEdge } from '@sluice/contracts'
import { moduleSize } from '@sluice/dataflow'
import { Background, type EdgeChange, MiniMap, ReactFlow, useReactFlow } from '@xyflow/react'
import {
  type DragEvent,
  type FocusEvent,
  useCallback,
  useId,
  useImperativeHandle,
  useMemo,
  useRef,
  useState,
} from 'react'
import { useWords } from '../../../shared/languages/words.ts'
import { canvasWords } from '../canvas-words.ts'
import { useCommands } from '../editor/canvas-commands.ts'
import { useEditor } from '../editor/experiment-editor.ts'
import { readDragged } from '../palette/dragged-choice.ts'
import type { ModuleInfo } from '../state/module-infos.ts'
import { AlignmentLines } from './AlignmentLines.tsx'
import styles from './Board.module.css'
import { BoardMenu } from './BoardMenu.tsx'
import { BoardContext, type BoardMenuTarget } from './board-context.ts'
import { ConnectionEdge } from './ConnectionEdge.tsx'
import { type FlowConnection, toFlowConnections } from './flow-elements.ts'
import { GroupFrames } from './GroupFrames.tsx'
import { ModuleNode } from './ModuleNode.tsx'
import { PointerTip } from './PointerTip.tsx'
import { RefusalWatch } from './RefusalWatch.tsx'
import { moduleOf, useBoardKeys } from './use-board-keys.ts'
import { useClipboard } from './use-clipboard.ts'
import { useConnecting } from './use-connecting.ts'
import { useFlowModules } from './use-flow-modules.ts'
import { ZoomTools } from './ZoomTools.tsx'

const nodeTypes = { module: ModuleNode }
const edgeTypes = { connection: ConnectionEdge }
const fitViewOptions = { maxZoom: 1, padding: 0.15 }
/** From so many modules on, only those in view are drawn. */
const largeFrom = 100
const minimapSize = { width: 160, height: 110 }
const noSelection: ReadonlySet<string> = new Set()

export function BoardView({ infos }: { readonly infos: ReadonlyMap<string, ModuleInfo> }) {
  const words = useWords(canvasWords)
  const { store, isReadOnly, titleOf } = useEditor()
  const commands = useCommands()
  const flow = useReactFlow()
  const [root, setRoot] = useState<HTMLDivElement | null>(null)
  const [menu, setMenu] = useState<BoardMenuTarget>()
  const { graph, modules, alignment, onNodesChange, onNodeDragStop } = useFlowModules(infos)
  const [selectedEdges, setSelectedEdges] = useState(noSelection)
  const [hover, setHover] = useState<{ readonly text: string }>()
  const pointer = useRef({ x: 0, y: 0 })
  const { connecting, handlers, refusal, cancel } = useConnecting()
  const helpId = useId()
  // With nothing to fit, the view would wait for the first module and move away from under the pointer that dropped it.
  const [fitsView] = useState(graph.nodes.length > 0)

  const label = useMemo(() => {
    const titles = new Map(graph.nodes.map((node) => [node.id, titleOf(node)]))
    return ({ from, to }: ExperimentEdge) =>
      words('connection', { from: titles.get(from.node) ?? '', to: titles.get(to.node) ?? '' })
  }, [graph.nodes, titleOf, words])
  const formerEdges = useRef<FlowConnection[]>([])
  const edges = useMemo(() => {
    const sources = { selected: selectedEdges, label, roleDescription: words('connectionRole') }
    formerEdges.current = toFlowConnections(graph.edges, sources, formerEdges.current)
    return formerEdges.current
  }, [graph.edges, selectedEdges, label, words])
  const onEdgesChange = useCallback((changes: EdgeChange<FlowConnection>[]) => {
    setSelectedEdges((before) => {
      const after = new Set(before)
      for (const change of changes) {
        if (change.type !== 'select') continue
        if (change.selected) after.add(change.id)
        else after.delete(change.id)
      }
      return after
    })
  }, [])

  const focusModule = useCallback(
    (id: string) => {
      store.select([id])
      // It may have been added a moment ago.
      const focus = (attempts: number) => {
        const element = root?.querySelector<HTMLElement>(`.react-flow__node[data-id="${CSS.escape(id)}"]`)
        if (element != null) element.focus()
        else if (attempts > 0) requestAnimationFrame(() => focus(attempts - 1))
      }
      focus(20)
    },
    [root, store],
  )
  useImperativeHandle(
    commands.board,
    () => ({
      center() {
        const { left = 0, top = 0, width = 0, height = 0 } = root?.getBoundingClientRect() ?? {}
        const { x, y } = flow.screenToFlowPosition({ x: left + width / 2, y: top + height / 3 })
        return { x: x - moduleSize.width / 2, y: y - moduleSize.height / 2 }
      },
      focusModule,
    }),
    [flow, root, focusModule],
  )
  const onKeyDown = useBoardKeys({
    focusModule,
    cancel() {
      cancel()
      setSelectedEdges(noSelection)
      store.select([])
    },
    selectedEdges: () => edges.flatMap(({ selected, data }) => (selected && data !== undefined ? [data.edge] : [])),
  })
  const clipboard = useClipboard()

  /** What is walked to by keyboard is selected, and comes into view. */
  const onFocus = (event: FocusEvent) => {
    const id = moduleOf(event.target)
    const element = event.target
    if (id === undefined || !element.matches('.react-flow__node:focus-visible')) return
    if (!store.state.getState().selection.includes(id)) store.select([id])
    const place = element.getBoundingClientRect()
    const view = root?.getBoundingClientRect()
    const node = flow.getNode(id)
    if (view === undefined || node === undefined) return
    const isInView =
      place.left >= view.left && place.right <= view.right && place.top >= view.top && place.bottom <= view.bottom
    if (isInView) return
    const { x, y } = node.position
    void flow.setCenter(x + moduleSize.width / 2, y + moduleSize.height / 2, { zoom: flow.getZoom() })
  }
  const onDrop = (event: DragEvent) => {
    const choice = readDragged(event.dataTransfer)
    if (choice === undefined || isReadOnly) return
    event.preventDefault()
    const { x, y } = flow.screenToFlowPosition({ x: event.clientX, y: event.clientY })
    const id = commands.add(choice, { at: { x: x - moduleSize.width / 2, y: y - moduleSize.height / 2 } })
    focusModule(id)
  }
  const parts = useMemo(() => ({ connecting, openMenu: setMenu }), [connecting])
  const ariaLabels = useMemo(() => ({ 'minimap.ariaLabel': words('minimap') }), [words])
  return (
    <BoardContext value={parts}>
      <div
        ref={setRoot}
        className={styles.board}
        role="application"
        aria-label={words('board')}
        aria-describedby={helpId}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: where the canvas is entered by keyboard
        tabIndex={0}
        onKeyDown={onKeyDown}
        onFocus={onFocus}
        onPointerMove={({ clientX, clientY }) => {
          pointer.current = { x: clientX, y: clientY }
        }}
        onDragOver={(event) => {
          if (!isReadOnly) event.preventDefault()
        }}
        onDrop={onDrop}
        {...clipboard}
      >
        <p id={helpId} className="visually-hidden">
          {words(isReadOnly ? 'boardHelpReadOnly' : 'boardHelp')}
        </p>
        <ReactFlow
          nodes={modules}
          edges={edges}
          nodeTypes={nodeTypes}
          edgeTypes={edgeTypes}
          onNodesChange={onNodesChange}
          onEdgesChange={onEdgesChange}
          onNodeDragStop={onNodeDragStop}
          onSelectionDragStop={(event, dragged) => onNodeDragStop(event as never, dragged[0] as never, dragged)}
          {...handlers}
          onPaneClick={cancel}
          onNodeDoubleClick={(_, { id }) => commands.openProperties(id)}
          onNodeContextMenu={(event, { id }) => {
            event.preventDefault()
            if (!store.state.getState().selection.includes(id)) store.select([id])
            const anchor = { x: event.clientX, y: event.clientY }
            const port = outputUnder(event.target)
            setMenu(
              port === undefined ? { kind: 'module', node: id, anchor } : { kind: 'output', node: id, port, anchor },
            )
          }}
          onEdgeContextMenu={(event, { data }) => {
            event.preventDefault()
            if (isReadOnly || data === undefined) return
            setMenu({ kind: 'connection', edge: data.edge, anchor: { x: event.clientX, y: event.clientY } })
          }}
          onPaneContextMenu={(event) => {
            event.preventDefault()
            const anchor = { x: event.clientX, y: event.clientY }
            if (!isReadOnly) setMenu({ kind: 'board', at: flow.screenToFlowPosition(anchor), anchor })
          }}
          nodesDraggable={!isReadOnly}
          nodesConnectable={!isReadOnly}
          edgesFocusable={false}
          disableKeyboardA11y
          deleteKeyCode={null}
          connectionRadius={24}
          multiSelectionKeyCode={['Meta', 'Control']}
          onlyRenderVisibleElements={graph.nodes.length > largeFrom}
          ariaLabelConfig={ariaLabels}
          proOptions={{ hideAttribution: true }}
          minZoom={0.1}
          fitView={fitsView}
          fitViewOptions={fitViewOptions}
        >
          <Background gap={20} />
          <MiniMap pannable zoomable className={styles.minimap} style={minimapSize} />
          <ZoomTools />
          <GroupFrames groups={graph.groups ?? []} modules={modules} />
          <AlignmentLines alignment={alignment} />
          <RefusalWatch onRefusal={setHover} />
        </ReactFlow>
        {graph.nodes.length === 0 && (
          <div className={styles.empty}>
            <h2>{words('emptyTitle')}</h2>
            {!isReadOnly && <p>{words('empty')}</p>}
          </div>
        )}
        <PointerTip root={root} refusal={hover === undefined ? refusal : { ...hover, ...pointer.current }} />
      </div>
      {menu !== undefined && <BoardMenu target={menu} onClose={() => setMenu(undefined)} />}
    </BoardContext>
  )
}

/** Name of the output port that was pointed at. */
const outputUnder = (target: EventTarget): string | undefined =>
  (target instanceof Element && target.closest('.source')?.getAttribute('data-handleid')) || undefined
