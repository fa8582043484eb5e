import { Field, Radio, RadioGroup } from '@fluentui/react-components'
import { getRouteApi } from '@tanstack/react-router'
import { useState } from 'react'
import { Controller } from 'react-hook-form'
import { newIdentifier } from '../../shared/api-client/identifier-of.ts'
import { useService } from '../../shared/api-client/service.ts'
import { useArmChange } from '../../shared/api-client/use-resource.ts'
import { useMay } from '../../shared/auth/use-may.ts'
import { TextField } from '../../shared/forms/fields.tsx'
import { ResourceForm } from '../../shared/forms/ResourceForm.tsx'
import { useWords } from '../../shared/languages/words.ts'
import { useMessages } from '../../shared/ui/feedback/use-messages.tsx'
import { NotAllowedPage } from '../../shared/ui/page/NotAllowedPage.tsx'
import { Page } from '../../shared/ui/page/Page.tsx'
import { publisherWords } from '../publisher-words.ts'
import { UserFields } from './UserFields.tsx'
import { fullNameOf } from './user.ts'
import { type NewUserValues, newUser, newUserValues, toNewUser } from './user-values.ts'
import { userWords } from './user-words.ts'

const route = getRouteApi('/publisher/$service/users/new')

/** Invites somebody, or makes an account with a password. */
export function NewUserPage() {
  const words = useWords(userWords)
  const area = useWords(publisherWords)
  const messages = useMessages()
  const service = useService()
  const navigate = route.useNavigate()
  const { mutateAsync } = useArmChange()
  const mayChange = useMay('administrator')
  // The same on a second try: what has come through in spite of a broken connection is not made twice.
  const [id] = useState(newIdentifier)
  const list = `/publisher/${service.name}/users`
  if (!mayChange) return <NotAllowedPage needed="administrator" />
  return (
    <Page
      title={words('newTitle')}
      description={words('newDescription')}
      area={`${area('area')} · ${service.name}`}
      breadcrumbs={[{ label: words('title'), href: list }]}
      width="text"
    >
      <ResourceForm<NewUserValues>
        schema={newUserValues}
        saved={newUser}
        isNew
        submitLabel={words('create')}
        onCancel={() => void navigate({ href: list })}
        onSave={(values) =>
          mutateAsync({
            path: `${service.id}/users/${id}`,
            method: 'PUT',
            body: { properties: toNewUser(values) },
            touches: [`${service.id}/groups`],
          })
        }
        onSaved={(values) => {
          messages.done(
            values.how === 'invite'
              ? words('invited', { email: values.email })
              : words('made', { name: fullNameOf(values) }),
          )
          void navigate({ href: `${list}/${id}` })
        }}
      >
        {(form) => (
          <>
            <UserFields form={form} />
            <Controller
              control={form.control}
              name="how"
              render={({ field }) => (
                <Field
                  label={words('how')}
                  hint={words(field.value === 'invite' ? 'howInviteHint' : 'howPasswordHint')}
                >
                  <RadioGroup value={field.value} onChange={(_, { value }) => field.onChange(value)}>
                    <Radio value="invite" label={words('howInvite')} />
                    <Radio value="password" label={words('howPassword')} />
                  </RadioGroup>
                </Field>
              )}
            />
            {form.watch('how') === 'password' && (
              <TextField
                control={form.control}
                name="password"
                type="password"
                autoComplete="new-password"
                label={words('password')}
                hint={words('passwordShort')}
                isRequired
              />
            )}
          </>
        )}
      </ResourceForm>
    </Page>
  )
}
