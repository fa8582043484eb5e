import { useMemo } from 'react'
import * as z from 'zod'
import { CheckboxField, TextField } from '../../shared/forms/fields.tsx'
import { translate, useWords } from '../../shared/languages/words.ts'
import type { PortalSettings } from '../portal-settings.ts'
import { AccountForm } from './AccountForm.tsx'
import styles from './AccountPage.module.css'
import { emailField, nameField, newPasswordField } from './account-fields.ts'
import { accountWords } from './account-words.ts'
import { PasswordField } from './PasswordField.tsx'

export interface NewUser {
  email: string
  firstName: string
  lastName: string
  password: string
  consent: boolean
}

const nobody: NewUser = { email: '', firstName: '', lastName: '', password: '', consent: false }

export function SignUpForm({
  settings,
  onSubmit,
}: {
  readonly settings: PortalSettings
  readonly onSubmit: (user: NewUser) => Promise<void>
}) {
  const words = useWords(accountWords)
  const { areTermsShown, terms, isConsentRequired } = settings
  const isConsentAsked = areTermsShown && isConsentRequired
  const schema = useMemo(
    () =>
      z.object({
        email: emailField,
        firstName: nameField,
        lastName: nameField,
        password: newPasswordField,
        consent: z.boolean().refine((given) => given || !isConsentAsked, {
          error: () => translate(accountWords, 'consentNeeded'),
        }),
      }),
    [isConsentAsked],
  )
  return (
    <AccountForm
      schema={schema}
      begin={nobody}
      submitLabel={words('signUp')}
      onSubmit={({ email, firstName, lastName, ...rest }) =>
        onSubmit({ ...rest, email: email.trim(), firstName: firstName.trim(), lastName: lastName.trim() })
      }
    >
      {({ control }) => (
        <>
          <TextField
            control={control}
            name="email"
            type="email"
            autoComplete="username"
            label={words('email')}
            isRequired
          />
          <PasswordField control={control} name="password" label={words('password')} isNew />
          <div className={styles.names}>
            <TextField
              control={control}
              name="firstName"
              autoComplete="given-name"
              label={words('firstName')}
              isRequired
            />
            <TextField
              control={control}
              name="lastName"
              autoComplete="family-name"
              label={words('lastName')}
              isRequired
            />
          </div>
          {areTermsShown && terms !== null && (
            // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
            <section className={styles.terms} tabIndex={0} aria-label={words('terms')}>
              {terms}
            </section>
          )}
          {isConsentAsked && <CheckboxField control={control} name="consent" label={words('consent')} isRequired />}
        </>
      )}
    </AccountForm>
  )
}
