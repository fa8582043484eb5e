import { Button, Menu, MenuItem, MenuList, MenuPopover, MenuTrigger, Tooltip } from '@fluentui/react-components'
import { MoreHorizontalRegular, PersonSwapRegular } from '@fluentui/react-icons'
import { useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import { useService } from '../../shared/api-client/service.ts'
import { allows } from '../../shared/auth/session.ts'
import { useMay } from '../../shared/auth/use-may.ts'
import { useWords } from '../../shared/languages/words.ts'
import { AskDialog } from '../../shared/ui/dialogs/AskDialog.tsx'
import { uiWords } from '../../shared/ui/ui-words.ts'
import { BlockDialog } from './BlockDialog.tsx'
import { DeleteUserDialog } from './DeleteUserDialog.tsx'
import { useUserActs } from './use-user-acts.ts'
import type { User } from './use-user-columns.tsx'
import { firstAdministrator, fullNameOf } from './user.ts'
import { userWords } from './user-words.ts'

/** What administrators do with a person. */
export function UserActions({ user }: { readonly user: User }) {
  const words = useWords(userWords)
  const ui = useWords(uiWords)
  const { name: service } = useService()
  const navigate = useNavigate()
  const acts = useUserActs()
  const mayChange = useMay('administrator')
  const [question, setQuestion] = useState<'actAs' | 'block' | 'delete'>()
  if (!mayChange) return null
  const { state, role } = user.properties
  const name = fullNameOf(user.properties)
  const isFirst = user.name === firstAdministrator
  const mayActAs = state === 'active' && role !== 'administrator'
  const close = () => setQuestion(undefined)
  const actAs = async () => {
    const session = await acts.actAs(user)
    close()
    if (session === undefined) return
    await navigate({ href: `/${allows(session, 'analyst') ? 'publisher' : 'developer'}/${service}` })
  }
  const more = ui('moreActions', { name })
  const actButton = (
    <Button icon={<PersonSwapRegular />} disabledFocusable={!mayActAs} onClick={() => mayActAs && setQuestion('actAs')}>
      {words('actAs')}
    </Button>
  )
  return (
    <>
      {mayActAs ? (
        actButton
      ) : (
        <Tooltip content={words('actAsBlocked')} relationship="description">
          {actButton}
        </Tooltip>
      )}
      {state === 'blocked' ? (
        <Button onClick={() => void acts.setState([user], 'active')}>{words('unblock')}</Button>
      ) : (
        !isFirst && <Button onClick={() => setQuestion('block')}>{words('block')}</Button>
      )}
      <Menu>
        <MenuTrigger disableButtonEnhancement>
          <Tooltip content={more} relationship="label">
            <Button icon={<MoreHorizontalRegular />} />
          </Tooltip>
        </MenuTrigger>
        <MenuPopover>
          <MenuList>
            <MenuItem onClick={() => void acts.sendPasswordLink(user)}>{words('passwordLink')}</MenuItem>
            <MenuItem
              disabled={isFirst}
              {...(isFirst ? { subText: words('cannotDeleteFirst') } : {})}
              onClick={() => setQuestion('delete')}
            >
              {words('delete')}
            </MenuItem>
          </MenuList>
        </MenuPopover>
      </Menu>
      <AskDialog
        isOpen={question === 'actAs'}
        title={words('actAsTitle', { name })}
        confirmLabel={words('actAsConfirm', { name })}
        onCancel={close}
        onConfirm={() => void actAs()}
      >
        {words('actAsText', { name })}
      </AskDialog>
      {question === 'block' && <BlockDialog users={[user]} onClose={close} />}
      {question === 'delete' && (
        <DeleteUserDialog
          user={user}
          onClose={(isDone) => {
            close()
            if (isDone) void navigate({ href: `/publisher/${service}/users`, ignoreBlocker: true })
          }}
        />
      )}
    </>
  )
}
