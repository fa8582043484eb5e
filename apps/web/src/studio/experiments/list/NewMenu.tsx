import { Button, Menu, MenuItem, MenuList, MenuPopover, MenuTrigger } from '@fluentui/react-components'
import {
  AddRegular,
  ArrowImportRegular,
  ChevronDownRegular,
  DatabaseRegular,
  FlowchartRegular,
} from '@fluentui/react-icons'
import { useNavigate } from '@tanstack/react-router'
import { useWords } from '../../../shared/languages/words.ts'
import { useStudioPlace } from '../../api/use-studio-place.ts'
import { experimentWords } from '../experiment-words.ts'

/** What can be made in the workspace. */
export function NewMenu() {
  const words = useWords(experimentWords)
  const navigate = useNavigate()
  const { base } = useStudioPlace()
  const go = (path: string) => void navigate({ href: `${base}${path}` })
  return (
    <Menu>
      <MenuTrigger disableButtonEnhancement>
        <Button appearance="primary" icon={<AddRegular />}>
          {words('new')} <ChevronDownRegular aria-hidden />
        </Button>
      </MenuTrigger>
      <MenuPopover>
        <MenuList>
          <MenuItem icon={<FlowchartRegular />} onClick={() => go('/experiments/new')}>
            {words('experiment')}
          </MenuItem>
          <MenuItem icon={<DatabaseRegular />} onClick={() => go('/datasets/new')}>
            {words('dataset')}
          </MenuItem>
          <MenuItem icon={<ArrowImportRegular />} onClick={() => go('/experiments/import')}>
            {words('importOld')}
          </MenuItem>
        </MenuList>
      </MenuPopover>
    </Menu>
  )
}
