import { useState } from 'react'
import * as z from 'zod'
import { send } from '../../shared/api-client/send.ts'
import { renewSession } from '../../shared/auth/session.ts'
import { translate, useWords } from '../../shared/languages/words.ts'
import { useMessages } from '../../shared/ui/feedback/use-messages.tsx'
import { newPasswordField } from '../account/account-fields.ts'
import { PasswordField } from '../account/PasswordField.tsx'
import { AccountDialog } from './AccountDialog.tsx'
import { profileWords } from './profile-words.ts'

const begin = { currentPassword: '', newPassword: '' }

/** Another password, by whoever knows the one that there is. */
export function ChangePasswordDialog({ email, onClose }: { readonly email: string; readonly onClose: () => void }) {
  const words = useWords(profileWords)
  const messages = useMessages()
  const [schema] = useState(() =>
    z.object({
      currentPassword: z.string().min(1, { error: () => translate(profileWords, 'currentPasswordNeeded') }),
      newPassword: newPasswordField,
    }),
  )
  return (
    <AccountDialog
      title={words('changePassword')}
      text={words('changePasswordText')}
      schema={schema}
      begin={begin}
      onClose={onClose}
      onSave={async (body) => {
        // A wrong password is no ended session.
        await send('/api/change-password', { method: 'POST', body, isAnonymous: true })
        await renewSession()
        onClose()
        messages.done(words('passwordChanged'))
      }}
    >
      {({ control }) => (
        <>
          {/* Managers of passwords keep the new one under it. */}
          <input type="email" autoComplete="username" value={email} readOnly hidden />
          <PasswordField control={control} name="currentPassword" label={words('currentPassword')} isNew={false} />
          <PasswordField control={control} name="newPassword" label={words('newPassword')} isNew />
        </>
      )}
    </AccountDialog>
  )
}
