import type { UserProperties } from '@sluice/contracts'
import { type ReadResource, readResource } from '../../shared/api-client/resource.ts'
import { useArmChange } from '../../shared/api-client/use-resource.ts'
import { useMay } from '../../shared/auth/use-may.ts'
import { ResourceForm } from '../../shared/forms/ResourceForm.tsx'
import { useWords } from '../../shared/languages/words.ts'
import { Section } from '../../shared/ui/page/Section.tsx'
import { CodeText } from '../../shared/ui/values/CodeText.tsx'
import { Facts } from '../../shared/ui/values/Facts.tsx'
import { TimeAgo } from '../../shared/ui/values/TimeAgo.tsx'
import { UserFields } from './UserFields.tsx'
import { firstAdministrator } from './user.ts'
import { fromUser, toUser, userValues } from './user-values.ts'
import { userWords } from './user-words.ts'

/** Who somebody is, and what can be set of it. */
export function UserProfile({ user }: { readonly user: ReadResource<UserProperties> }) {
  const words = useWords(userWords)
  const { mutateAsync } = useArmChange()
  const mayChange = useMay('administrator')
  const { id, name, properties, entityTag } = user
  const { identities = [], registrationDate } = properties
  return (
    <>
      <Section title={words('profile')}>
        <Facts
          facts={[
            [words('id'), <CodeText key="id" value={name} name={words('id')} />],
            [words('registered'), registrationDate && <TimeAgo key="registered" iso={registrationDate} />],
            [
              words('identities'),
              <span key="identities" translate="no">
                {identities
                  .map(({ provider }) => (provider === 'Basic' ? words('passwordIdentity') : provider))
                  .join(', ')}
              </span>,
            ],
          ]}
        />
      </Section>
      <ResourceForm
        key={name}
        schema={userValues}
        saved={fromUser(properties)}
        draftName={`user ${id}`}
        fieldLabels={{
          firstName: words('firstName'),
          lastName: words('lastName'),
          email: words('email'),
          role: words('role'),
          note: words('note'),
        }}
        versions={{ entityTag, load: async () => fromUser((await readResource<UserProperties>(id)).properties) }}
        onSave={(values, ifMatch) =>
          mutateAsync({
            path: id,
            method: 'PATCH',
            ifMatch,
            body: { properties: toUser(values) },
          })
        }
      >
        {(form) => <UserFields form={form} isDisabled={!mayChange} isRoleFixed={name === firstAdministrator} />}
      </ResourceForm>
    </>
  )
}
