import { useNavigate } from '@tanstack/react-router'
import { useMemo } from 'react'
import * as z from 'zod'
import { useService } from '../../../shared/api-client/service.ts'
import { ChecklistField, TextField } from '../../../shared/forms/fields.tsx'
import { ResourceForm } from '../../../shared/forms/ResourceForm.tsx'
import { useWords } from '../../../shared/languages/words.ts'
import { useMessages } from '../../../shared/ui/feedback/use-messages.tsx'
import { AddressPreview } from '../AddressPreview.tsx'
import { apiFields } from '../api-fields.ts'
import { apiHref } from '../api-view.ts'
import { fieldsWords } from '../fields-words.ts'
import { httpSchemes } from '../http-schemes.ts'
import { identifierOf } from '../identifier-of.ts'
import { ProductsField } from '../ProductsField.tsx'
import { useCreateApi } from '../use-create-api.ts'
import { useProducts } from '../use-products.ts'
import type { SentDefinition } from './definition-source.ts'
import type { ImportPlan } from './import-plan.ts'
import { importWords } from './import-words.ts'
import { useImportJob } from './use-import-job.ts'

/** What a new API needs beside its definition. */
export function ImportNew({ plan, sent }: { readonly plan: ImportPlan; readonly sent: SentDefinition }) {
  const words = useWords(importWords)
  const fields = useWords(fieldsWords)
  const service = useService()
  const navigate = useNavigate()
  const messages = useMessages()
  const { data: products = [] } = useProducts()
  const create = useCreateApi(products)
  const runJob = useImportJob()
  const schema = useMemo(() => {
    const { displayName, identifier, serviceUrl, path, protocols } = apiFields(fields)
    return z.object({ displayName, identifier, serviceUrl, path, protocols, products: z.array(z.string()) })
  }, [fields])
  const saved = useMemo((): z.input<typeof schema> => {
    const { displayName = '', serviceUrl, protocols } = plan.definition
    const identifier = identifierOf(displayName)
    return {
      displayName,
      identifier,
      serviceUrl: serviceUrl ?? '',
      path: identifier,
      protocols: protocols ?? ['https'],
      products: [],
    }
  }, [plan])
  return (
    <ResourceForm
      schema={schema}
      saved={saved}
      isNew
      submitLabel={words('import')}
      onSave={({ identifier, products: into, displayName, serviceUrl, path, protocols }) =>
        runJob(displayName, apiHref(service.name, identifier), () =>
          create(
            identifier.trim(),
            {
              ...sent,
              displayName: displayName.trim(),
              path: path.trim(),
              protocols,
              ...(serviceUrl.trim() === '' ? {} : { serviceUrl: serviceUrl.trim() }),
            },
            into,
          ),
        )
      }
      onSaved={({ identifier, displayName }) => {
        messages.done(words('imported', { name: displayName.trim() }))
        void navigate({ href: apiHref(service.name, identifier.trim()) })
      }}
    >
      {({ control, watch }) => (
        <>
          <TextField control={control} name="displayName" label={fields('displayName')} isRequired />
          <TextField
            control={control}
            name="serviceUrl"
            label={fields('serviceUrl')}
            hint={fields('serviceUrlHint')}
            type="url"
            isCode
          />
          <TextField control={control} name="path" label={fields('path')} hint={fields('pathHint')} isCode />
          <ChecklistField
            control={control}
            name="protocols"
            label={fields('protocols')}
            choices={httpSchemes}
            isRequired
          />
          <AddressPreview api={{ path: watch('path'), protocols: watch('protocols') }} />
          <ProductsField control={control} name="products" />
          <TextField
            control={control}
            name="identifier"
            label={fields('identifier')}
            hint={fields('identifierHint')}
            isRequired
            isCode
          />
        </>
      )}
    </ResourceForm>
  )
}
