import { MenuDivider, MenuItem } from '@fluentui/react-components'
import { useWords } from '../../../shared/languages/words.ts'
import { canvasWords } from '../canvas-words.ts'
import { useCommands } from '../editor/canvas-commands.ts'
import { portTitle, useEditor, useGraph, useSelection } from '../editor/experiment-editor.ts'

/** What can be done with a module, or with all that are selected where it is one of them. */
export function ModuleMenuItems({ node: id }: { readonly node: string }) {
  const words = useWords(canvasWords)
  const commands = useCommands()
  const { isReadOnly, catalogue, titleOf } = useEditor()
  const graph = useGraph()
  const selection = useSelection()
  const node = graph.nodes.find((one) => one.id === id)
  if (node === undefined) return null
  const entry = catalogue.get(node.module)
  const meant = selection.includes(id) ? selection : [id]
  const visualizable = commands.visualizable(id)
  const nameOf = (other: string) => {
    const found = graph.nodes.find((one) => one.id === other)
    return found === undefined ? other : titleOf(found)
  }
  const copy = () => {
    const text = commands.copy(meant)
    // Where the browser refuses, it can still be pasted on this page.
    if (text !== undefined) void navigator.clipboard?.writeText(text).catch(() => undefined)
  }
  return (
    <>
      <MenuItem onClick={() => commands.openProperties(id)}>{words('properties')}</MenuItem>
      {entry?.outputs.map(({ name }) => (
        <MenuItem key={name} disabled={!visualizable.includes(name)} onClick={() => commands.visualize(id, name)}>
          {words('visualize', { port: portTitle(entry, 'output', name) })}
        </MenuItem>
      ))}
      {!isReadOnly && (
        <>
          <MenuItem onClick={() => commands.run(meant)}>{words('runSelected')}</MenuItem>
          <MenuDivider />
          <MenuItem onClick={() => commands.ask({ kind: 'connect', node: id })}>{words('connectTo')}</MenuItem>
          <MenuItem onClick={() => commands.ask({ kind: 'comment', node: id })}>{words('commentEdit')}</MenuItem>
          {graph.edges
            .filter(({ from, to }) => from.node === id || to.node === id)
            .map((edge) => (
              <MenuItem key={JSON.stringify(edge)} onClick={() => commands.disconnect(edge)}>
                {edge.from.node === id
                  ? words('removeConnectionTo', { title: nameOf(edge.to.node) })
                  : words('removeConnectionFrom', { title: nameOf(edge.from.node) })}
              </MenuItem>
            ))}
          <MenuDivider />
        </>
      )}
      <MenuItem onClick={copy}>{words('copy')}</MenuItem>
      {!isReadOnly && (
        <>
          <MenuItem onClick={() => commands.paste(undefined)}>{words('paste')}</MenuItem>
          <MenuItem onClick={() => commands.duplicate(meant)}>{words('duplicate')}</MenuItem>
          <MenuItem onClick={() => commands.group(meant)}>{words('group')}</MenuItem>
          <MenuDivider />
          <MenuItem onClick={() => commands.remove(meant)}>{words('remove')}</MenuItem>
        </>
      )}
    </>
  )
}
