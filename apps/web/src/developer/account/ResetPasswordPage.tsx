import { getRouteApi } from '@tanstack/react-router'
import { useState } from 'react'
import * as z from 'zod'
import { send } from '../../shared/api-client/send.ts'
import { TextField } from '../../shared/forms/fields.tsx'
import { useWords } from '../../shared/languages/words.ts'
import { LinkButton } from '../../shared/ui/navigation/LinkButton.tsx'
import { AccountForm } from './AccountForm.tsx'
import styles from './AccountPage.module.css'
import { AccountPage } from './AccountPage.tsx'
import { emailField } from './account-fields.ts'
import { accountWords } from './account-words.ts'

const route = getRouteApi('/reset-password')
const schema = z.object({ email: emailField })
const nobody = { email: '' }

/** Sends the link to choose a new password; whether there is such an account is told to nobody. */
export function ResetPasswordPage() {
  const words = useWords(accountWords)
  const { service } = route.useSearch()
  const [sentTo, setSentTo] = useState<string>()
  const ofService = service === undefined ? {} : { service }
  if (sentTo !== undefined) {
    return (
      <AccountPage title={words('mailSent')} description={words('mailSentReset', { email: sentTo })}>
        <LinkButton to="/sign-in" search={ofService}>
          {words('signIn')}
        </LinkButton>
      </AccountPage>
    )
  }
  return (
    <AccountPage title={words('resetTitle')} description={words('resetText')}>
      <AccountForm
        schema={schema}
        begin={nobody}
        submitLabel={words('sendLink')}
        onSubmit={async ({ email }) => {
          const body = { email: email.trim(), ...ofService }
          await send('/api/reset-password', { method: 'POST', body, isAnonymous: true })
          setSentTo(email.trim())
        }}
      >
        {({ control }) => (
          <TextField
            control={control}
            name="email"
            type="email"
            autoComplete="username"
            label={words('email')}
            isRequired
          />
        )}
      </AccountForm>
      <p className={styles.links}>
        <LinkButton to="/sign-in" search={ofService}>
          {words('signIn')}
        </LinkButton>
      </p>
    </AccountPage>
  )
}
