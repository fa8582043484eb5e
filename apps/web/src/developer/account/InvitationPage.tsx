import { getRouteApi } from '@tanstack/react-router'
import { useWords } from '../../shared/languages/words.ts'
import { accountWords } from './account-words.ts'
import { PasswordByTicket } from './PasswordByTicket.tsx'

const route = getRouteApi('/confirm/invitation')

/** The link of an invitation leads here. */
export function InvitationPage() {
  const words = useWords(accountWords)
  const search = route.useSearch()
  return (
    <PasswordByTicket
      title={words('invitation')}
      description={words('invitationText', { email: search.identity })}
      search={search}
    />
  )
}
