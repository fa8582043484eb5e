import {
  Menu,
  MenuDivider,
  MenuItem,
  MenuList,
  MenuPopover,
  type PositioningVirtualElement,
} from '@fluentui/react-components'
import type { Place } from '@sluice/dataflow'
import type { ReactNode } from 'react'
import { useWords } from '../../../shared/languages/words.ts'
import { canvasWords } from '../canvas-words.ts'
import { useCommands } from '../editor/canvas-commands.ts'
import { useEditor, useEditorState } from '../editor/experiment-editor.ts'
import type { BoardMenuTarget } from './board-context.ts'
import { ModuleMenuItems, OutputPortItems } from './ModuleMenuItems.tsx'

/** The one menu of the canvas: about a module, one of its outputs, a connection, a group, or the canvas itself. */
export function BoardMenu({ target, onClose }: { readonly target: BoardMenuTarget; readonly onClose: () => void }) {
  const anchor = target.anchor instanceof Element ? target.anchor : pointAt(target.anchor)
  return (
    <Menu
      open
      onOpenChange={(_, { open }) => {
        if (open) return
        onClose()
        if (target.anchor instanceof HTMLElement) target.anchor.focus()
      }}
      positioning={{ target: anchor as HTMLElement, position: 'below', align: 'start' }}
    >
      <MenuPopover>
        <MenuList>{itemsOf(target)}</MenuList>
      </MenuPopover>
    </Menu>
  )
}

function itemsOf(target: BoardMenuTarget): ReactNode {
  switch (target.kind) {
    case 'module':
      return <ModuleMenuItems node={target.node} />
    case 'output':
      return <OutputPortItems node={target.node} port={target.port} />
    case 'connection':
      return <ConnectionItems target={target} />
    case 'group':
      return <GroupItems group={target.group} />
    case 'board':
      return <CanvasItems at={target.at} />
  }
}

function ConnectionItems({ target }: { readonly target: Extract<BoardMenuTarget, { kind: 'connection' }> }) {
  const words = useWords(canvasWords)
  const { disconnect } = useCommands()
  return <MenuItem onClick={() => disconnect(target.edge)}>{words('removeConnection')}</MenuItem>
}

function GroupItems({ group }: { readonly group: string }) {
  const words = useWords(canvasWords)
  const commands = useCommands()
  return (
    <>
      <MenuItem onClick={() => commands.ask({ kind: 'rename-group', group })}>{words('rename')}</MenuItem>
      <MenuItem onClick={() => commands.dissolve(group)}>{words('dissolve')}</MenuItem>
    </>
  )
}

function CanvasItems({ at }: { readonly at: Place }) {
  const words = useWords(canvasWords)
  const commands = useCommands()
  const { store } = useEditor()
  const ids = useEditorState(({ graph }) => graph.nodes)
  return (
    <>
      <MenuItem onClick={() => commands.ask({ kind: 'add' })}>{words('addModule')}</MenuItem>
      <MenuItem onClick={() => commands.paste(undefined, at)}>{words('paste')}</MenuItem>
      <MenuDivider />
      <MenuItem onClick={() => store.select(ids.map(({ id }) => id))}>{words('selectAll')}</MenuItem>
    </>
  )
}

const pointAt = ({ x, y }: Place): PositioningVirtualElement => ({
  getBoundingClientRect: () => new DOMRect(x, y, 0, 0),
})
