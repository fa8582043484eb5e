import { useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import * as z from 'zod'
import { signIn } from '../../shared/auth/session.ts'
import { useWords } from '../../shared/languages/words.ts'
import { LinkButton } from '../../shared/ui/navigation/LinkButton.tsx'
import { AccountForm } from './AccountForm.tsx'
import { AccountPage } from './AccountPage.tsx'
import { newPasswordField } from './account-fields.ts'
import { accountWords } from './account-words.ts'
import { LinkInvalidPage } from './LinkInvalidPage.tsx'
import { PasswordField } from './PasswordField.tsx'
import { isLinkInvalid, redeem } from './redeem.ts'
import type { TicketSearch } from './routes.ts'

const schema = z.object({ password: newPasswordField })
const nothing = { password: '' }

/** Chooses a password by the link of a mail, and signs in with it. */
export function PasswordByTicket({
  title,
  description,
  search: { ticket, identity, service },
}: {
  readonly title: string
  readonly description: string
  readonly search: TicketSearch
}) {
  const words = useWords(accountWords)
  const navigate = useNavigate()
  const [outcome, setOutcome] = useState<'done' | 'invalid'>()
  if (outcome === 'invalid' || ticket === '') return <LinkInvalidPage service={service} />
  if (outcome === 'done') {
    return (
      <AccountPage title={words('welcomeBack')} description={words('welcomeBackText')}>
        <LinkButton to="/sign-in" search={service === undefined ? {} : { service }} appearance="primary">
          {words('signIn')}
        </LinkButton>
      </AccountPage>
    )
  }
  return (
    <AccountPage title={title} description={description}>
      <AccountForm
        schema={schema}
        begin={nothing}
        submitLabel={words('savePassword')}
        onSubmit={async ({ password }) => {
          try {
            await redeem({ ticket, password })
          } catch (error) {
            if (!isLinkInvalid(error)) throw error
            setOutcome('invalid')
            return
          }
          try {
            const session = await signIn({ email: identity, password, service })
            const own = session.service ?? service
            // The ticket goes from the history with it.
            await navigate(
              own === undefined
                ? { to: '/', replace: true }
                : { to: '/developer/$service', params: { service: own }, replace: true },
            )
          } catch {
            // The password is set all the same; why signing in failed is told where that is done.
            setOutcome('done')
          }
        }}
      >
        {({ control }) => (
          <>
            {/* Managers of passwords keep the new one under it. */}
            <input type="email" autoComplete="username" value={identity} readOnly hidden />
            <PasswordField control={control} name="password" label={words('password')} isNew />
          </>
        )}
      </AccountForm>
    </AccountPage>
  )
}
