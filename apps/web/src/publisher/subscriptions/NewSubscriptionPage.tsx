import type { ProductProperties, UserProperties } from '@sluice/contracts'
import { getRouteApi } from '@tanstack/react-router'
import { Controller } from 'react-hook-form'
import { newIdentifier } from '../../shared/api-client/identifier-of.ts'
import { useService } from '../../shared/api-client/service.ts'
import { useArmChange } from '../../shared/api-client/use-resource.ts'
import { useMay } from '../../shared/auth/use-may.ts'
import { CheckboxField, SelectField, SwitchField, TextField } from '../../shared/forms/fields.tsx'
import { ResourceForm } from '../../shared/forms/ResourceForm.tsx'
import { useWords } from '../../shared/languages/words.ts'
import { useMessages } from '../../shared/ui/feedback/use-messages.tsx'
import { NotAllowedPage } from '../../shared/ui/page/NotAllowedPage.tsx'
import { Page } from '../../shared/ui/page/Page.tsx'
import { ResourceCombobox } from '../pickers/ResourceCombobox.tsx'
import { useNamed } from '../pickers/use-named.ts'
import { publisherWords } from '../publisher-words.ts'
import { fullNameOf } from '../users/user.ts'
import { type NewSubscriptionValues, newSubscriptionValues, toNewSubscription } from './new-subscription-values.ts'
import { subscriptionWords } from './subscription-words.ts'

const route = getRouteApi('/publisher/$service/subscriptions/new')

/** Gives keys to somebody who has not asked for them. */
export function NewSubscriptionPage() {
  const words = useWords(subscriptionWords)
  const area = useWords(publisherWords)
  const messages = useMessages()
  const service = useService()
  const navigate = route.useNavigate()
  const { mutateAsync } = useArmChange()
  const mayChange = useMay('publisher')
  const { product, user } = route.useSearch()
  const products = useNamed<ProductProperties>(`${service.id}/products`, product === undefined ? [] : [product])
  const users = useNamed<UserProperties>(`${service.id}/users`, user === undefined ? [] : [user])
  const owner = user === undefined ? undefined : users.get(user.toLowerCase())
  const list = `/publisher/${service.name}/subscriptions`
  if (!mayChange) return <NotAllowedPage needed="publisher" />
  const saved: NewSubscriptionValues = {
    displayName: '',
    kind: 'product',
    product:
      product === undefined
        ? null
        : { name: product, text: products.get(product.toLowerCase())?.displayName ?? product },
    api: null,
    owner: user === undefined ? null : { name: user, text: owner === undefined ? user : fullNameOf(owner) },
    allowTracing: false,
    notify: true,
  }
  return (
    <Page
      title={words('newTitle')}
      description={words('newDescription')}
      area={`${area('area')} · ${service.name}`}
      breadcrumbs={[{ label: words('title'), href: list }]}
      width="text"
    >
      <ResourceForm<NewSubscriptionValues>
        schema={newSubscriptionValues}
        saved={saved}
        draftName={`new subscription ${service.id}`}
        isNew
        submitLabel={words('create')}
        onCancel={() => void navigate({ href: list })}
        onSave={(values) =>
          mutateAsync({
            path: `${service.id}/subscriptions/${newIdentifier()}`,
            method: 'PUT',
            query: { notify: values.notify && values.owner !== null },
            body: { properties: toNewSubscription(values) },
          })
        }
        onSaved={({ displayName }) => {
          messages.done(words('createdNow', { name: displayName }))
          void navigate({ href: list })
        }}
      >
        {({ control, watch }) => {
          const kind = watch('kind')
          return (
            <>
              <TextField control={control} name="displayName" label={words('displayName')} isRequired />
              <SelectField
                control={control}
                name="kind"
                label={words('scope')}
                choices={[
                  { value: 'product', label: words('scopeProduct') },
                  { value: 'api', label: words('scopeApi') },
                  { value: 'allApis', label: words('scopeAllApis') },
                ]}
              />
              {kind === 'product' && (
                <Controller
                  control={control}
                  name="product"
                  render={({ field, fieldState }) => (
                    <ResourceCombobox<ProductProperties>
                      label={words('product')}
                      isRequired
                      path={`${service.id}/products`}
                      fields={['displayName', 'name']}
                      toText={({ properties }) => properties.displayName}
                      toDetail={({ name }) => name}
                      chosen={field.value?.text}
                      fault={fieldState.error?.message}
                      onPick={(one) =>
                        field.onChange(one ? { name: one.name, text: one.properties.displayName } : null)
                      }
                    />
                  )}
                />
              )}
              {kind === 'api' && (
                <Controller
                  control={control}
                  name="api"
                  render={({ field, fieldState }) => (
                    <ResourceCombobox<{ readonly displayName: string; readonly path: string }>
                      label={words('apis')}
                      isRequired
                      path={`${service.id}/apis`}
                      fields={['displayName', 'name', 'path']}
                      toText={({ properties }) => properties.displayName}
                      toDetail={({ properties }) => `/${properties.path}`}
                      chosen={field.value?.text}
                      fault={fieldState.error?.message}
                      onPick={(one) =>
                        field.onChange(one ? { name: one.name, text: one.properties.displayName } : null)
                      }
                    />
                  )}
                />
              )}
              <Controller
                control={control}
                name="owner"
                render={({ field, fieldState }) => (
                  <ResourceCombobox<UserProperties>
                    label={words('owner')}
                    hint={words('ownerHint')}
                    path={`${service.id}/users`}
                    fields={['lastName', 'firstName', 'email']}
                    toText={({ properties }) => fullNameOf(properties)}
                    toDetail={({ properties }) => properties.email}
                    chosen={field.value?.text}
                    fault={fieldState.error?.message}
                    onPick={(one) => field.onChange(one ? { name: one.name, text: fullNameOf(one.properties) } : null)}
                  />
                )}
              />
              {watch('owner') !== null && <CheckboxField control={control} name="notify" label={words('mailToo')} />}
              <SwitchField
                control={control}
                name="allowTracing"
                label={words('allowTracing')}
                hint={words('allowTracingHint')}
              />
            </>
          )
        }}
      </ResourceForm>
    </Page>
  )
}
