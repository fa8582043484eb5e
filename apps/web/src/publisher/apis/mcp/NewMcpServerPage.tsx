import { useNavigate } from '@tanstack/react-router'
import { useMemo } from 'react'
import { useService } from '../../../shared/api-client/service.ts'
import { useMay } from '../../../shared/auth/use-may.ts'
import { ResourceForm } from '../../../shared/forms/ResourceForm.tsx'
import { useWords } from '../../../shared/languages/words.ts'
import { useMessages } from '../../../shared/ui/feedback/use-messages.tsx'
import { NotAllowedPage } from '../../../shared/ui/page/NotAllowedPage.tsx'
import { Page } from '../../../shared/ui/page/Page.tsx'
import { publisherWords } from '../../publisher-words.ts'
import { apiHref } from '../api-view.ts'
import { fieldsWords } from '../fields-words.ts'
import { useCreateApi } from '../use-create-api.ts'
import { useProducts } from '../use-products.ts'
import { mcpWords } from './mcp-words.ts'
import { NewMcpFields } from './NewMcpFields.tsx'
import { emptyMcp, newMcpSchema, toProperties } from './new-mcp-form.ts'

/** The form **Create MCP server**. */
export function NewMcpServerPage() {
  const words = useWords(mcpWords)
  const fields = useWords(fieldsWords)
  const area = useWords(publisherWords)
  const service = useService()
  const navigate = useNavigate()
  const messages = useMessages()
  const { data: products = [] } = useProducts()
  const create = useCreateApi(products)
  const schema = useMemo(() => newMcpSchema(fields, words), [fields, words])
  const base = `/publisher/${service.name}/apis`
  if (!useMay('publisher')) return <NotAllowedPage needed="publisher" />
  return (
    <Page
      title={words('create')}
      description={words('lead')}
      area={`${area('area')} · ${service.name}`}
      breadcrumbs={[{ label: area('apis'), href: base }]}
      width="text"
    >
      <ResourceForm
        schema={schema}
        saved={emptyMcp}
        draftName={`mcp-new-${service.name}`}
        isNew
        onSave={(values) => create(values.identifier.trim(), toProperties(values), values.products)}
        onSaved={({ identifier, displayName }) => {
          messages.done(words('created', { name: displayName.trim() }))
          void navigate({ href: apiHref(service.name, identifier.trim(), 'tools') })
        }}
        onCancel={() => void navigate({ href: base })}
        submitLabel={words('create')}
      >
        {(form) => <NewMcpFields form={form} />}
      </ResourceForm>
    </Page>
  )
}
