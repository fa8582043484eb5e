import { useState } from 'react'
import * as z from 'zod'
import { send } from '../../shared/api-client/send.ts'
import { TextField } from '../../shared/forms/fields.tsx'
import { translate, useWords } from '../../shared/languages/words.ts'
import { useMessages } from '../../shared/ui/feedback/use-messages.tsx'
import { emailField } from '../account/account-fields.ts'
import { PasswordField } from '../account/PasswordField.tsx'
import { AccountDialog } from './AccountDialog.tsx'
import { profileWords } from './profile-words.ts'

const begin = { email: '', password: '' }

/** Another address, which holds once its owner has confirmed it. */
export function ChangeEmailDialog({ onClose }: { readonly onClose: () => void }) {
  const words = useWords(profileWords)
  const messages = useMessages()
  const [schema] = useState(() =>
    z.object({
      email: emailField,
      password: z.string().min(1, { error: () => translate(profileWords, 'currentPasswordNeeded') }),
    }),
  )
  return (
    <AccountDialog
      title={words('changeEmail')}
      text={words('changeEmailText')}
      schema={schema}
      begin={begin}
      onClose={onClose}
      onSave={async ({ email, password }) => {
        // A wrong password is no ended session.
        await send('/api/change-email', { method: 'POST', body: { email: email.trim(), password }, isAnonymous: true })
        onClose()
        messages.done(words('emailSent', { email: email.trim() }))
      }}
    >
      {({ control }) => (
        <>
          <TextField
            control={control}
            name="email"
            type="email"
            autoComplete="email"
            label={words('newEmail')}
            isRequired
          />
          <PasswordField control={control} name="password" label={words('currentPassword')} isNew={false} />
        </>
      )}
    </AccountDialog>
  )
}
