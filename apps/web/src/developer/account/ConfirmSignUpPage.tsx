import { getRouteApi } from '@tanstack/react-router'
import { useState } from 'react'
import { useWords } from '../../shared/languages/words.ts'
import { LinkButton } from '../../shared/ui/navigation/LinkButton.tsx'
import { AccountPage } from './AccountPage.tsx'
import { accountWords } from './account-words.ts'
import { ConfirmButton } from './ConfirmButton.tsx'
import { LinkInvalidPage } from './LinkInvalidPage.tsx'

const route = getRouteApi('/confirm-v2/identities/basic/signup')

/** The link of the mail after signing up leads here. */
export function ConfirmSignUpPage() {
  const words = useWords(accountWords)
  const { ticket, identity: email, service } = route.useSearch()
  const [outcome, setOutcome] = useState<'done' | 'invalid'>()
  if (outcome === 'invalid' || ticket === '') return <LinkInvalidPage service={service} />
  if (outcome === 'done') {
    const search = service === undefined ? {} : { service, returnTo: `/developer/${service}` }
    return (
      <AccountPage title={words('confirmed')} description={words('confirmedText', { email })}>
        <LinkButton to="/sign-in" search={search} appearance="primary">
          {words('signIn')}
        </LinkButton>
      </AccountPage>
    )
  }
  return (
    <AccountPage title={words('confirmTitle')} description={words('confirmText', { email })}>
      <ConfirmButton
        ticket={ticket}
        label={words('confirm')}
        onDone={() => setOutcome('done')}
        onInvalid={() => setOutcome('invalid')}
      />
    </AccountPage>
  )
}
