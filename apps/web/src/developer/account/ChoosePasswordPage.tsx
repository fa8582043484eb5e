import { getRouteApi } from '@tanstack/react-router'
import { useWords } from '../../shared/languages/words.ts'
import { accountWords } from './account-words.ts'
import { PasswordByTicket } from './PasswordByTicket.tsx'

const route = getRouteApi('/confirm-v2/password')

/** The link of the mail for a forgotten password leads here. */
export function ChoosePasswordPage() {
  const words = useWords(accountWords)
  const search = route.useSearch()
  return (
    <PasswordByTicket
      title={words('choosePassword')}
      description={words('choosePasswordText', { email: search.identity })}
      search={search}
    />
  )
}
