import { useNavigate } from '@tanstack/react-router'
import { identifierOf, newIdentifier } from '../../shared/api-client/identifier-of.ts'
import { useService } from '../../shared/api-client/service.ts'
import { useArmChange } from '../../shared/api-client/use-resource.ts'
import { allows, useSession } from '../../shared/auth/session.ts'
import { ResourceForm } from '../../shared/forms/ResourceForm.tsx'
import { useWords } from '../../shared/languages/words.ts'
import { useMessages } from '../../shared/ui/feedback/use-messages.tsx'
import { NotAllowedPage } from '../../shared/ui/page/NotAllowedPage.tsx'
import { Page } from '../../shared/ui/page/Page.tsx'
import { uiWords } from '../../shared/ui/ui-words.ts'
import { assertFree } from '../editing/assert-free.ts'
import { publisherWords } from '../publisher-words.ts'
import { AlertFields } from './AlertFields.tsx'
import { emptyAlert, toProperties } from './alert-form.ts'
import { alertsWords } from './alerts-words.ts'
import { useAlertSchema } from './use-alert-schema.ts'

export function NewAlertPage() {
  const service = useService()
  const words = useWords(alertsWords)
  const area = useWords(publisherWords)
  const ui = useWords(uiWords)
  const navigate = useNavigate()
  const messages = useMessages()
  const { mutateAsync: change } = useArmChange()
  const canWrite = allows(useSession(), 'publisher')
  const schema = useAlertSchema()
  if (!canWrite) return <NotAllowedPage needed="publisher" />
  const base = `/publisher/${service.name}/alerts`
  return (
    <Page
      title={words('newTitle')}
      area={`${area('area')} · ${service.name}`}
      breadcrumbs={[{ label: area('alerts'), href: base }]}
      width="text"
    >
      <ResourceForm
        schema={schema}
        saved={emptyAlert}
        isNew
        submitLabel={words('add')}
        onSave={async (form) => {
          const id = identifierOf(form.displayName, newIdentifier())
          const path = `${service.id}/alertRules/${encodeURIComponent(id)}`
          await assertFree(path, id, 'displayName')
          await change({ path, method: 'PUT', body: { properties: toProperties(form) } })
        }}
        onSaved={() => {
          messages.done(ui('saved'))
          void navigate({ href: base })
        }}
        onCancel={() => void navigate({ href: base })}
      >
        {(form) => <AlertFields form={form} />}
      </ResourceForm>
    </Page>
  )
}
