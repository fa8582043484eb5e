import { Button } from '@fluentui/react-components'
import { useQuery } from '@tanstack/react-query'
import { getRouteApi } from '@tanstack/react-router'
import { useState } from 'react'
import { send } from '../../shared/api-client/send.ts'
import { useWords } from '../../shared/languages/words.ts'
import { ErrorState } from '../../shared/ui/feedback/ErrorState.tsx'
import { Loading } from '../../shared/ui/feedback/Loading.tsx'
import { useMessages } from '../../shared/ui/feedback/use-messages.tsx'
import { LinkButton } from '../../shared/ui/navigation/LinkButton.tsx'
import { delegate } from '../delegate.ts'
import { developerWords } from '../developer-words.ts'
import { portalSettingsQuery } from '../portal-settings.ts'
import styles from './AccountPage.module.css'
import { AccountPage } from './AccountPage.tsx'
import { accountWords } from './account-words.ts'
import { SignUpForm } from './SignUpForm.tsx'

const route = getRouteApi('/sign-up')

/** An account for whoever has none yet. */
export function SignUpPage() {
  const words = useWords(accountWords)
  const shared = useWords(developerWords)
  const messages = useMessages()
  const { service } = route.useSearch()
  const settings = useQuery(portalSettingsQuery(service))
  const [sentTo, setSentTo] = useState<string>()
  const organization = settings.data?.organization ?? service ?? ''
  const signIn = (
    <p className={styles.links}>
      <LinkButton to="/sign-in" search={service === undefined ? {} : { service }}>
        {words(sentTo === undefined ? 'toSignIn' : 'signIn')}
      </LinkButton>
    </p>
  )
  if (settings.isError) {
    return (
      <AccountPage title={words('signUp')}>
        <ErrorState error={settings.error} onRetry={() => void settings.refetch()} />
      </AccountPage>
    )
  }
  if (settings.isPending) {
    return (
      <AccountPage title={words('signUp')}>
        <Loading />
      </AccountPage>
    )
  }
  if (sentTo !== undefined) {
    return (
      <AccountPage title={words('mailSent')} description={words('mailSentSignUp', { email: sentTo })}>
        {signIn}
      </AccountPage>
    )
  }
  if (settings.data.isDelegated) {
    const leave = () =>
      delegate(service, { operation: 'SignUp', returnUrl: '/' }).catch((error: unknown) =>
        messages.failed(words('signUp'), error),
      )
    return (
      <AccountPage title={words('otherSiteTitle')} description={shared('otherSite', { organization })}>
        <Button appearance="primary" onClick={() => void leave()}>
          {words('continueThere')}
        </Button>
      </AccountPage>
    )
  }
  if (!settings.data.isSignUpOpen) {
    return (
      <AccountPage title={words('signUp')} description={words('signUpClosed', { organization })}>
        {signIn}
      </AccountPage>
    )
  }
  return (
    <AccountPage title={words('signUp')} description={words('signUpText')}>
      <SignUpForm
        settings={settings.data}
        onSubmit={async (values) => {
          const body = { ...values, ...(service === undefined ? {} : { service }) }
          await send('/api/sign-up', { method: 'POST', body, isAnonymous: true })
          setSentTo(values.email)
        }}
      />
      {signIn}
    </AccountPage>
  )
}
