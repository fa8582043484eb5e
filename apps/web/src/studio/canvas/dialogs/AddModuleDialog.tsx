import { bestPort, type PortPlace } from '@sluice/dataflow'
import { useMemo } from 'react'
import { useWords } from '../../../shared/languages/words.ts'
import { useCommands } from '../editor/canvas-commands.ts'
import { portTitle, useEditor, useGraph } from '../editor/experiment-editor.ts'
import { findChoices, type ModuleChoice } from '../palette/module-choices.ts'
import { dialogWords } from './dialog-words.ts'
import { SearchDialog } from './SearchDialog.tsx'

/** Finds a module by typing; what fits the port comes first, and is connected to it. */
export function AddModuleDialog({
  near,
  choices,
  onClose,
}: {
  readonly near: PortPlace | undefined
  readonly choices: readonly ModuleChoice[]
  readonly onClose: () => void
}) {
  const words = useWords(dialogWords)
  const { ports, catalogue } = useEditor()
  const graph = useGraph()
  const { add, board } = useCommands()
  const ranked = useMemo(() => {
    const rankOf = ({ module }: ModuleChoice) => {
      const described = ports[module]
      return near === undefined || described === undefined ? undefined : bestPort(graph, near, described, ports)
    }
    return choices
      .map((choice) => ({ choice, fit: rankOf(choice) }))
      .sort((a, b) => (a.fit?.rank ?? 99) - (b.fit?.rank ?? 99))
  }, [choices, near, graph, ports])
  const fitByKey = useMemo(() => new Map(ranked.map(({ choice, fit }) => [choice.key, fit])), [ranked])
  const inOrder = useMemo(() => ranked.map(({ choice }) => choice), [ranked])
  const noteOf = ({ key, module, path }: ModuleChoice) => {
    const fit = fitByKey.get(key)
    return fit === undefined
      ? path.join(' / ')
      : words('fits', {
          port: portTitle(catalogue.get(module), near?.side === 'output' ? 'input' : 'output', fit.port),
        })
  }
  return (
    <SearchDialog
      label={words('addTitle')}
      placeholder={words('addPlaceholder')}
      nothing={words('addEmpty')}
      find={(text) =>
        findChoices(inOrder, text).map((choice) => ({
          key: choice.key,
          label: <span translate="no">{choice.title}</span>,
          note: noteOf(choice),
        }))
      }
      onClose={onClose}
      onChoose={(key) => {
        const choice = choices.find((one) => one.key === key)
        if (choice === undefined) return
        const id = add(choice, { connectTo: fitByKey.get(key) === undefined ? undefined : near })
        board.current?.focusModule(id)
      }}
    />
  )
}
