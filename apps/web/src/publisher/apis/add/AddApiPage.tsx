import { useNavigate } from '@tanstack/react-router'
import { useMemo } from 'react'
import { useService } from '../../../shared/api-client/service.ts'
import { useMay } from '../../../shared/auth/use-may.ts'
import { ResourceForm } from '../../../shared/forms/ResourceForm.tsx'
import { useWords } from '../../../shared/languages/words.ts'
import { useMessages } from '../../../shared/ui/feedback/use-messages.tsx'
import { TextLink } from '../../../shared/ui/navigation/TextLink.tsx'
import { NotAllowedPage } from '../../../shared/ui/page/NotAllowedPage.tsx'
import { Page } from '../../../shared/ui/page/Page.tsx'
import { publisherWords } from '../../publisher-words.ts'
import { apiHref } from '../api-view.ts'
import { fieldsWords } from '../fields-words.ts'
import { useCreateApi } from '../use-create-api.ts'
import { useProducts } from '../use-products.ts'
import { AddApiFields } from './AddApiFields.tsx'
import { addSchema, emptyApi, toProperties } from './add-form.ts'
import { addWords } from './add-words.ts'

/** The form **Add API**. */
export function AddApiPage() {
  const words = useWords(addWords)
  const fields = useWords(fieldsWords)
  const area = useWords(publisherWords)
  const service = useService()
  const navigate = useNavigate()
  const messages = useMessages()
  const { data: products = [] } = useProducts()
  const create = useCreateApi(products)
  const schema = useMemo(() => addSchema(fields), [fields])
  const base = `/publisher/${service.name}/apis`
  if (!useMay('publisher')) return <NotAllowedPage needed="publisher" />
  return (
    <Page
      title={words('title')}
      description={
        <>
          {words('lead')} <TextLink href={`${base}/import`}>{words('import')}</TextLink>
        </>
      }
      area={`${area('area')} · ${service.name}`}
      breadcrumbs={[{ label: area('apis'), href: base }]}
      width="text"
    >
      <ResourceForm
        schema={schema}
        saved={emptyApi}
        draftName={`api-new-${service.name}`}
        isNew
        onSave={(values) => create(values.identifier.trim(), toProperties(values), values.products)}
        onSaved={({ identifier, displayName }) => {
          messages.done(words('added', { name: displayName.trim() }))
          void navigate({ href: apiHref(service.name, identifier.trim()) })
        }}
        onCancel={() => void navigate({ href: base })}
      >
        {(form) => <AddApiFields form={form} />}
      </ResourceForm>
    </Page>
  )
}
