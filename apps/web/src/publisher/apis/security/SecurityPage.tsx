import { useMemo } from 'react'
import { ResourceForm } from '../../../shared/forms/ResourceForm.tsx'
import { useWords } from '../../../shared/languages/words.ts'
import { ReadOnlyNotice } from '../../../shared/ui/access/ReadOnlyNotice.tsx'
import { fieldsWords } from '../fields-words.ts'
import { useApi } from '../use-api.ts'
import { useSaveApi } from '../use-save-api.ts'
import { SecurityFields } from './SecurityFields.tsx'
import { fromProperties, securitySchema, toProperties } from './security-form.ts'
import { securityWords } from './security-words.ts'

/** Who may call an API, and how they show it. */
export function SecurityPage() {
  const words = useWords(securityWords)
  const fields = useWords(fieldsWords)
  const { name, properties } = useApi()
  const { entityTag, save, load } = useSaveApi()
  const schema = useMemo(() => securitySchema(words, fields), [words, fields])
  const saved = useMemo(() => fromProperties(properties), [properties])
  return (
    <>
      <ReadOnlyNotice needed="publisher" />
      <ResourceForm
        key={name}
        schema={schema}
        saved={saved}
        draftName={`api-security-${name}`}
        versions={{ entityTag, load: async () => fromProperties(await load()) }}
        fieldLabels={{
          subscriptionRequired: words('subscriptionRequired'),
          subscriptionKeyParameterNames: words('key'),
          authorization: words('authorization'),
          authorizationServerId: words('authorizationServer'),
          scope: words('scope'),
          openidProviderId: words('openidProvider'),
          bearerTokenSendingMethods: words('bearerMethods'),
        }}
        onSave={(values, ifMatch) => save(toProperties(values, properties.isCurrent), ifMatch)}
      >
        {(form) => <SecurityFields form={form} />}
      </ResourceForm>
    </>
  )
}
