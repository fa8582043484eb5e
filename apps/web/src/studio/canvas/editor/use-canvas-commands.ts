import {
  addModule,
  bestPort,
  connect,
  connectionBetween,
  copyModules,
  disconnect,
  dissolveGroup,
  duplicateModules,
  freeNodeId,
  freePlace,
  makeGroup,
  moveModules,
  type Place,
  type PortPlace,
  pasteModules,
  placeOf,
  removeModules,
} from '@sluice/dataflow'
import { useMemo, useRef } from 'react'
import { useWords } from '../../../shared/languages/words.ts'
import { useMessages } from '../../../shared/ui/feedback/use-messages.tsx'
import { canvasWords } from '../canvas-words.ts'
import type { BoardHandle, CanvasCommands } from './canvas-commands.ts'
import { useFaultText } from './connection-words.ts'
import type { ExperimentEditor } from './experiment-editor.ts'
import { tidyPlaces } from './tidy-places.ts'

/** What the page does, as opposed to what is done to the graph. */
export type PageActs = Pick<CanvasCommands, 'run' | 'outputsOf' | 'visualize' | 'openProperties' | 'ask' | 'announce'>

/** A new module stands so far below the one it belongs to. */
const below = 100

/** What can be done with the experiment. It stays the same object while the page is open. */
export function useCanvasCommands(editor: ExperimentEditor, acts: PageActs): CanvasCommands {
  const words = useWords(canvasWords)
  const messages = useMessages()
  const faultText = useFaultText(editor)
  const board = useRef<BoardHandle>(null)
  const latest = useRef({ editor, acts, words, messages, faultText })
  latest.current = { editor, acts, words, messages, faultText }
  const { store } = editor
  return useMemo<CanvasCommands>(() => {
    const graphNow = () => store.state.getState().graph
    const announce = (text: string) => latest.current.acts.announce(text)
    const titleOf = (id: string) => {
      const node = graphNow().nodes.find((one) => one.id === id)
      return node === undefined ? id : latest.current.editor.titleOf(node)
    }
    /** What was copied last, for where the clipboard cannot be read. */
    let copied: string | undefined

    function placeFor(connectTo: PortPlace | undefined): Place {
      const graph = graphNow()
      const { selection } = store.state.getState()
      const neighbour = graph.nodes.find(
        ({ id }) => id === (connectTo?.node ?? (selection.length === 1 ? selection[0] : '')),
      )
      if (neighbour !== undefined) {
        const { x, y } = placeOf(neighbour)
        return { x, y: connectTo?.side === 'input' ? y - below : y + below }
      }
      if (board.current !== null) return board.current.center()
      const places = graph.nodes.map(placeOf)
      return { x: places[0]?.x ?? 0, y: Math.max(-below, ...places.map(({ y }) => y)) + below }
    }

    return {
      board,
      add(choice, { at, connectTo } = {}) {
        const id = freeNodeId(graphNow(), choice.module)
        const position = freePlace(graphNow(), at ?? placeFor(connectTo))
        store.edit((graph) => {
          const added = addModule(graph, { id, module: choice.module, parameters: choice.parameters, position })
          const { ports } = latest.current.editor
          const described = ports[choice.module]
          const fit = connectTo && described && bestPort(graph, connectTo, described, ports)
          if (connectTo === undefined || fit === undefined) return added
          const side = connectTo.side === 'output' ? 'input' : 'output'
          const edge = connectionBetween(connectTo, { node: id, port: fit.port, side })
          return edge === undefined ? added : connect(added, edge)
        })
        store.select([id])
        announce(latest.current.words('added', { title: titleOf(id) }))
        return id
      },
      remove(ids, edges = []) {
        store.edit((graph) => removeModules(disconnect(graph, edges), new Set(ids)))
        store.select([])
        const { words: say } = latest.current
        announce(ids.length === 0 ? say('connectionRemoved') : say('removed', { count: ids.length }))
      },
      connect(a, b) {
        const fault = latest.current.faultText(graphNow(), a, b)
        const edge = connectionBetween(a, b)
        if (fault !== undefined || edge === undefined) return fault
        store.edit((graph) => connect(graph, edge))
        announce(latest.current.words('connected', { from: titleOf(edge.from.node), to: titleOf(edge.to.node) }))
        return undefined
      },
      disconnect(edge) {
        store.edit((graph) => disconnect(graph, [edge]))
        announce(latest.current.words('connectionRemoved'))
      },
      copy(ids) {
        copied = copyModules(graphNow(), new Set(ids))
        if (copied !== undefined) announce(latest.current.words('copied', { count: ids.length }))
        return copied
      },
      paste(text, at) {
        const take = (found: string) => {
          const { words: say, messages: tell } = latest.current
          const result = pasteModules(graphNow(), found, { knownModules: latest.current.editor.catalogue, at })
          if ('fault' in result) {
            const { fault } = result
            tell.failed(
              say('paste'),
              new Error(
                fault.kind === 'no-modules' ? say('pasteNothing') : say('pasteUnknown', { module: fault.module }),
              ),
            )
            return
          }
          store.edit(() => result.graph)
          store.select(result.ids)
          announce(say('pasted', { count: result.ids.length }))
        }
        if (text !== undefined) take(text)
        else void readClipboard().then((found) => take(found ?? copied ?? ''))
      },
      duplicate(ids) {
        const { graph, ids: added } = duplicateModules(graphNow(), new Set(ids))
        store.edit(() => graph)
        store.select(added)
        announce(latest.current.words('pasted', { count: added.length }))
      },
      group(ids) {
        const id = freeNodeId(graphNow(), 'group')
        store.edit((graph) => makeGroup(graph, { id, title: latest.current.words('newGroup'), nodes: [...ids] }))
        latest.current.acts.ask({ kind: 'rename-group', group: id })
      },
      dissolve: (group) => store.edit((graph) => dissolveGroup(graph, group)),
      tidyUp: () => store.edit((graph) => moveModules(graph, tidyPlaces(graph))),
      undo() {
        store.undo()
        announce(latest.current.words('undone'))
      },
      redo() {
        store.redo()
        announce(latest.current.words('redone'))
      },
      run: (ids) => latest.current.acts.run(ids),
      outputsOf: (node) => latest.current.acts.outputsOf(node),
      visualize: (node, port) => latest.current.acts.visualize(node, port),
      openProperties: (node) => latest.current.acts.openProperties(node),
      ask: (dialog) => latest.current.acts.ask(dialog),
      announce,
    }
  }, [store])
}

async function readClipboard(): Promise<string | undefined> {
  try {
    return await navigator.clipboard.readText()
  } catch {
    // The browser does not let pages read it: what was copied on this page is known all the same.
    return undefined
  }
}
