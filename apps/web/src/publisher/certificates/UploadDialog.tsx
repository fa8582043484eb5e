import { identifiers } from '@sluice/contracts'
import { useMemo } from 'react'
import * as z from 'zod'
import { useService } from '../../shared/api-client/service.ts'
import { useArmChange } from '../../shared/api-client/use-resource.ts'
import { TextField } from '../../shared/forms/fields.tsx'
import { ResourceForm } from '../../shared/forms/ResourceForm.tsx'
import { useWords } from '../../shared/languages/words.ts'
import { FormDialog } from '../../shared/ui/dialogs/FormDialog.tsx'
import { useMessages } from '../../shared/ui/feedback/use-messages.tsx'
import { uiWords } from '../../shared/ui/ui-words.ts'
import { assertFree } from '../editing/assert-free.ts'
import { SecretTextField } from '../editing/SecretTextField.tsx'
import { certificatesWords } from './certificates-words.ts'
import { FileField } from './FileField.tsx'

/** Takes a certificate with its key. @param name of the one whose file is replaced */
export function UploadDialog({ name, onClose }: { readonly name?: string; readonly onClose: () => void }) {
  const service = useService()
  const words = useWords(certificatesWords)
  const ui = useWords(uiWords)
  const messages = useMessages()
  const { mutateAsync: change } = useArmChange()
  const schema = useMemo(
    () =>
      z.object({
        identifier: z
          .string()
          .refine((id) => identifiers.certificateId.safeParse(id.trim()).success, words('identifierNeeded')),
        /** Base64. */
        data: z.string().min(1, words('fileNeeded')),
        password: z.string(),
      }),
    [words],
  )
  return (
    <FormDialog title={name === undefined ? words('addTitle') : words('replaceTitle', { name })} onClose={onClose}>
      <ResourceForm
        schema={schema}
        saved={{ identifier: name ?? '', data: '', password: '' }}
        isNew
        submitLabel={words('upload')}
        onSave={async ({ identifier, data, password }) => {
          const id = identifier.trim()
          const path = `${service.id}/certificates/${encodeURIComponent(id)}`
          if (name === undefined) await assertFree(path, id, 'identifier')
          await change({ path, method: 'PUT', body: { properties: { data, password } } })
        }}
        onSaved={() => {
          messages.done(ui('saved'))
          onClose()
        }}
        onCancel={onClose}
      >
        {({ control }) => (
          <>
            <FileField control={control} name="data" />
            <SecretTextField control={control} name="password" label={words('password')} />
            {name === undefined && (
              <TextField
                control={control}
                name="identifier"
                label={words('identifier')}
                hint={words('identifierHint')}
                isRequired
                isCode
              />
            )}
          </>
        )}
      </ResourceForm>
    </FormDialog>
  )
}
