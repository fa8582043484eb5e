import { Button, Menu, MenuItem, MenuList, MenuPopover, MenuTrigger } from '@fluentui/react-components'
import { MoreHorizontalRegular } from '@fluentui/react-icons'
import { useWords } from '../../shared/languages/words.ts'
import { propertiesWords } from './properties-words.ts'

/** What can be done with a parameter beside giving it a value. */
export function ParameterMenu({
  ofId,
  isLinked,
  canReset,
  onReset,
  onMark,
  onUnlink,
}: {
  /** Element that names the parameter; in the buttons' own names it would be taken for another label of its field. */
  readonly ofId: string
  /** Callers of the web service set it. */
  readonly isLinked: boolean
  readonly canReset: boolean
  readonly onReset: () => void
  readonly onMark: () => void
  readonly onUnlink: () => void
}) {
  const words = useWords(propertiesWords)
  const label = words('options')
  return (
    <Menu>
      <MenuTrigger disableButtonEnhancement>
        <Button
          size="small"
          appearance="subtle"
          icon={<MoreHorizontalRegular />}
          aria-label={label}
          aria-describedby={ofId}
          title={label}
        />
      </MenuTrigger>
      <MenuPopover>
        <MenuList>
          <MenuItem onClick={onMark}>{words(isLinked ? 'changeParameter' : 'setAsParameter')}</MenuItem>
          {isLinked && <MenuItem onClick={onUnlink}>{words('unlink')}</MenuItem>}
          <MenuItem disabled={!canReset} onClick={onReset}>
            {words('reset')}
          </MenuItem>
        </MenuList>
      </MenuPopover>
    </Menu>
  )
}
