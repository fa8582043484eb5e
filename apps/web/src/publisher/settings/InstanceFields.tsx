import { serviceSkuNames } from '@sluice/contracts'
import { useQueryClient } from '@tanstack/react-query'
import { useMemo } from 'react'
import { readResource } from '../../shared/api-client/resource.ts'
import { servicesQuery } from '../../shared/api-client/services-query.ts'
import { useArmChange } from '../../shared/api-client/use-resource.ts'
import { allows, useSession } from '../../shared/auth/session.ts'
import { NumberField, SelectField, TextAreaField, TextField } from '../../shared/forms/fields.tsx'
import { ResourceForm } from '../../shared/forms/ResourceForm.tsx'
import { useWords } from '../../shared/languages/words.ts'
import { type Instance, type InstanceForm, instanceForm, toChange, toForm } from './instance-form.ts'
import styles from './Settings.module.css'
import type { ReadInstance } from './SettingsPage.tsx'
import { settingsWords } from './settings-words.ts'

/** What of the instance itself can be changed. */
export function InstanceFields({ instance }: { readonly instance: ReadInstance }) {
  const words = useWords(settingsWords)
  const client = useQueryClient()
  const { mutateAsync: change } = useArmChange()
  const isDisabled = !allows(useSession(), 'administrator')
  const schema = useMemo(
    () => instanceForm({ name: words('nameNeeded'), email: words('emailNeeded'), tags: words('tagsFault') }),
    [words],
  )
  const save = async (form: InstanceForm, ifMatch: string | undefined) => {
    await change({
      path: instance.id,
      method: 'PATCH',
      ifMatch,
      body: toChange(form, instance),
    })
    await client.invalidateQueries(servicesQuery)
  }
  return (
    <ResourceForm
      schema={schema}
      saved={toForm(instance)}
      draftName={`${instance.id}/settings`}
      fieldLabels={{
        publisherName: words('organization'),
        publisherEmail: words('administratorEmail'),
        notificationSenderEmail: words('sender'),
        sku: words('sku'),
        capacity: words('capacity'),
        tags: words('tags'),
      }}
      onSave={save}
      versions={{
        entityTag: instance.entityTag,
        load: async () => toForm((await readResource<Instance['properties']>(instance.id)) as unknown as Instance),
      }}
    >
      {({ control }) => (
        <>
          <TextField
            control={control}
            name="publisherName"
            label={words('organization')}
            hint={words('organizationHint')}
            isRequired
            isDisabled={isDisabled}
          />
          <TextField
            control={control}
            name="publisherEmail"
            label={words('administratorEmail')}
            type="email"
            isRequired
            isDisabled={isDisabled}
          />
          <TextField
            control={control}
            name="notificationSenderEmail"
            label={words('sender')}
            hint={words('senderHint')}
            type="email"
            isRequired
            isDisabled={isDisabled}
          />
          <div className={styles.pair}>
            <SelectField
              control={control}
              name="sku"
              label={words('sku')}
              hint={words('skuHint')}
              choices={serviceSkuNames.map((name) => ({ value: name, label: name }))}
              isDisabled={isDisabled}
            />
            <NumberField
              control={control}
              name="capacity"
              label={words('capacity')}
              min={0}
              max={100}
              isDisabled={isDisabled}
            />
          </div>
          <TextAreaField
            control={control}
            name="tags"
            label={words('tags')}
            hint={words('tagsHint')}
            rows={2}
            isCode
            isDisabled={isDisabled}
          />
        </>
      )}
    </ResourceForm>
  )
}
