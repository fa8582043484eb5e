import { Button } from '@fluentui/react-components'
import { useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import * as z from 'zod'
import { send } from '../../shared/api-client/send.ts'
import { SignInForm } from '../../shared/auth/SignInForm.tsx'
import { renewSession, useSession } from '../../shared/auth/session.ts'
import { TextField } from '../../shared/forms/fields.tsx'
import forms from '../../shared/forms/forms.module.css'
import { useSchemaForm } from '../../shared/forms/use-schema-form.ts'
import { translate, useWords } from '../../shared/languages/words.ts'
import { ErrorNotice } from '../../shared/ui/feedback/ErrorNotice.tsx'
import { Notice } from '../../shared/ui/feedback/Notice.tsx'
import { LinkButton } from '../../shared/ui/navigation/LinkButton.tsx'
import { Page } from '../../shared/ui/page/Page.tsx'
import { Section } from '../../shared/ui/page/Section.tsx'
import { homeWords } from '../home-words.ts'

/** The first visit: sign in with what the first start has printed, choose a password, look around. */
export function FirstStartPage() {
  const words = useWords(homeWords)
  const session = useSession()
  return (
    <Page title={words('firstStartTitle')} description={words('firstStartWhat')} area="Sluice" width="text">
      {session === null ? (
        <Section title={words('signIn')} description={words('firstStartPrinted')}>
          <SignInForm service={undefined} />
        </Section>
      ) : (
        <>
          <Section title={words('firstStartChoose')}>
            <ChangePassword />
          </Section>
          <Section title={words('firstStartBrowse')}>
            <div style={{ display: 'flex', gap: 8, flexWrap: 'wrap' }}>
              <LinkButton to="/" appearance="primary">
                {words('home')}
              </LinkButton>
              {session.service !== null && (
                <LinkButton to="/publisher/$service" params={{ service: session.service }}>
                  {words('manage')}
                </LinkButton>
              )}
              {session.service !== null && (
                <LinkButton to="/developer/$service" params={{ service: session.service }}>
                  {words('openDeveloper')}
                </LinkButton>
              )}
            </div>
          </Section>
        </>
      )}
    </Page>
  )
}

const nothing = { currentPassword: '', newPassword: '' }

function ChangePassword() {
  const words = useWords(homeWords)
  const navigate = useNavigate()
  const [error, setError] = useState<unknown>()
  const [isChanged, setChanged] = useState(false)
  const [schema] = useState(() =>
    z.object({
      currentPassword: z.string().min(1, { error: () => translate(homeWords, 'firstStartCurrent') }),
      newPassword: z.string().min(8, { error: () => translate(homeWords, 'firstStartNewHint') }),
    }),
  )
  const form = useSchemaForm({ schema, saved: nothing })
  const submit = form.handleSubmit(async (values) => {
    setError(undefined)
    try {
      await send('/api/change-password', { method: 'POST', body: values, isAnonymous: true })
      await renewSession()
      form.markSaved(nothing)
      setChanged(true)
      await navigate({ to: '/first-start' })
    } catch (reason) {
      setError(reason)
    }
  })
  return (
    <form className={forms.form} noValidate onSubmit={(event) => void submit(event)}>
      {error !== undefined && <ErrorNotice error={error} />}
      <div role="status">{isChanged && <Notice intent="success">{words('firstStartChosen')}</Notice>}</div>
      <TextField
        control={form.control}
        name="currentPassword"
        type="password"
        autoComplete="current-password"
        label={words('firstStartCurrent')}
        isRequired
      />
      <TextField
        control={form.control}
        name="newPassword"
        type="password"
        autoComplete="new-password"
        label={words('firstStartNew')}
        hint={words('firstStartNewHint')}
        isRequired
      />
      <div>
        <Button type="submit" appearance="primary" disabledFocusable={form.formState.isSubmitting}>
          {words('firstStartChange')}
        </Button>
      </div>
    </form>
  )
}
