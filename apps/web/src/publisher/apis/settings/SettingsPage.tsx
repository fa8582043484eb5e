import { useMemo } from 'react'
import { useMay } from '../../../shared/auth/use-may.ts'
import { ResourceForm } from '../../../shared/forms/ResourceForm.tsx'
import { useWords } from '../../../shared/languages/words.ts'
import { ReadOnlyNotice } from '../../../shared/ui/access/ReadOnlyNotice.tsx'
import { Notice } from '../../../shared/ui/feedback/Notice.tsx'
import { fieldsWords } from '../fields-words.ts'
import { useApi } from '../use-api.ts'
import { useSaveApi } from '../use-save-api.ts'
import { SettingsFields } from './SettingsFields.tsx'
import { fromProperties, settingsSchema, toProperties } from './settings-form.ts'
import { settingsWords } from './settings-words.ts'

/** Everything of an API that one writes into fields, but for its security. */
export function SettingsPage() {
  const words = useWords(settingsWords)
  const fields = useWords(fieldsWords)
  const { name, properties } = useApi()
  const mayWrite = useMay('publisher')
  const { entityTag, save, load } = useSaveApi()
  const schema = useMemo(() => settingsSchema(fields), [fields])
  const saved = useMemo(() => fromProperties(properties), [properties])
  const { isCurrent } = properties
  return (
    <>
      <ReadOnlyNotice needed="publisher" />
      {!isCurrent && <Notice intent="info">{words('notCurrent')}</Notice>}
      <ResourceForm
        key={name}
        schema={schema}
        saved={saved}
        draftName={`api-settings-${name}`}
        versions={{ entityTag, load: async () => fromProperties(await load()) }}
        fieldLabels={{
          displayName: fields('displayName'),
          serviceUrl: fields('serviceUrl'),
          path: fields('path'),
          protocols: fields('protocols'),
          description: fields('description'),
          subscriptionRequired: words('subscriptionRequired'),
          termsOfServiceUrl: words('termsOfServiceUrl'),
          apiVersion: words('apiVersion'),
          apiVersionDescription: words('apiVersionDescription'),
          apiVersionSetId: words('apiVersionSetId'),
        }}
        onSave={(values, ifMatch) => save(toProperties(values, isCurrent), ifMatch)}
      >
        {(form) => <SettingsFields form={form} isShared={!isCurrent} isReadOnly={!mayWrite} />}
      </ResourceForm>
    </>
  )
}
