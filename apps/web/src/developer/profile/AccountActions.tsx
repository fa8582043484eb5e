import { Button } from '@fluentui/react-components'
import { useQuery } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { useRef, useState } from 'react'
import { queryClient } from '../../shared/api-client/query-client.ts'
import { sessionQuery } from '../../shared/auth/session.ts'
import { useWords } from '../../shared/languages/words.ts'
import { CostlyDialog } from '../../shared/ui/dialogs/CostlyDialog.tsx'
import { useMessages } from '../../shared/ui/feedback/use-messages.tsx'
import { sendDeveloper } from '../developer-api.ts'
import { isLive, ownSubscriptionsQuery } from '../subscriptions/own-subscriptions.ts'
import { usePortal } from '../use-portal.ts'
import { ChangeEmailDialog } from './ChangeEmailDialog.tsx'
import { ChangePasswordDialog } from './ChangePasswordDialog.tsx'
import styles from './profile.module.css'
import { profileWords } from './profile-words.ts'

/** Another address, another password, and the end. */
export function AccountActions({ userId, email }: { readonly userId: string; readonly email: string }) {
  const words = useWords(profileWords)
  const messages = useMessages()
  const navigate = useNavigate()
  const { service } = usePortal()
  const [asked, setAsked] = useState<'email' | 'password' | 'close'>()
  const [failure, setFailure] = useState<unknown>()
  const [isBusy, setBusy] = useState(false)
  const opener = useRef<HTMLElement>(null)
  const { data: subscriptions = [] } = useQuery(ownSubscriptionsQuery(service, userId))
  const ask = (what: typeof asked) => (event: { readonly currentTarget: HTMLElement }) => {
    opener.current = event.currentTarget
    setAsked(what)
  }
  const leave = () => {
    setAsked(undefined)
    setFailure(undefined)
    opener.current?.focus()
  }
  const close = async () => {
    setBusy(true)
    try {
      const path = `/users/${encodeURIComponent(userId)}`
      await sendDeveloper(service, path, { method: 'DELETE', isAnonymous: false })
    } catch (error) {
      setFailure(error)
      setBusy(false)
      return
    }
    // The session has gone with the account.
    await queryClient.fetchQuery({ ...sessionQuery, staleTime: 0 })
    queryClient.removeQueries({ queryKey: ['developer', service] })
    messages.done(words('closed'))
    await navigate({ to: '/developer/$service', params: { service } })
  }
  return (
    <div className={styles.buttons}>
      <Button onClick={ask('email')}>{words('changeEmail')}</Button>
      <Button onClick={ask('password')}>{words('changePassword')}</Button>
      <Button onClick={ask('close')}>{words('close')}</Button>
      {asked === 'email' && <ChangeEmailDialog onClose={leave} />}
      {asked === 'password' && <ChangePasswordDialog email={email} onClose={leave} />}
      {asked === 'close' && (
        <CostlyDialog
          isOpen
          title={words('closeTitle')}
          name={email}
          confirmLabel={words('closeConfirm')}
          isBusy={isBusy}
          error={failure}
          onConfirm={() => void close()}
          onCancel={leave}
        >
          {words('closeDialogText', { count: subscriptions.filter(isLive).length })}
        </CostlyDialog>
      )}
    </div>
  )
}
