import { useRef } from 'react'
import { readAll } from '../../../shared/api-client/resource.ts'
import { useService } from '../../../shared/api-client/service.ts'
import { useResource } from '../../../shared/api-client/use-resource.ts'
import { ChecklistField, SelectField, TextAreaField, TextField } from '../../../shared/forms/fields.tsx'
import type { SchemaForm } from '../../../shared/forms/use-schema-form.ts'
import { useWords } from '../../../shared/languages/words.ts'
import { ResourceCombobox } from '../../pickers/ResourceCombobox.tsx'
import { AddressPreview } from '../AddressPreview.tsx'
import { type ApiView, apiPath } from '../api-view.ts'
import { fieldsWords } from '../fields-words.ts'
import { httpSchemes } from '../http-schemes.ts'
import { ProductsField } from '../ProductsField.tsx'
import { useFollowingIdentifier } from '../use-following-identifier.ts'
import { useProducts } from '../use-products.ts'
import { mcpWords } from './mcp-words.ts'
import type { NewMcpValues } from './new-mcp-form.ts'
import { OperationChoices } from './OperationChoices.tsx'

/** The fields of a new MCP server, with the address that follows from them. */
export function NewMcpFields({ form }: { readonly form: SchemaForm<NewMcpValues> }) {
  const words = useWords(mcpWords)
  const fields = useWords(fieldsWords)
  const service = useService()
  const { control, watch, setValue, formState } = form
  const [source, api, path, protocols, displayName] = watch(['source', 'api', 'path', 'protocols', 'displayName'])
  const { data: products = [] } = useProducts()
  const chosen = useResource<ApiView>(api === '' ? undefined : apiPath(service.id, api))
  const suggest = useSuggestions(form)

  useFollowingIdentifier(form, displayName)

  return (
    <>
      <SelectField
        control={control}
        name="source"
        label={words('source')}
        choices={[
          { value: 'api', label: words('ofApi') },
          { value: 'product', label: words('ofProduct') },
        ]}
      />
      {source === 'api' ? (
        <>
          <ResourceCombobox<ApiView>
            label={words('api')}
            hint={words('apiHint')}
            path={`${service.id}/apis`}
            fields={['displayName', 'path']}
            filter="type eq 'http' and isCurrent eq true"
            toText={({ properties }) => properties.displayName}
            toDetail={({ properties }) => `/${properties.path}`}
            chosen={api === '' ? undefined : (chosen.data?.properties.displayName ?? api)}
            fault={formState.errors.api?.message}
            isRequired
            onPick={(picked) => {
              setValue('api', picked?.name ?? '', { shouldDirty: true, shouldValidate: formState.isSubmitted })
              setValue('tools', [], { shouldDirty: true })
              if (picked !== undefined) {
                suggest(picked.properties.displayName, picked.properties.path || picked.name)
                void readAll(`${picked.id}/products`).then((own) =>
                  setValue(
                    'products',
                    own.map(({ name }) => name),
                    { shouldDirty: true },
                  ),
                )
              }
            }}
          />
          {api !== '' && <OperationChoices control={control} api={api} />}
        </>
      ) : (
        <SelectField
          control={control}
          name="product"
          label={words('product')}
          hint={words('productHint')}
          isRequired
          choices={[
            { value: '', label: '' },
            ...products.map((product) => ({ value: product.name, label: product.properties.displayName })),
          ]}
        />
      )}
      <TextField control={control} name="displayName" label={words('serverName')} isRequired />
      <TextField control={control} name="path" label={fields('path')} hint={fields('pathHint')} isRequired isCode />
      <ChecklistField control={control} name="protocols" label={fields('protocols')} choices={httpSchemes} isRequired />
      <AddressPreview api={{ path: `${path.trim()}/mcp`, protocols }} />
      <ProductsField control={control} name="products" />
      <TextAreaField
        control={control}
        name="description"
        label={fields('description')}
        hint={fields('descriptionHint')}
      />
      <TextField
        control={control}
        name="identifier"
        label={fields('identifier')}
        hint={fields('identifierHint')}
        isRequired
        isCode
      />
    </>
  )
}

/** Fills what nobody has written: the server is called after its API, at the address that other gateways give it. */
function useSuggestions({ getValues, setValue }: SchemaForm<NewMcpValues>) {
  const last = useRef({ displayName: '', path: '' })
  return (name: string, path: string) => {
    const next = { displayName: `${name} MCP`, path: `${path}-mcp` }
    for (const field of ['displayName', 'path'] as const) {
      if (getValues(field) === last.current[field]) setValue(field, next[field], { shouldDirty: true })
    }
    last.current = next
  }
}
