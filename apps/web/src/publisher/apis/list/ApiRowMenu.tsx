import { Button, Menu, MenuItem, MenuList, MenuPopover, MenuTrigger, Tooltip } from '@fluentui/react-components'
import {
  DeleteRegular,
  EditRegular,
  HistoryRegular,
  MoreHorizontalRegular,
  OpenRegular,
  TextBulletListRegular,
} from '@fluentui/react-icons'
import { useNavigate } from '@tanstack/react-router'
import type { Resource } from '../../../shared/api-client/resource.ts'
import { useService } from '../../../shared/api-client/service.ts'
import { useMay } from '../../../shared/auth/use-may.ts'
import { useWords } from '../../../shared/languages/words.ts'
import { uiWords } from '../../../shared/ui/ui-words.ts'
import { type ApiView, apiHref } from '../api-view.ts'
import { listWords } from './list-words.ts'

/** What can be done with one API of the list. */
export function ApiRowMenu({ api, onDelete }: { readonly api: Resource<ApiView>; readonly onDelete: () => void }) {
  const words = useWords(listWords)
  const ui = useWords(uiWords)
  const service = useService()
  const navigate = useNavigate()
  const mayWrite = useMay('publisher')
  const isMcp = api.properties.type === 'mcp'
  const open = (tab: string) => void navigate({ href: apiHref(service.name, api.name, tab) })
  return (
    <Menu>
      <MenuTrigger disableButtonEnhancement>
        <Tooltip content={ui('moreActions', { name: api.properties.displayName })} relationship="label">
          <Button appearance="subtle" icon={<MoreHorizontalRegular />} />
        </Tooltip>
      </MenuTrigger>
      <MenuPopover>
        <MenuList>
          <MenuItem icon={<OpenRegular />} onClick={() => open('summary')}>
            {words('open')}
          </MenuItem>
          <MenuItem icon={<TextBulletListRegular />} onClick={() => open(isMcp ? 'tools' : 'operations')}>
            {words(isMcp ? 'openTools' : 'openOperations')}
          </MenuItem>
          <MenuItem icon={<EditRegular />} onClick={() => open('settings')}>
            {words('edit')}
          </MenuItem>
          <MenuItem icon={<HistoryRegular />} onClick={() => open('revisions')}>
            {words('revisions')}
          </MenuItem>
          {mayWrite && (
            <MenuItem icon={<DeleteRegular />} onClick={onDelete}>
              {words('delete')}
            </MenuItem>
          )}
        </MenuList>
      </MenuPopover>
    </Menu>
  )
}
