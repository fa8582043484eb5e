import { getRouteApi } from '@tanstack/react-router'
import * as z from 'zod'
import { identifierOf } from '../../shared/api-client/identifier-of.ts'
import { useService } from '../../shared/api-client/service.ts'
import { useArmChange } from '../../shared/api-client/use-resource.ts'
import { useMay } from '../../shared/auth/use-may.ts'
import { TextField } from '../../shared/forms/fields.tsx'
import { ResourceForm } from '../../shared/forms/ResourceForm.tsx'
import { useWords } from '../../shared/languages/words.ts'
import { useMessages } from '../../shared/ui/feedback/use-messages.tsx'
import { NotAllowedPage } from '../../shared/ui/page/NotAllowedPage.tsx'
import { Page } from '../../shared/ui/page/Page.tsx'
import { assertFree } from '../editing/assert-free.ts'
import { publisherWords } from '../publisher-words.ts'
import { ProductFields } from './ProductFields.tsx'
import { newProduct, productValues, toProduct } from './product-values.ts'
import { productWords } from './product-words.ts'

const route = getRouteApi('/publisher/$service/products/new')
const schema = productValues.extend({ id: z.string().max(256) })
const nothing = { ...newProduct, id: '' }
const idOf = ({ id, displayName }: z.infer<typeof schema>) => id.trim() || identifierOf(displayName, 'product')

/** Adds a product that nobody sees yet. */
export function NewProductPage() {
  const words = useWords(productWords)
  const area = useWords(publisherWords)
  const messages = useMessages()
  const service = useService()
  const navigate = route.useNavigate()
  const { mutateAsync } = useArmChange()
  const mayChange = useMay('publisher')
  const list = `/publisher/${service.name}/products`
  if (!mayChange) return <NotAllowedPage needed="publisher" />
  return (
    <Page
      title={words('newTitle')}
      description={words('newDescription')}
      area={`${area('area')} · ${service.name}`}
      breadcrumbs={[{ label: words('title'), href: list }]}
      width="text"
    >
      <ResourceForm
        schema={schema}
        saved={nothing}
        draftName={`new product ${service.id}`}
        isNew
        submitLabel={words('create')}
        onCancel={() => void navigate({ href: list })}
        onSave={async (values) => {
          const id = idOf(values)
          const path = `${service.id}/products/${encodeURIComponent(id)}`
          await assertFree(path, id, 'id')
          const body = { properties: { ...toProduct(values), state: 'notPublished' } }
          await mutateAsync({ path, method: 'PUT', body })
        }}
        onSaved={(values) => {
          messages.done(words('created', { name: values.displayName }))
          void navigate({ href: `${list}/${encodeURIComponent(idOf(values))}/summary` })
        }}
      >
        {(form) => (
          <>
            <ProductFields form={form} />
            <TextField
              control={form.control}
              name="id"
              label={words('id')}
              hint={words('idHint')}
              placeholder={identifierOf(form.watch('displayName'), '')}
              isCode
            />
          </>
        )}
      </ResourceForm>
    </Page>
  )
}
