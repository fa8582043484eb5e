import { Button } from '@fluentui/react-components'
import { useQueryClient } from '@tanstack/react-query'
import { useMemo, useState } from 'react'
import * as z from 'zod'
import { send } from '../../shared/api-client/send.ts'
import { useService } from '../../shared/api-client/service.ts'
import { SelectField, SwitchField, TextField } from '../../shared/forms/fields.tsx'
import { ResourceForm } from '../../shared/forms/ResourceForm.tsx'
import { useWords } from '../../shared/languages/words.ts'
import { FormDialog } from '../../shared/ui/dialogs/FormDialog.tsx'
import { Notice } from '../../shared/ui/feedback/Notice.tsx'
import { uiWords } from '../../shared/ui/ui-words.ts'
import { CodeText } from '../../shared/ui/values/CodeText.tsx'
import { Facts } from '../../shared/ui/values/Facts.tsx'
import { SecretField } from '../../shared/ui/values/SecretField.tsx'
import { clientsQuery, lifetimes, roles, tokensQuery } from './credentials.ts'
import styles from './Security.module.css'
import { securityWords } from './security-words.ts'

interface Made {
  readonly token?: string
  readonly clientId?: string
  readonly clientSecret?: string
}

/** Makes a token or a client, and shows its secret the only time. */
export function CredentialDialog({
  kind,
  onClose,
}: {
  readonly kind: 'token' | 'client'
  readonly onClose: () => void
}) {
  const service = useService()
  const words = useWords(securityWords)
  const ui = useWords(uiWords)
  const client = useQueryClient()
  const [made, setMade] = useState<Made>()
  const schema = useMemo(
    () =>
      z.object({
        name: z.string().refine((name) => name.trim() !== '' && name.length <= 100, words('needed')),
        role: z.enum(roles),
        isConfined: z.boolean(),
        lifetime: z.string(),
      }),
    [words],
  )
  const choices = [
    { value: String(lifetimes.hour), label: words('lifetimeHour') },
    { value: String(lifetimes.day), label: words('lifetimeDay') },
    { value: String(lifetimes.month), label: words('lifetimeMonth') },
    { value: String(lifetimes.year), label: words('lifetimeYear') },
    ...(kind === 'client' ? [{ value: String(lifetimes.never), label: words('lifetimeNever') }] : []),
  ]
  const title = words(kind === 'token' ? 'addToken' : 'addClient')
  return (
    <FormDialog title={title} onClose={onClose}>
      {made === undefined ? (
        <ResourceForm
          schema={schema}
          saved={{
            name: '',
            role: 'publisher' as const,
            isConfined: true,
            lifetime: String(kind === 'token' ? lifetimes.day : lifetimes.never),
          }}
          isNew
          submitLabel={title}
          onSave={async ({ name, role, isConfined, lifetime }) => {
            const { body } = await send<Made>(kind === 'token' ? '/api/tokens' : '/api/clients', {
              method: 'POST',
              body: {
                [kind === 'token' ? 'name' : 'displayName']: name.trim(),
                role,
                ...(isConfined ? { service: service.name } : {}),
                ...(Number(lifetime) === 0 ? {} : { lifetimeSeconds: Number(lifetime) }),
              },
            })
            setMade(body)
            await Promise.all([client.invalidateQueries(tokensQuery), client.invalidateQueries(clientsQuery)])
          }}
          onSaved={() => undefined}
          onCancel={onClose}
        >
          {({ control }) => (
            <>
              <TextField control={control} name="name" label={words('tokenName')} isRequired />
              <SelectField
                control={control}
                name="role"
                label={words('role')}
                choices={roles.map((role) => ({ value: role, label: words(`role_${role}`) }))}
              />
              <SelectField control={control} name="lifetime" label={words('lifetime')} choices={choices} />
              <SwitchField control={control} name="isConfined" label={words('confined')} hint={words('confinedHint')} />
            </>
          )}
        </ResourceForm>
      ) : (
        <div className={styles.fields}>
          <Notice intent="warning">{words('createdOnce')}</Notice>
          <Facts
            facts={[
              ...(made.clientId === undefined
                ? []
                : [[words('clientId'), <CodeText key="id" value={made.clientId} name={words('clientId')} />] as const]),
              [
                words(kind === 'token' ? 'token' : 'clientSecret'),
                <SecretField
                  key="secret"
                  name={words(kind === 'token' ? 'token' : 'clientSecret')}
                  load={() => Promise.resolve(made.token ?? made.clientSecret ?? '')}
                />,
              ],
            ]}
          />
          <div>
            <Button appearance="primary" onClick={onClose}>
              {ui('close')}
            </Button>
          </div>
        </div>
      )}
    </FormDialog>
  )
}
