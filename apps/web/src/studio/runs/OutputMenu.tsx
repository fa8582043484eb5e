import { Button, Menu, MenuList, MenuPopover, MenuTrigger, Tooltip } from '@fluentui/react-components'
import { MoreHorizontalRegular } from '@fluentui/react-icons'
import { useState } from 'react'
import type { KeptKind } from './kept-kinds.ts'
import { type ModuleOutput, OutputMenuItems } from './OutputMenuItems.tsx'
import { useRunWords } from './run-words.ts'
import { SaveOutputDialog } from './SaveOutputDialog.tsx'

/** Keeping and downloading what came out of a module. */
export function OutputMenu({ place, output, title, suggestedName }: ModuleOutput) {
  const words = useRunWords()
  const [saves, setSaves] = useState<KeptKind>()
  const label = words('portActions', { port: title })
  return (
    <>
      <Menu>
        <MenuTrigger disableButtonEnhancement>
          <Tooltip content={label} relationship="label">
            <Button size="small" appearance="subtle" icon={<MoreHorizontalRegular />} />
          </Tooltip>
        </MenuTrigger>
        <MenuPopover>
          <MenuList>
            <OutputMenuItems place={place} output={output} onSave={setSaves} />
          </MenuList>
        </MenuPopover>
      </Menu>
      {saves !== undefined && (
        <SaveOutputDialog
          place={place}
          kind={saves}
          suggestedName={suggestedName}
          onClose={() => setSaves(undefined)}
        />
      )}
    </>
  )
}
