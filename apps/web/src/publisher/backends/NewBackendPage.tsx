import { identifiers } from '@sluice/contracts'
import { getRouteApi, useNavigate } from '@tanstack/react-router'
import { useMemo } from 'react'
import * as z from 'zod'
import { useService } from '../../shared/api-client/service.ts'
import { useArmChange } from '../../shared/api-client/use-resource.ts'
import { allows, useSession } from '../../shared/auth/session.ts'
import { TextField } from '../../shared/forms/fields.tsx'
import { ResourceForm } from '../../shared/forms/ResourceForm.tsx'
import type { SchemaForm } from '../../shared/forms/use-schema-form.ts'
import { useWords } from '../../shared/languages/words.ts'
import { useMessages } from '../../shared/ui/feedback/use-messages.tsx'
import { NotAllowedPage } from '../../shared/ui/page/NotAllowedPage.tsx'
import { Page } from '../../shared/ui/page/Page.tsx'
import { uiWords } from '../../shared/ui/ui-words.ts'
import { assertFree } from '../editing/assert-free.ts'
import { publisherWords } from '../publisher-words.ts'
import { BackendFields } from './BackendFields.tsx'
import { type BackendForm, checkedBackendForm, emptyBackend, toProperties } from './backend-form.ts'
import { backendsWords } from './backends-words.ts'

const route = getRouteApi('/publisher/$service/backends/new')

export function NewBackendPage() {
  const { service: instance } = route.useParams()
  const service = useService()
  const words = useWords(backendsWords)
  const area = useWords(publisherWords)
  const ui = useWords(uiWords)
  const navigate = useNavigate()
  const messages = useMessages()
  const { mutateAsync: change } = useArmChange()
  const canWrite = allows(useSession(), 'publisher')
  const schema = useMemo(() => {
    const checked = checkedBackendForm({
      address: words('addressNeeded'),
      members: words('memberNeeded'),
      statusCodes: words('statusCodesFault'),
    })
    return checked.and(
      z.object({
        identifier: z
          .string()
          .refine((id) => identifiers.backendId.safeParse(id.trim()).success, words('identifierNeeded')),
      }),
    )
  }, [words])
  if (!canWrite) return <NotAllowedPage needed="publisher" />
  const base = `/publisher/${instance}/backends`
  return (
    <Page
      title={words('newTitle')}
      area={`${area('area')} · ${service.name}`}
      breadcrumbs={[{ label: area('backends'), href: base }]}
      width="text"
    >
      <ResourceForm
        schema={schema}
        saved={{ ...emptyBackend, identifier: '' }}
        isNew
        submitLabel={words('add')}
        onSave={async ({ identifier, ...form }) => {
          const id = identifier.trim()
          const path = `${service.id}/backends/${encodeURIComponent(id)}`
          await assertFree(path, id, 'identifier')
          await change({ path, method: 'PUT', body: { properties: toProperties(form, {}, service.id) } })
        }}
        onSaved={({ identifier }) => {
          messages.done(ui('saved'))
          void navigate({ href: `${base}/${encodeURIComponent(identifier.trim())}` })
        }}
        onCancel={() => void navigate({ href: base })}
      >
        {(form) => (
          <>
            <TextField
              control={form.control}
              name="identifier"
              label={words('identifier')}
              hint={words('identifierHint')}
              isRequired
              isCode
            />
            <BackendFields form={form as unknown as SchemaForm<BackendForm>} />
          </>
        )}
      </ResourceForm>
    </Page>
  )
}
