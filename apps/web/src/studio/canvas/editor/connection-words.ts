import type { ExperimentEdge, ExperimentGraph } from '@sluice/contracts'
import {
  type ConnectionFault,
  connectionBetween,
  connectionFault,
  type PortPlace,
  type PortType,
} from '@sluice/dataflow'
import { useCallback } from 'react'
import { useWords } from '../../../shared/languages/words.ts'
import { canvasWords } from '../canvas-words.ts'
import { type ExperimentEditor, useEditor } from './experiment-editor.ts'

/** Names of what goes through ports. */
export function usePortTypeWords(): (types: readonly PortType[]) => string {
  const words = useWords(canvasWords)
  return useCallback((types) => types.map((type) => words(`type-${type}`)).join(words('or')), [words])
}

type FaultText = (graph: ExperimentGraph, a: PortPlace, b: PortPlace) => string | undefined

/** Why two ports of the graph cannot be connected, in words; undefined = they can. */
export const useConnectionFault = (): FaultText => useFaultText(useEditor())

/** The same where the editor is made. */
export function useFaultText({ ports, titleOf }: Pick<ExperimentEditor, 'ports' | 'titleOf'>): FaultText {
  const words = useWords(canvasWords)
  const typeWords = usePortTypeWords()
  return useCallback(
    (graph, a, b) => {
      const edge = connectionBetween(a, b)
      if (edge === undefined) return words('cannotSide')
      const title = (id: string) => {
        const node = graph.nodes.find((one) => one.id === id)
        return node === undefined ? id : titleOf(node)
      }
      const fault = connectionFault(graph, edge, ports)
      return fault && toText(fault, edge)

      function toText(found: ConnectionFault, { from, to }: ExperimentEdge): string {
        switch (found.kind) {
          case 'unknown-port':
            return words('cannotUnknown')
          case 'same-connection':
            return words('cannotSame')
          case 'own-output':
            return words('cannotOwn')
          case 'circle':
            return words('cannotCircle', { from: title(from.node), to: title(to.node) })
          case 'wrong-type':
            return words('cannotType', { gives: typeWords([found.gives]), takes: typeWords(found.takes) })
          case 'port-taken':
            return words('cannotTaken', { title: title(found.by.node) })
        }
      }
    },
    [words, typeWords, ports, titleOf],
  )
}
