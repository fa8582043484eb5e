import { Button, Menu, MenuItem, MenuList, MenuPopover, MenuTrigger, Tooltip } from '@fluentui/react-components'
import {
  CheckmarkCircleRegular,
  CloudOffRegular,
  CloudRegular,
  DeleteRegular,
  MoreHorizontalRegular,
  OpenRegular,
} from '@fluentui/react-icons'
import { useMay } from '../../../shared/auth/use-may.ts'
import { useWords } from '../../../shared/languages/words.ts'
import type { RevisionView } from './revision-view.ts'
import { revisionsWords } from './revisions-words.ts'

export type RevisionAct = 'open' | 'makeCurrent' | 'goOnline' | 'goOffline' | 'deleteRevision'

const icons = {
  open: <OpenRegular />,
  makeCurrent: <CheckmarkCircleRegular />,
  goOnline: <CloudRegular />,
  goOffline: <CloudOffRegular />,
  deleteRevision: <DeleteRegular />,
} as const

/** What can be done with one revision. */
export function RevisionMenu({
  revision,
  onAct,
}: {
  readonly revision: RevisionView
  readonly onAct: (act: RevisionAct) => void
}) {
  const words = useWords(revisionsWords)
  const mayWrite = useMay('publisher')
  const acts: readonly RevisionAct[] = [
    'open',
    ...(mayWrite
      ? ([
          ...(revision.isCurrent ? [] : ['makeCurrent']),
          revision.isOnline ? 'goOffline' : 'goOnline',
          ...(revision.isCurrent ? [] : ['deleteRevision']),
        ] as const satisfies readonly string[] as readonly RevisionAct[])
      : []),
  ]
  return (
    <Menu>
      <MenuTrigger disableButtonEnhancement>
        <Tooltip content={words('actionsOf', { revision: revision.apiRevision })} relationship="label">
          <Button appearance="subtle" icon={<MoreHorizontalRegular />} />
        </Tooltip>
      </MenuTrigger>
      <MenuPopover>
        <MenuList>
          {acts.map((act) => (
            <MenuItem key={act} icon={icons[act]} onClick={() => onAct(act)}>
              {words(act)}
            </MenuItem>
          ))}
        </MenuList>
      </MenuPopover>
    </Menu>
  )
}
