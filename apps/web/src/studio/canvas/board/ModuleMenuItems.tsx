import { Menu, MenuDivider, MenuItem, MenuList, MenuPopover, MenuTrigger } from '@fluentui/react-components'
import { useWords } from '../../../shared/languages/words.ts'
import { type ModuleOutput, OutputMenuItems } from '../../runs/OutputMenuItems.tsx'
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
  const outputs = commands.outputsOf(id)
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
        <MenuItem
          key={name}
          disabled={!outputs.some(({ place }) => place.port === name)}
          onClick={() => commands.visualize(id, name)}
        >
          {words('visualize', { port: portTitle(entry, 'output', name) })}
        </MenuItem>
      ))}
      {outputs.map((output) => (
        <Menu key={output.place.port}>
          <MenuTrigger disableButtonEnhancement>
            <MenuItem>{words('keep', { port: output.title })}</MenuItem>
          </MenuTrigger>
          <MenuPopover>
            <MenuList>
              <OutputItems output={output} />
            </MenuList>
          </MenuPopover>
        </Menu>
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

/** What can be done with what came out at one port. */
export function OutputPortItems({ node, port }: { readonly node: string; readonly port: string }) {
  const words = useWords(canvasWords)
  const commands = useCommands()
  const output = commands.outputsOf(node).find(({ place }) => place.port === port)
  if (output === undefined) return <MenuItem disabled>{words('nothingThere')}</MenuItem>
  return (
    <>
      <MenuItem onClick={() => commands.visualize(node, port)}>{words('visualize', { port: output.title })}</MenuItem>
      <OutputItems output={output} />
    </>
  )
}

function OutputItems({ output }: { readonly output: ModuleOutput }) {
  const { ask } = useCommands()
  return <OutputMenuItems {...output} onSave={(as) => ask({ kind: 'save-output', output, as })} />
}
