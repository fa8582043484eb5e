import type { ExperimentGraph, ExperimentNode } from '@sluice/contracts'
import { useMemo } from 'react'
import { useWords } from '../../../shared/languages/words.ts'
import { canvasWords } from '../canvas-words.ts'
import { portTitle, useEditor } from '../editor/experiment-editor.ts'
import type { ModuleInfo } from '../state/module-infos.ts'
import { useStateWord } from './StateIcon.tsx'

/** What a module is to those who hear the canvas: its name, state, comment, and what it takes from and gives to. */
export function useModuleDescription(
  graph: ExperimentGraph,
  infos: ReadonlyMap<string, ModuleInfo>,
): (node: ExperimentNode) => string {
  const words = useWords(canvasWords)
  const stateWord = useStateWord()
  const { catalogue, titleOf } = useEditor()
  return useMemo(() => {
    const titles = new Map(graph.nodes.map((node) => [node.id, titleOf(node)]))
    const into = group(graph.edges.map((edge) => [`${edge.to.node} ${edge.to.port}`, titles.get(edge.from.node) ?? '']))
    const outOf = group(
      graph.edges.map((edge) => [`${edge.from.node} ${edge.from.port}`, titles.get(edge.to.node) ?? '']),
    )
    return (node) => {
      const entry = catalogue.get(node.module)
      const list = (side: 'input' | 'output', others: ReadonlyMap<string, string>) =>
        (side === 'input' ? entry?.inputs : entry?.outputs)
          ?.map(
            ({ name }) =>
              `${portTitle(entry, side, name)} ${others.get(`${node.id} ${name}`) ?? words('notConnected')}`,
          )
          .join(', ') ?? ''
      const inputs = list('input', into)
      const outputs = list('output', outOf)
      return [
        titles.get(node.id) ?? '',
        stateWord(infos.get(node.id) ?? { state: 'not-run' }),
        node.comment ?? '',
        inputs === '' ? words('noInputs') : words('inputs', { list: inputs }),
        outputs === '' ? words('noOutputs') : words('outputs', { list: outputs }),
      ]
        .filter((text) => text !== '')
        .join(', ')
    }
    // The words of states change with the language only, as the others do.
  }, [graph, infos, catalogue, titleOf, words, stateWord])
}

function group(pairs: readonly (readonly [string, string])[]): ReadonlyMap<string, string> {
  const found = new Map<string, string>()
  for (const [key, title] of pairs) found.set(key, found.has(key) ? `${found.get(key)}, ${title}` : title)
  return found
}
