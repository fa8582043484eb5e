import { Button, Menu, MenuItem, MenuList, MenuPopover, MenuTrigger } from '@fluentui/react-components'
import { AddRegular, ChevronDownRegular } from '@fluentui/react-icons'
import { useNavigate } from '@tanstack/react-router'
import { allows, useSession } from '../shared/auth/session.ts'
import { useWords } from '../shared/languages/words.ts'
import { homeWords } from './home-words.ts'

/** What administrators can make: instances and workspaces. */
export function NewMenu() {
  const words = useWords(homeWords)
  const navigate = useNavigate()
  const session = useSession()
  if (!allows(session, 'administrator')) return null
  return (
    <Menu>
      <MenuTrigger disableButtonEnhancement>
        <Button appearance="primary" icon={<AddRegular />}>
          {words('new')} <ChevronDownRegular aria-hidden />
        </Button>
      </MenuTrigger>
      <MenuPopover>
        <MenuList>
          <Menu>
            <MenuTrigger disableButtonEnhancement>
              <MenuItem>{words('appServices')}</MenuItem>
            </MenuTrigger>
            <MenuPopover>
              <MenuList>
                <Menu>
                  <MenuTrigger disableButtonEnhancement>
                    <MenuItem>{words('apiManagement')}</MenuItem>
                  </MenuTrigger>
                  <MenuPopover>
                    <MenuList>
                      <MenuItem icon={<AddRegular />} onClick={() => void navigate({ to: '/new/api-management' })}>
                        {words('create')}
                      </MenuItem>
                    </MenuList>
                  </MenuPopover>
                </Menu>
              </MenuList>
            </MenuPopover>
          </Menu>
          <MenuItem onClick={() => void navigate({ to: '/', search: { new: 'workspace' } })}>
            {words('newWorkspace')}
          </MenuItem>
        </MenuList>
      </MenuPopover>
    </Menu>
  )
}
