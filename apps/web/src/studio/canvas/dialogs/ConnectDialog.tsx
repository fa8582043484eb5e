import { type PortPlace, possiblePorts } from '@sluice/dataflow'
import { useMemo } from 'react'
import { useWords } from '../../../shared/languages/words.ts'
import { useCommands } from '../editor/canvas-commands.ts'
import { portTitle, useEditor, useGraph } from '../editor/experiment-editor.ts'
import { dialogWords } from './dialog-words.ts'
import { SearchDialog } from './SearchDialog.tsx'

/** Every port that a port of the module may be connected to, the likeliest first. */
export function ConnectDialog({
  node: id,
  port,
  onClose,
}: {
  readonly node: string
  readonly port: PortPlace | undefined
  readonly onClose: () => void
}) {
  const words = useWords(dialogWords)
  const { ports, catalogue, titleOf } = useEditor()
  const graph = useGraph()
  const { connect } = useCommands()
  const node = graph.nodes.find((one) => one.id === id)
  const pairs = useMemo(() => {
    const described = node && ports[node.module]
    if (described === undefined) return []
    const own: readonly PortPlace[] =
      port !== undefined
        ? [port]
        : [
            ...Object.keys(described.outputs).map((name) => ({ node: id, port: name, side: 'output' as const })),
            ...Object.keys(described.inputs).map((name) => ({ node: id, port: name, side: 'input' as const })),
          ]
    return own.flatMap((mine) =>
      possiblePorts(graph, mine, ports).map((other) => {
        const otherNode = graph.nodes.find((one) => one.id === other.node)
        const text = words(mine.side === 'output' ? 'connectItem' : 'connectItemBack', {
          port: portTitle(node && catalogue.get(node.module), mine.side, mine.port),
          title: otherNode === undefined ? other.node : titleOf(otherNode),
          other: portTitle(otherNode && catalogue.get(otherNode.module), other.side, other.port),
        })
        return { key: JSON.stringify([mine, other]), mine, other, text }
      }),
    )
  }, [graph, node, id, port, ports, catalogue, titleOf, words])
  return (
    <SearchDialog
      label={words('connectTitle', { title: node === undefined ? id : titleOf(node) })}
      placeholder={words('connectPlaceholder')}
      nothing={words('connectEmpty')}
      find={(typed) =>
        pairs
          .filter(({ text }) => text.toLowerCase().includes(typed.trim().toLowerCase()))
          .map(({ key, text }) => ({ key, label: <span translate="no">{text}</span> }))
      }
      onClose={onClose}
      onChoose={(key) => {
        const pair = pairs.find((one) => one.key === key)
        if (pair !== undefined) connect(pair.mine, pair.other)
      }}
    />
  )
}
