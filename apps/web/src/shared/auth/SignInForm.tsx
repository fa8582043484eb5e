import { Button } from '@fluentui/react-components'
import { useState } from 'react'
import * as z from 'zod'
import { TextField } from '../forms/fields.tsx'
import styles from '../forms/forms.module.css'
import { useSchemaForm } from '../forms/use-schema-form.ts'
import { translate, useWords } from '../languages/words.ts'
import { ErrorNotice } from '../ui/feedback/ErrorNotice.tsx'
import { authWords } from './auth-words.ts'
import { type Session, signIn } from './session.ts'

const nothing = { email: '', password: '' }

/** Signing in with e-mail and password. */
export function SignInForm({
  service,
  onDone,
}: {
  /** Instance whose user it is; undefined = the first one. */
  readonly service: string | undefined
  readonly onDone?: (session: Session) => void
}) {
  const words = useWords(authWords)
  const [error, setError] = useState<unknown>()
  const [schema] = useState(() =>
    z.object({
      email: z.string().min(1, { error: () => translate(authWords, 'emailNeeded') }),
      password: z.string().min(1, { error: () => translate(authWords, 'passwordNeeded') }),
    }),
  )
  const form = useSchemaForm({ schema, saved: nothing })
  const submit = form.handleSubmit(async (values) => {
    setError(undefined)
    try {
      const session = await signIn({ ...values, service })
      onDone?.(session)
    } catch (reason) {
      setError(reason)
      form.setFocus('password')
    }
  })
  return (
    <form
      className={styles.form}
      noValidate
      onSubmit={(event) => {
        // It may stand in a dialog over another form.
        event.stopPropagation()
        void submit(event)
      }}
    >
      {error !== undefined && <ErrorNotice error={error} />}
      <TextField
        control={form.control}
        name="email"
        type="email"
        autoComplete="username"
        label={words('email')}
        isRequired
      />
      <TextField
        control={form.control}
        name="password"
        type="password"
        autoComplete="current-password"
        label={words('password')}
        isRequired
      />
      <div>
        <Button type="submit" appearance="primary" disabledFocusable={form.formState.isSubmitting}>
          {words('signIn')}
        </Button>
      </div>
    </form>
  )
}
