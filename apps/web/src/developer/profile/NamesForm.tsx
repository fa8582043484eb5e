import type { UserProperties } from '@sluice/contracts'
import { useMemo } from 'react'
import * as z from 'zod'
import { TextField } from '../../shared/forms/fields.tsx'
import { ResourceForm } from '../../shared/forms/ResourceForm.tsx'
import { useWords } from '../../shared/languages/words.ts'
import { nameField } from '../account/account-fields.ts'
import { useDeveloperChange } from '../use-developer-change.ts'
import { usePortal } from '../use-portal.ts'
import styles from './profile.module.css'
import { profileWords } from './profile-words.ts'

const schema = z.object({ firstName: nameField, lastName: nameField })

/** How somebody is called. */
export function NamesForm({ userId, user }: { readonly userId: string; readonly user: UserProperties }) {
  const words = useWords(profileWords)
  const { service } = usePortal()
  const change = useDeveloperChange(service)
  const { firstName, lastName } = user
  const saved = useMemo(() => ({ firstName, lastName }), [firstName, lastName])
  return (
    <ResourceForm
      schema={schema}
      saved={saved}
      onSave={(values) =>
        change.mutateAsync({
          path: `/users/${encodeURIComponent(userId)}`,
          method: 'PATCH',
          properties: { firstName: values.firstName.trim(), lastName: values.lastName.trim() },
        })
      }
    >
      {({ control }) => (
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
      )}
    </ResourceForm>
  )
}
