import { Button, Menu, MenuItem, MenuList, MenuPopover, MenuTrigger, Tooltip } from '@fluentui/react-components'
import { MoreHorizontalRegular } from '@fluentui/react-icons'
import type { ReactElement } from 'react'
import { useWords } from '../../languages/words.ts'
import { uiWords } from '../ui-words.ts'

export interface RowAction {
  readonly label: string
  readonly icon: ReactElement
  readonly onSelect: () => void
}

/** What can be done with the thing of a row. */
export function RowMenu({ name, actions }: { readonly name: string; readonly actions: readonly RowAction[] }) {
  const words = useWords(uiWords)
  return (
    <Menu>
      <MenuTrigger disableButtonEnhancement>
        <Tooltip content={words('moreActions', { name })} relationship="label">
          <Button appearance="subtle" icon={<MoreHorizontalRegular />} />
        </Tooltip>
      </MenuTrigger>
      <MenuPopover>
        <MenuList>
          {actions.map(({ label, icon, onSelect }) => (
            <MenuItem key={label} icon={icon} onClick={onSelect}>
              {label}
            </MenuItem>
          ))}
        </MenuList>
      </MenuPopover>
    </Menu>
  )
}
