import { emailAddress } from '@sluice/contracts'
import { useMemo } from 'react'
import * as z from 'zod'
import { sendArm } from '../../shared/api-client/resource.ts'
import { useService } from '../../shared/api-client/service.ts'
import { TextField } from '../../shared/forms/fields.tsx'
import { ResourceForm } from '../../shared/forms/ResourceForm.tsx'
import { useWords } from '../../shared/languages/words.ts'
import { FormDialog } from '../../shared/ui/dialogs/FormDialog.tsx'
import { useMessages } from '../../shared/ui/feedback/use-messages.tsx'
import { notificationsWords } from './notifications-words.ts'

/** Sends the saved template with sample values to somebody. @param path of the template */
export function SendTestDialog({ path, onClose }: { readonly path: string; readonly onClose: () => void }) {
  const service = useService()
  const words = useWords(notificationsWords)
  const messages = useMessages()
  const schema = useMemo(
    () => z.object({ to: z.string().refine((to) => emailAddress.safeParse(to.trim()).success, words('emailNeeded')) }),
    [words],
  )
  return (
    <FormDialog title={words('sendTest')} onClose={onClose}>
      <ResourceForm
        schema={schema}
        saved={{ to: service.properties.publisherEmail }}
        isNew
        submitLabel={words('sendTest')}
        onSave={({ to }) => sendArm(`${path}/sendTest`, { method: 'POST', body: { to: to.trim() } })}
        onSaved={({ to }) => {
          messages.done(words('sendTestDone', { name: to.trim() }))
          onClose()
        }}
        onCancel={onClose}
      >
        {({ control }) => <TextField control={control} name="to" type="email" label={words('sendTestTo')} isRequired />}
      </ResourceForm>
    </FormDialog>
  )
}
