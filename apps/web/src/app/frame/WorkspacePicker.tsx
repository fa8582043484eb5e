import { Button, Menu, MenuItemRadio, MenuList, MenuPopover, MenuTrigger } from '@fluentui/react-components'
import { ChevronDownRegular } from '@fluentui/react-icons'
import { useQuery } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { workspacesQuery } from '../../shared/api-client/workspaces-query.ts'
import { useWords } from '../../shared/languages/words.ts'
import styles from './frame.module.css'
import { frameWords } from './frame-words.ts'

/** The workspace that is worked in; another one opens at its experiments. */
export function WorkspacePicker({ workspace }: { readonly workspace: string }) {
  const words = useWords(frameWords)
  const navigate = useNavigate()
  const { data: workspaces = [] } = useQuery(workspacesQuery)
  const name = workspaces.find(({ id }) => id === workspace)?.friendlyName
  if (name === undefined) return null
  return (
    <Menu
      checkedValues={{ workspace: [workspace] }}
      onCheckedValueChange={(_, { checkedItems: [id = workspace] }) => void navigate({ href: `/studio/${id}` })}
    >
      <MenuTrigger disableButtonEnhancement>
        <Button
          appearance="subtle"
          icon={<ChevronDownRegular />}
          iconPosition="after"
          aria-label={`${words('workspace')}: ${name}`}
        >
          <span translate="no" className={styles.pickerName}>
            {name}
          </span>
        </Button>
      </MenuTrigger>
      <MenuPopover>
        <MenuList>
          {workspaces.map(({ id, friendlyName }) => (
            <MenuItemRadio key={id} name="workspace" value={id} translate="no">
              {friendlyName}
            </MenuItemRadio>
          ))}
        </MenuList>
      </MenuPopover>
    </Menu>
  )
}
